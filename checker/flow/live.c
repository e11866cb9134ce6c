/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which variables are read later: states forget the others. */
#include "flow/live.h"

#include <stdlib.h>
#include <string.h>

struct sets {
	uint64_t *use, *def;
};

static size_t words(const struct ir_func *f)
{
	return f->nvars / 64 + 1;
}

static void set(uint64_t *w, const struct ir_var *v)
{
	w[v->index / 64] |= 1ull << (v->index % 64);
}

static bool has(const uint64_t *w, const struct ir_var *v)
{
	return w[v->index / 64] >> (v->index % 64) & 1;
}

static void used(struct sets *s, const struct ir_expr *x)
{
	if (!x)
		return;
	if (x->kind == EX_VAR) {
		if (x->var->kind != VAR_GLOBAL && !has(s->def, x->var))
			set(s->use, x->var);
		return;
	}
	used(s, x->a);
	used(s, x->b);
}

static void defined(struct sets *s, const struct ir_expr *dst)
{
	if (!dst)
		return;
	if (dst->kind == EX_VAR) {
		if (dst->var->kind != VAR_GLOBAL)
			set(s->def, dst->var);
		return;
	}
	used(s, dst);
}

void live_compute(struct fn_ctx *c)
{
	struct ir_func *f = c->f;
	size_t n = words(f), i, j, k;
	struct sets *sets = arena_array(&c->mem, struct sets, f->nblocks);
	bool changed = true;

	c->live = arena_array(&c->mem, uint64_t *, f->nblocks);
	for (i = 0; i < f->nblocks; i++) {
		struct ir_block *b = f->blocks[i];
		struct sets *s = &sets[i];

		s->use = arena_array(&c->mem, uint64_t, n);
		s->def = arena_array(&c->mem, uint64_t, n);
		c->live[i] = arena_array(&c->mem, uint64_t, n);
		for (j = 0; j < b->ninsns; j++) {
			struct ir_insn *in = b->insns[j];

			used(s, in->src);
			used(s, in->callee);
			for (k = 0; k < in->nargs; k++)
				used(s, in->args[k]);
			defined(s, in->dst);
		}
		used(s, b->value);
	}
	while (changed) {
		changed = false;
		for (i = f->nblocks; i-- > 0; ) {
			struct ir_block *b = f->blocks[i];

			for (k = 0; k < n; k++) {
				uint64_t out = 0, in;

				for (j = 0; j < b->nsucc; j++)
					out |= c->live[b->succ[j]->id][k];
				in = sets[i].use[k] | (out & ~sets[i].def[k]);
				if (in != c->live[i][k]) {
					c->live[i][k] = in;
					changed = true;
				}
			}
		}
	}
}
