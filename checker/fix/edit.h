/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Edits of a function's text, which keep the kernel's style. A struct edits lives in the caller's
 * arena; edits_apply() returns a new text for free().
 */
#ifndef PAGECK_EDIT_H
#define PAGECK_EDIT_H

#include "fix/code.h"

struct edit {
	struct span at;			/* range that is replaced; empty: an insertion */
	const char *text;
};

/* Edits in any order; they must not overlap. Strings live in the caller's arena. */
struct edits {
	struct arena *mem;
	VEC(struct edit) v;
};

void edit_add(struct edits *e, struct span at, const char *fmt, ...) PRINTF(3, 4);
void edit_insert(struct edits *e, size_t at, const char *fmt, ...) PRINTF(3, 4);

/*
 * Inserts a statement before another one. The text has no indentation; lines are separated by "\n".
 * If `s` is the only statement of a branch, that branch gets braces, and so does the other one.
 */
void edit_before(struct edits *e, const struct code *c, struct stmt *s, const char *text);
/* Inserts at the end of a block, a branch, or the function's body. */
void edit_at_end(struct edits *e, const struct code *c, struct stmt *s, const char *text);

/* Returns the edited text; free() it. */
char *edits_apply(const struct edits *e, const char *text, size_t n, size_t *len);

#endif
