/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `setups` rows: memory that is made from a record which the caller has filled in, such as
 * ZONE_DEVICE memory from a struct dev_pagemap. Checks that the record is complete and that the
 * memory is released.
 */
#ifndef PAGECK_PAGEMAP_H
#define PAGECK_PAGEMAP_H

#include "flow/fixpoint.h"

/* A setup is called: reports what is missing in its arguments. */
void setup_called(struct fn_ctx *c, struct state *s, const struct setup_fact *f,
		  const struct ir_insn *i, const struct term *const *args);
/* It has succeeded, or failed with `result`. */
void setup_done(struct fn_ctx *c, struct state *s, const struct setup_fact *f,
		const struct ir_insn *i, const struct term *object, const struct term *result,
		bool failed);
/* The memory is released. */
void setup_undone(struct fn_ctx *c, struct state *s, const struct setup_fact *f,
		  const struct term *object, const struct ir_insn *i);
/* Reports a call that frees the record while the memory made from it exists. */
void setup_freed(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		 const struct term *const *args);
/* Does the path end with the memory still there, or with the error dropped? */
bool setup_forgotten(struct fn_ctx *c, const struct state *s, const struct ref *r);

/* The branch at the end of b turns on cond: is that an error compared with NULL? */
void setup_tested(struct fn_ctx *c, struct state *s, const struct ir_block *b, const struct term *cond);
/* Does a path that ends in this state answer the error `r` with a success? */
bool setup_swallowed(struct fn_ctx *c, const struct state *s, const struct ref *r);

/* Nothing looks at what the call gave. */
void setup_ignored(struct fn_ctx *c, struct state *s, const struct ir_insn *i);

#endif
