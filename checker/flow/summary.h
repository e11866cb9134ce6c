/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a function means to its callers: its outcomes, and what it does with what it is handed.
 *
 * A summary and all it refers to live as long as the unit (unit_ctx.mem and unit_ctx.summaries).
 * Its terms are the callee's: parameters, globals, constants; applying it puts the arguments of
 * a call in their place.
 */
#ifndef PAGECK_SUMMARY_H
#define PAGECK_SUMMARY_H

#include "flow/fixpoint.h"

/* A page that came in from outside was used; each caller says what it passed. */
struct page_use {
	const struct term *page;		/* root, in terms of this function */
	kinds_t mask;				/* what the page could still be there */
	struct member_read read;
	enum use_how how;
	kinds_t wrong;				/* kinds for which it goes wrong, as judge_use() finds */
	bool checked;				/* after tests that leave a valid pointer for any page */
	bool nonnull;				/* after tests that leave no NULL */
	bool compared;				/* with a pointer of one's own, to tell whose page it is */
	bool overlaid;				/* this tree's layout puts pgmap over the member */
	struct ir_pos pos;			/* of the use */
	struct ir_decl *fn;			/* function that contains the use */
	const struct via *via;			/* calls between here and fn, outermost first */
};

/* One call on the way from a function to the use. */
struct via {
	const struct via *next;
	struct ir_decl *callee;
	struct ir_pos pos;
};

/* A reference object that came in from outside was dereferenced. */
struct object_use {
	const struct term *object;
	struct ir_pos pos;
	struct ir_decl *fn;
	const struct ir_expr *expr;
};

/* One outcome of a call, in terms of the callee's parameters. */
struct outcome_case {
	const struct term *ret;			/* NULL: void */
	struct state *exit;			/* what holds then; env has what callers can see */
};

/* Of a function, in terms of its parameters. */
struct summary {
	struct outcome_case *cases;
	unsigned ncases;
	VEC(struct page_use) pages;
	VEC(struct object_use) objects;
	uint64_t derefs;			/* parameters that it dereferences */
	uint64_t lets_escape;				/* parameters whose elements' references it may put */
};

/* Does the term speak only of what callers know: parameters, globals, constants? */
bool from_outside(const struct term *t);
/* Is it memory that callers can name when the function returns in this state? */
bool comes_out(const struct state *s, const struct term *loc);
/* Runs the function first, unless that was done. NULL: nothing usable is known of it. */
struct summary *summary_of(struct unit_ctx *u, struct ir_decl *d);
/* Fills in c->summary from the exits of the function. */
void summary_build(struct fn_ctx *c);
/* Appends to `out` a state for each outcome of the call that can be; s is used up. */
void summary_apply(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		   const struct term *const *args, const struct summary *sum, state_list *out);
/* Callers are to judge this use of what they pass. */
void note_page_use(struct fn_ctx *c, const struct page_use *use);

#endif
