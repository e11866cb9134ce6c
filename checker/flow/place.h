/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Places in rows (`arg1->pages[]`, `return`), as they are in one call: the value there, or the
 * location. NULL where it can't be told.
 */
#ifndef PAGECK_PLACE_H
#define PAGECK_PLACE_H

#include "flow/fixpoint.h"

/* The value a place names in a call; NULL when it can't be told. */
const struct term *place_value(struct fn_ctx *c, struct state *s, const struct place *p,
			       const struct ir_decl *d, const struct term *const *args,
			       unsigned nargs);
/* Follows the steps: the location they end at, or NULL when there are none or it can't be told. */
const struct term *place_reached(struct fn_ctx *c, struct state *s, const struct place *p,
				 const struct ir_decl *d, const struct term *v,
				 const struct ir_type **reached);
/* The location an out-parameter place names: `*arg1`, `arg3[]`. */
const struct term *place_location(struct fn_ctx *c, const struct place *p,
				  const struct term *const *args, unsigned nargs);
/* The same of a place that lies deeper, after the call has filled it in. */
const struct term *place_filled(struct fn_ctx *c, struct state *s, const struct place *p,
				const struct ir_insn *i, const struct term *const *args);

#endif
