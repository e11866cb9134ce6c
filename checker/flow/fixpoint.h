/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One function under analysis: its states are run through its blocks until none of them changes.
 *
 * run_function() owns the fn_ctx. States live in its arena until the function is done; terms
 * live as long as the unit. A function that takes more than its budget of steps is left as it is
 * then: `exhausted` is set, and counted in the findings' statistics.
 */
#ifndef PAGECK_FIXPOINT_H
#define PAGECK_FIXPOINT_H

#include "flow/unit.h"

/* A call of a function in another file, with what is passed; NULL: the call itself. */
struct call_elsewhere {
	struct ir_decl *fn;
	const struct term *arg;
	bool known;			/* there is a summary of it */
};

/* What a place of a `keep` row holds at the start. */
struct kept {
	const struct term *value;
	const struct ref_kind *kind;
};

/* A path that ends with a bare counter still taken. */
struct bare_leak {
	struct state *state;
	struct ref ref;
	struct ir_pos pos;
};

/* An array whose elements' references this function took, and an element on which it took one. */
struct taken_array {
	const struct term *array;
	const struct ref_kind *kind;
};

struct taken_one {
	const struct term *value;
	const struct ref_kind *kind;
	const struct ir_insn *insn;
};

struct left_batch {
	struct state *state;
	struct tracked batch;
	struct ir_pos pos;
};

/* The function that is being run. */
struct fn_ctx {
	struct unit_ctx *u;
	struct state_env e;
	struct ir_func *f;
	struct fn_info *info;
	struct arena mem;			/* states; gone when the function is done */
	uint64_t **live;			/* by block: variables live at its start */
	uint64_t *watched;			/* variables that conditions depend on */
	const struct ir_expr *again[32];	/* conditions that are tested more than once */
	unsigned nagain;
	const struct ir_insn **questions;	/* by temporary: the call it is the answer to; or NULL */
	const struct term **flags;		/* variables that only ever hold constants */
	size_t nflags;
	unsigned steps, budget;
	bool exhausted;
	uint8_t *taken, *force;			/* by block: sides of its branch, 1 << succ */
	const struct ir_insn **made_by;		/* by temporary: what gave it its value */
	struct summary *summary;		/* under construction */
	VEC(struct state *) exits;
	bool warned;				/* something was reported, not as a note */
	struct fn_probe *probe;			/* a line of it is asked about (probe.h); else NULL */
	bool quiet;				/* nothing is reported: the probe looks around */
	VEC(struct call_elsewhere) elsewhere;
	VEC(const struct term *) bare_put;	/* objects whose bare counter some path puts */
	VEC(struct kept) kept;			/* what is in the places of `keep` rows at the start */
	VEC(struct taken_array) taken_arrays;	/* batch.c */
	VEC(struct taken_one) ones;
	VEC(const struct term *) given;		/* arrays of which some path gives back, or hands on */
	VEC(const struct term *) sums;		/* variables to which the number in a batch was added */
	VEC(const struct term *) put_away;	/* pointers that some path stores in memory */
	VEC(struct left_batch) left;		/* paths that may have forgotten one */
	VEC(struct left_batch) unlooked;	/* or not have looked how many there are */
	VEC(struct ir_pos) looked;		/* calls of which some path does */
	VEC(struct bare_leak) bare_leaks;		/* paths that may forget it, if one does */
};

typedef VEC(struct state *) state_list;

/* Runs the function; fills c->exits and summary uses. */
void run_function(struct unit_ctx *u, struct ir_decl *d);

#endif
