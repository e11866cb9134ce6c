/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lookups that fail permanently, and repetitions of the same lookup. */
#ifndef PAGECK_LOOKUP_H
#define PAGECK_LOOKUP_H

#include "flow/fixpoint.h"

/* Records in the state that the call, a lookup, has failed permanently. */
void lookup_fails(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		  const struct lookup_fact *l, const struct term *const *args, unsigned nargs);
/* The call is made: is it a lookup that has failed on this path, with the same arguments? */
void lookup_again(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		  const struct term *const *args, unsigned nargs);

#endif
