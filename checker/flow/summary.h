/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Function summaries: outcomes of a call, and what the function does with its arguments.
 *
 * A summary and everything in it lives as long as the unit (unit_ctx.mem and unit_ctx.summaries).
 * Its terms are the callee's parameters, globals and constants; applying it substitutes the
 * arguments of a call.
 */
#ifndef PAGECK_SUMMARY_H
#define PAGECK_SUMMARY_H

#include "flow/fixpoint.h"

/* A use of a page that was passed in; callers substitute what they pass. */
struct page_use {
	const struct term *page;		/* root, in terms of this function */
	kinds_t mask;				/* what the page can be at the use */
	struct member_read read;
	enum use_how how;
	/* kinds for which the use is wrong, by judge_use() */
	kinds_t wrong;
	/* after tests that make it a valid pointer for any page */
	bool checked;
	bool nonnull;				/* after tests that exclude NULL */
	/* compared with a pointer of the function's own, to find out whose page it is */
	bool compared;
	/* the tree's layout overlays the member with pgmap */
	bool overlaid;
	struct ir_pos pos;			/* of the use */
	struct ir_decl *fn;			/* function that contains the use */
	const struct via *via;			/* calls from here down to fn, outermost first */
};

/* One call on the way from a function to the use. */
struct via {
	const struct via *next;
	struct ir_decl *callee;
	struct ir_pos pos;
};

/* A dereference of a reference-counted object that was passed in. */
struct object_use {
	const struct term *object;
	struct ir_pos pos;
	struct ir_decl *fn;
	const struct ir_expr *expr;
};

/* One outcome of a call, in terms of the callee's parameters. */
struct outcome_case {
	const struct term *ret;			/* NULL: void */
	struct state *exit;			/* the state then; env has what callers can see */
};

/* Of a function, in terms of its parameters. */
struct summary {
	struct outcome_case *cases;
	unsigned ncases;
	VEC(struct page_use) pages;
	VEC(struct object_use) objects;
	uint64_t derefs;			/* parameters that it dereferences */
	/* parameters with array elements whose references it may put */
	uint64_t lets_escape;
};

/* Is the term made of parameters, globals and constants only? */
bool from_outside(const struct term *t);
/* Is it memory that callers can name when the function returns in this state? */
bool comes_out(const struct state *s, const struct term *loc);
/* Runs the function first, unless that was done. NULL: nothing usable is known of it. */
struct summary *summary_of(struct unit_ctx *u, struct ir_decl *d);
/* Computes c->summary from the states at the function's returns. */
void summary_build(struct fn_ctx *c);
/* Appends a state for each possible outcome of the call to `out`; s is consumed. */
void summary_apply(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		   const struct term *const *args, const struct summary *sum, state_list *out);
/* Records a use that callers must judge. */
void note_page_use(struct fn_ctx *c, const struct page_use *use);

#endif
