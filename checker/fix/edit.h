/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Changes of a text, in the kernel's style, and the difference they make.
 */
#ifndef PAGECK_EDIT_H
#define PAGECK_EDIT_H

#include "fix/code.h"

struct edit {
	struct span at;			/* what goes; empty: something comes in */
	const char *text;
};

/* In any order, apart from each other. Strings live in the arena of whoever fills it. */
struct edits {
	struct arena *mem;
	VEC(struct edit) v;
};

void edit_add(struct edits *e, struct span at, const char *fmt, ...) PRINTF(3, 4);
void edit_insert(struct edits *e, size_t at, const char *fmt, ...) PRINTF(3, 4);

/*
 * Puts a statement (without indentation; more than one line apart by "\n") in front of
 * another. The only statement of a branch gets braces, and so does the branch beside it.
 */
void edit_before(struct edits *e, const struct code *c, struct stmt *s, const char *text);
/* At the end of a block or a branch, or of the function's body. */
void edit_at_end(struct edits *e, const struct code *c, struct stmt *s, const char *text);

/* The text with the edits made; malloc()ed. */
char *edits_apply(const struct edits *e, const char *text, size_t n, size_t *len);

#endif
