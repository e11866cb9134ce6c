/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Expressions as the source has them, for messages. Texts belong to the findings' arena, expressions
 * to the unit's.
 */
#ifndef PAGECK_WRITTEN_H
#define PAGECK_WRITTEN_H

#include "flow/unit.h"

#include "flow/written.h"

/* Declared inside a macro, which the source only calls. */
bool is_macro_local(const struct ir_func *f, const struct ir_var *v);
/* The expression with what such variables were made from; of the function under analysis. */
const struct ir_expr *as_written(struct unit_ctx *u, const struct ir_expr *x);
/* Source text of an expression, for messages; lives as long as the findings. */
const char *expr_text(struct unit_ctx *u, const struct ir_expr *x);
/* The same; "" for what a macro or lowering keeps to itself. */
const char *condition_text(struct unit_ctx *u, const struct ir_expr *x);

#endif
