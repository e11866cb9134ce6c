/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lookups that fail for good, and the same lookup made again.
 */
#ifndef PAGECK_LOOKUP_H
#define PAGECK_LOOKUP_H

#include "flow/fixpoint.h"

/* The call fails for good; a call of the same again, with the same arguments? */
void lookup_fails(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		  const struct lookup_fact *l, const struct term *const *args, unsigned nargs);
void lookup_again(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		  const struct term *const *args, unsigned nargs);

#endif
