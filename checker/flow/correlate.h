/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Conditions that a function tests more than once, and variables that are flags: states that
 * differ in their outcome are kept apart, so that a path doesn't go both ways.
 */
#ifndef PAGECK_CORRELATE_H
#define PAGECK_CORRELATE_H

#include "flow/fixpoint.h"

/* Fills in fn_ctx.again and fn_ctx.flags. */
void find_correlated(struct fn_ctx *c);
/* false: it went the other way before, and the answer is taken to stay the same. */
bool note_tested(struct fn_ctx *c, struct state *s, const struct ir_expr *cond, bool truth);
/* What dst names changes: conditions that depend on it may come out otherwise. */
void forget_tested(struct fn_ctx *c, struct state *s, const struct ir_expr *dst);

#endif
