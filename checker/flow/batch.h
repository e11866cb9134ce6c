/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Batches: references on what the elements of an array point to, taken by one call that says how
 * many it took (rows `batches`). A batch is a tracked fact of the array's location: who took it, the
 * call's result, and how many were asked for. It ends where the array, or an element, is given back,
 * and is nobody's affair any more once the array or an element was handed to somebody else.
 *
 * What the functions of a unit do with an array that a structure's member leads to is collected in
 * unit_ctx.array_uses, which rules look at when the unit is done.
 */
#ifndef PAGECK_BATCH_H
#define PAGECK_BATCH_H

#include "flow/tracked.h"

struct unit_ctx;

extern const struct tracker batches;
extern const struct tracker empty_arrays;	/* made here, and nothing is stored in them yet */

enum array_does {
	ARRAY_TAKES,		/* references on its elements are taken */
	ARRAY_GIVES,		/* and given back */
	ARRAY_FILLED,		/* something is stored in an element: who knows what */
};

/* What one function does with the array behind (or in) a member. */
struct array_use {
	const struct ir_field *field;
	enum array_does does;
	const struct ref_kind *kind;		/* NULL with ARRAY_FILLED */
	bool matched;				/* ARRAY_GIVES: what this very function took */
	const struct term *value;		/* ARRAY_FILLED: what is stored */
	struct ir_pos pos;
	const struct ir_decl *in, *by;		/* the function, and the call */
	const struct ir_expr *name;		/* how the code calls the array, or the element */
};

/* Fills in unit_ctx.takes_batches and gives_back. */
void batches_of_unit(struct unit_ctx *u);

#endif
