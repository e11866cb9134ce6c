/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * References that the caller stores in a place and that must be there again on return: `keep` rows
 * about the function itself. Called at the function's start, before each store, and at each return.
 */
#ifndef PAGECK_HANDOVER_H
#define PAGECK_HANDOVER_H

#include "flow/fixpoint.h"

/* args: the parameters, as terms. */
void handover_enter(struct fn_ctx *c, struct state *s, const struct term *const *args, unsigned n);
void handover_stored(struct fn_ctx *c, struct state *s, const struct term *loc, const struct term *value,
		 const struct ir_expr *dst, struct ir_pos pos);
void handover_at_end(struct fn_ctx *c, struct state *s, struct ir_pos pos);

#endif
