/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A test that is missing in front of a use, and the places where it may go: what the files
 * guard*.c and effects.c share.
 */
#ifndef PAGECK_GUARD_H
#define PAGECK_GUARD_H

#include "fix/propose.h"

#define MAX_NAMES	8

struct guarding {
	struct fixing *f;
	const char *guard;		/* "is_device(page)": true for the pages that go wrong */
	const char *names[MAX_NAMES];	/* variables that the page, or what it is part of, is called by */
	unsigned n;
	size_t used;			/* where what is read is used; f->at when nothing else is known */
};

/* --- guard.c */

/* Does the text speak of the page; does the statement give one of its names another value? */
bool names_page(const struct guarding *g, struct span s);
bool sets_page(const struct guarding *g, const struct stmt *s);
/*
 * Is it about what sort of page it is? Where there is none nothing was taken either, so that
 * the way out of such a test leaves more behind when there is one.
 */
bool tells_pages(const struct guarding *g, struct span cond);
/* The statement, a whole one of a block, that s is in; NULL. */
struct stmt *item_of(struct stmt *s);

/* --- guard_cond.c: in a condition */

void guard_condition(struct guarding *g, struct stmt *s);
void guard_around(struct guarding *g);

/* --- guard_exit.c: in front of the use, with a way out */

void guard_exit(struct guarding *g);
void guard_statement(struct guarding *g);
void guard_start(struct guarding *g);

/* --- effects.c: what would be skipped */

/* Is a function called that gives something up, by the words of its name? */
bool gives_up_any(const struct fixing *f, struct span s);
/* Does the branch give a variable its first value, which is used behind `end`? */
bool leaves_unset(const struct fixing *f, const struct stmt *branch, size_t end);
/* The variable that a statement sets: "ret" of "ret = -EINVAL;"; NULL: it is no such statement. */
const char *variable_set(const struct fixing *f, const struct stmt *s);
/* Does it declare something? No statement goes in front of it. */
bool is_declaration(const struct fixing *f, const struct stmt *s);
/* Does the function return that variable somewhere? */
bool is_returned(const struct fixing *f, const char *variable);
/* A line that begins with '#'. */
bool has_directive(const struct code *c, struct span s);

#endif
