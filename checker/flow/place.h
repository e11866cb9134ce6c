/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Evaluates places in rows (`arg1->pages[]`, `return`) for a call: as a value or as a location.
 * NULL when it is unknown.
 */
#ifndef PAGECK_PLACE_H
#define PAGECK_PLACE_H

#include "flow/fixpoint.h"

/* The value of a place in a call; NULL when it is unknown. */
const struct term *place_value(struct fn_ctx *c, struct state *s, const struct place *p,
			       const struct ir_decl *d, const struct term *const *args,
			       unsigned nargs);
/* Follows the steps to a location; NULL when there are none or it is unknown. */
const struct term *place_reached(struct fn_ctx *c, struct state *s, const struct place *p,
				 const struct ir_decl *d, const struct term *v,
				 const struct ir_type **reached);
/* The location of an out-parameter: `*arg1`, `arg3[]`. */
const struct term *place_location(struct fn_ctx *c, const struct place *p,
				  const struct term *const *args, unsigned nargs);
/* The same for a nested place, after the call has filled it in. */
const struct term *place_filled(struct fn_ctx *c, struct state *s, const struct place *p,
				const struct ir_insn *i, const struct term *const *args);

#endif
