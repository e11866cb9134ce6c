/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/asked_again.h"
#include "flow/eval.h"
#include "flow/state.h"

/* Calls nested deeper than this may well read something. */
#define MAX_NESTING	4

void asked_again_init(struct fn_ctx *c)
{
	const struct ir_func *f = c->f;
	size_t i, j;

	c->taken = arena_array(&c->mem, uint8_t, f->nblocks);
	c->force = arena_array(&c->mem, uint8_t, f->nblocks);
	c->made_by = arena_array(&c->mem, const struct ir_insn *, f->nvars + 1);
	for (i = 0; i < f->nblocks; i++)
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];

			if (in->dst && in->dst->kind == EX_VAR && in->dst->var->kind == VAR_TEMP)
				c->made_by[in->dst->var->index] = in;
		}
}

static bool is_memory(const struct ir_expr *x)
{
	while (x->kind == EX_FIELD || x->kind == EX_INDEX)
		x = x->a;
	return x->kind == EX_DEREF || (x->kind == EX_VAR && x->var->kind == VAR_GLOBAL);
}

static bool reads(const struct ir_expr *x)
{
	if (!x || x->kind == EX_ADDR)
		return false;
	return (ir_is_lvalue(x) && is_memory(x)) || reads(x->a) || reads(x->b);
}

static bool body_reads(struct unit_ctx *u, struct ir_decl *d, unsigned depth)
{
	struct ir_func *f = d ? ir_body(u->unit, d) : NULL;
	size_t i, j;

	if (!f || depth > MAX_NESTING)
		return true;
	for (i = 0; i < f->nblocks; i++) {
		if (reads(f->blocks[i]->value))
			return true;
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];

			if (in->kind == I_CALL ? body_reads(u, in->fn, depth + 1) : reads(in->src))
				return true;
		}
	}
	return false;
}

static bool asks(struct fn_ctx *c, struct state *s, const struct ir_expr *x);

static bool call_asks(struct fn_ctx *c, struct state *s, const struct ir_insn *in)
{
	unsigned k;

	for (k = 0; k < in->nargs; k++)
		if (asks(c, s, in->args[k]))
			return true;
	return body_reads(c->u, in->fn, 0);
}

static bool asks(struct fn_ctx *c, struct state *s, const struct ir_expr *x)
{
	const struct ir_insn *in;

	if (!x || x->kind == EX_ADDR)
		return false;
	if (x->kind == EX_VAR && x->var->kind == VAR_TEMP) {
		in = c->made_by[x->var->index];
		if (!in || in->kind == I_HAVOC)
			return false;
		return in->kind == I_CALL ? call_asks(c, s, in) : asks(c, s, in->src);
	}
	if (ir_is_lvalue(x) && is_memory(x))
		return !state_bound(s, eval_loc(c, s, x, false));
	return asks(c, s, x->a) || asks(c, s, x->b);
}

bool asks_memory(struct fn_ctx *c, struct state *s, const struct ir_block *b)
{
	return asks(c, s, b->value);
}
