/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Interfaces between guard*.c and effects.c, which propose to add a test in front of a use. */
#ifndef PAGECK_GUARD_H
#define PAGECK_GUARD_H

#include "fix/propose.h"

#define MAX_NAMES	8

struct guarding {
	struct fixing *f;
	const char *guard;		/* "is_device(page)": true for pages of the wrong kind */
	const char *names[MAX_NAMES];	/* variables for the page, or for what contains it */
	unsigned n;
	/* where the value that was read is used; f->at when unknown */
	size_t used;
};

/* --- guard.c */

/* Does the text mention the page? */
bool names_page(const struct guarding *g, struct span s);
/* Does the statement assign to one of the page's names? */
bool sets_page(const struct guarding *g, const struct stmt *s);
/*
 * Is the condition about the kind of page, rather than about whether there is one? Without a page
 * nothing was taken, so the exit of a NULL test may lack cleanup that is needed with a page.
 */
bool tells_pages(const struct guarding *g, struct span cond);
/* The statement in the surrounding block that contains s; or NULL. */
struct stmt *item_of(struct stmt *s);

/* --- guard_cond.c: add the test to a condition */

void guard_condition(struct guarding *g, struct stmt *s);
void guard_around(struct guarding *g);

/* --- guard_exit.c: add a test with an exit before the use */

void guard_exit(struct guarding *g);
void guard_statement(struct guarding *g);
void guard_start(struct guarding *g);

/* --- effects.c: effects that would be skipped */

/* Is a function called whose name says that it gives something up? */
bool gives_up_any(const struct fixing *f, struct span s);
/* Does the branch set a variable for the first time that is used after `end`? */
bool leaves_unset(const struct fixing *f, const struct stmt *branch, size_t end);
/*
 * The variable that a statement assigns: "ret" for "ret = -EINVAL;"; NULL: it isn't an assignment.
 */
const char *variable_set(const struct fixing *f, const struct stmt *s);
/* Is it a declaration? Statements may not precede one. */
bool is_declaration(const struct fixing *f, const struct stmt *s);
/* Does the function contain a return of that variable? */
bool is_returned(const struct fixing *f, const char *variable);
/* Does the range contain a preprocessor directive? */
bool has_directive(const struct code *c, struct span s);

#endif
