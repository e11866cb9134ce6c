/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the functions of one unit show of themselves: which pages they tell apart, whose page they
 * give, what they hand on. `pageck rules propose` puts the units of a tree together.
 *
 * Strings are interned; everything else belongs to the arena of struct proposals, which outlives
 * the units that it was filled from.
 */
#ifndef PAGECK_PROPOSAL_H
#define PAGECK_PROPOSAL_H

#include "flow/flow.h"

struct shown_function {
	const char *key;		/* its name; of a static one in a source file "file:name" */
	const char *name, *file;	/* file: in the tree */
	unsigned line;
	bool is_static;			/* no other file can call it: no row is about it */
	bool takes_page;
	bool gives_page;		/* it returns a pointer to a page */
	bool gives_number;		/* an integer as wide as a frame number */
	bool family;			/* what it gives is of the page of its one argument */
	VEC(const char *) sources;	/* functions whose result it returns */
	bool other;			/* or something else, unless that is NULL or an error */
	kinds_t if_true, if_false;	/* a guard of guard_arg, when one of them isn't any */
	unsigned guard_arg;
	const char *guard_of;		/* the record that the argument is, or points to */
	const char *reads, *writes;	/* the judged member of its argument that it gives, or sets */
};

/* Rows say where its pages are, for a number of parameters that it hasn't any more. */
struct moved_origin {
	const struct origin_fact *row;
	int arg;			/* the array of pages now */
	unsigned line;
	const char *file;
};

/* An operation that a row is about has the name of another structure for a page now. */
struct renamed_callback {
	const struct origin_fact *row;
	const char *name;		/* "record.member" */
};

struct proposals {
	struct arena mem;
	const char *root;		/* of the tree, stripped from names of files */
	struct table by_key;		/* -> struct shown_function */
	VEC(struct shown_function *) all;
	struct table frames;		/* functions whose result is used as a frame number */
	struct table declared;		/* names that have rows, and are there */
	struct table given;		/* key -> kinds_t: what its result is, by rows that hold */
	VEC(struct moved_origin) moved;
	struct table moved_names;
	VEC(struct renamed_callback) renamed;
};

/* Everything of the unit that is new goes to *p. The unit is closed. */
void propose_unit(struct proposals *p, struct ir_unit *u, const struct facts *f);
void proposals_drop(struct proposals *p);

#endif
