/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory that is made from a record which the caller has filled in, as ZONE_DEVICE memory is from
 * a struct dev_pagemap (`setups` rows): what is missing in it, and whether it is undone.
 */
#ifndef PAGECK_PAGEMAP_H
#define PAGECK_PAGEMAP_H

#include "flow/fixpoint.h"

/* Memory is made from `args`: is something missing in what is handed over? */
void setup_called(struct fn_ctx *c, struct state *s, const struct setup_fact *f,
		  const struct ir_insn *i, const struct term *const *args);
/* It worked, or failed with `result`. */
void setup_done(struct fn_ctx *c, struct state *s, const struct setup_fact *f,
		const struct ir_insn *i, const struct term *object, const struct term *result,
		bool failed);
/* The memory is given back. */
void setup_undone(struct fn_ctx *c, struct state *s, const struct setup_fact *f,
		  const struct term *object, const struct ir_insn *i);
/* Does the call free what memory was made from, which is still there? */
void setup_freed(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		 const struct term *const *args);
/* Does a path that ends so leave the memory behind, or drop the error? */
bool setup_forgotten(struct fn_ctx *c, const struct state *s, const struct ref *r);

/* The branch at the end of b turns on cond: is that an error compared with NULL? */
void setup_tested(struct fn_ctx *c, struct state *s, const struct ir_block *b, const struct term *cond);
/* Does a path that ends in this state answer the error `r` with a success? */
bool setup_swallowed(struct fn_ctx *c, const struct state *s, const struct ref *r);

/* Nothing looks at what the call gave. */
void setup_ignored(struct fn_ctx *c, struct state *s, const struct ir_insn *i);

#endif
