/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Conditions that every state answers alike because of what is known of memory. The code asks
 * all the same: after a lock was taken, or a reference, the answer may be another. So when a
 * function is done, the side that no state has taken is gone to once more, with what is known
 * otherwise.
 */
#ifndef PAGECK_ASKED_AGAIN_H
#define PAGECK_ASKED_AGAIN_H

#include "flow/fixpoint.h"

/* Notes what temporaries are made from; in c->mem. */
void asked_again_init(struct fn_ctx *c);
/* Does the block's condition ask memory, which the function itself hasn't stored to in s? */
bool asks_memory(struct fn_ctx *c, struct state *s, const struct ir_block *b);

#endif
