/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which way a path came is often written down: in a flag that only ever holds
 * constants, or in a condition that is tested again. Paths that differ in either
 * are kept apart, or `if (a || b) get(); ... if (a || b) put();` would look wrong.
 */
#include "flow/correlate.h"

static bool same_expr(const struct ir_expr *x, const struct ir_expr *y)
{
	if (x == y)
		return true;
	if (!x || !y || x->kind != y->kind)
		return false;
	switch (x->kind) {
	case EX_VAR:
		return x->var == y->var;
	case EX_FIELD:
		if (x->field != y->field)
			return false;
		break;
	case EX_CONST:
		return x->value == y->value;
	case EX_UNARY:
	case EX_BINARY:
		if (x->op != y->op)
			return false;
		break;
	case EX_FUNC:
		return x->decl == y->decl;
	case EX_STRING:
	case EX_UNKNOWN:
		return false;
	default:
		break;
	}
	return same_expr(x->a, y->a) && same_expr(x->b, y->b);
}

static bool is_temporary(const struct ir_expr *x)
{
	return x && ((x->kind == EX_VAR && x->var->kind == VAR_TEMP) || is_temporary(x->a) ||
		     is_temporary(x->b));
}

static bool mentions_var(const struct ir_expr *x, const struct ir_var *v)
{
	return x && ((x->kind == EX_VAR && x->var == v) || mentions_var(x->a, v) ||
		     mentions_var(x->b, v));
}

/* The call that answers a condition, when it is a question as find_questions() has it. */
static const struct ir_insn *question(const struct fn_ctx *c, const struct ir_expr *cond)
{
	return c->questions && cond->kind == EX_VAR && cond->var->kind == VAR_TEMP ?
	       c->questions[cond->var->index] : NULL;
}

static bool same_question(const struct ir_insn *x, const struct ir_insn *y)
{
	unsigned i;

	if (!x || !y || x->fn != y->fn || x->nargs != y->nargs)
		return false;
	for (i = 0; i < x->nargs; i++)
		if (!same_expr(x->args[i], y->args[i]))
			return false;
	return true;
}

static bool same_condition(const struct fn_ctx *c, const struct ir_expr *x, const struct ir_expr *y)
{
	return same_expr(x, y) || same_question(question(c, x), question(c, y));
}

static int tested_index(const struct fn_ctx *c, const struct ir_expr *cond)
{
	unsigned i;

	for (i = 0; i < c->nagain; i++)
		if (same_condition(c, c->again[i], cond))
			return (int)i;
	return -1;
}

/*
 * Where ZONE_DEVICE memory is made, what kind of device it is for is asked again and again:
 * a function that gives a `bool`, of variables that nobody assigns to. It is taken to say
 * the same each time; elsewhere it may be a trylock.
 */
static void find_questions(struct fn_ctx *c)
{
	struct ir_func *f = c->f;
	unsigned *assigned = arena_array(&c->mem, unsigned, f->nvars + 1), k;
	size_t i, j;

	c->questions = arena_array(&c->mem, const struct ir_insn *, f->nvars + 1);
	for (i = 0; i < f->nblocks; i++)
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];

			if (in->dst && in->dst->kind == EX_VAR && in->dst->var->kind != VAR_GLOBAL)
				assigned[in->dst->var->index]++;
		}
	for (i = 0; i < f->nblocks; i++)
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];
			bool steady = in->kind == I_CALL && in->fn && in->fn->type && in->fn->type->to &&
				      in->fn->type->to->kind == TY_BOOL && in->nargs && in->dst &&
				      in->dst->kind == EX_VAR && in->dst->var->kind == VAR_TEMP &&
				      assigned[in->dst->var->index] == 1;

			for (k = 0; steady && k < in->nargs; k++)
				steady = in->args[k]->kind == EX_VAR &&
					 in->args[k]->var->kind != VAR_GLOBAL &&
					 in->args[k]->var->index < f->nparams &&
					 !in->args[k]->var->address_taken &&
					 !assigned[in->args[k]->var->index];
			if (steady)
				c->questions[in->dst->var->index] = in;
		}
}

static void find_again(struct fn_ctx *c)
{
	struct ir_func *f = c->f;
	size_t i, j;

	for (i = 0; i < f->nblocks; i++) {
		const struct ir_expr *cond = f->blocks[i]->value;

		if (f->blocks[i]->term != T_BRANCH ||
		    (is_temporary(cond) && !question(c, cond)) || tested_index(c, cond) >= 0)
			continue;
		for (j = i + 1; j < f->nblocks; j++)
			if (f->blocks[j]->term == T_BRANCH && same_condition(c, cond, f->blocks[j]->value))
				break;
		if (j < f->nblocks && c->nagain < ARRAY_SIZE(c->again))
			c->again[c->nagain++] = cond;
	}
}

bool note_tested(struct fn_ctx *c, struct state *s, const struct ir_expr *cond, bool truth)
{
	uint64_t now = truth ? 1 : 2, before;
	int i = tested_index(c, cond);

	if (i < 0)
		return true;
	before = s->tested >> (2 * i) & 3;
	s->tested &= ~(3ull << (2 * i));
	s->tested |= now << (2 * i);
	/* a loop asks on until the answer is another */
	return !before || before == now || !question(c, cond) ||
	       question(c, c->again[i]) == question(c, cond);
}

void forget_tested(struct fn_ctx *c, struct state *s, const struct ir_expr *dst)
{
	unsigned i;

	if (!s->tested || dst->kind != EX_VAR || question(c, dst))
		return;
	for (i = 0; i < c->nagain; i++)
		if (mentions_var(c->again[i], dst->var))
			s->tested &= ~(3ull << (2 * i));
}

/* have |= 1, have &= ~1 */
static bool sets_bits(const struct ir_expr *dst, const struct ir_expr *src)
{
	while (src->kind == EX_CAST)
		src = src->a;
	if (src->kind != EX_BINARY || (src->op != OP_OR && src->op != OP_AND) ||
	    src->b->kind != EX_CONST)
		return false;
	src = src->a;
	while (src->kind == EX_CAST)
		src = src->a;
	return src->kind == EX_VAR && src->var == dst->var;
}

/* Variables that are only ever given constants: what they hold says which way a path came. */
static void find_flags(struct fn_ctx *c)
{
	struct ir_func *f = c->f;
	uint8_t *only = arena_array(&c->mem, uint8_t, f->nvars + 1);
	size_t i, j;

	for (i = 0; i < f->nblocks; i++)
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];
			const struct ir_expr *d = in->dst;

			if (!d || d->kind != EX_VAR || d->var->kind == VAR_GLOBAL)
				continue;
			if (in->kind == I_ASSIGN && (in->src->kind == EX_CONST || sets_bits(d, in->src)))
				only[d->var->index] |= 1;
			else if (!(in->kind == I_HAVOC && in->is_decl))
				only[d->var->index] |= 2;
		}
	c->flags = arena_array(&c->mem, const struct term *, f->nvars + 1);
	for (i = f->nparams; i < f->nvars; i++)
		if (only[i] == 1 && !f->vars[i]->address_taken)
			c->flags[c->nflags++] = loc_var(&c->u->terms, f->vars[i]);
}


static bool watch(struct fn_ctx *c, const struct ir_expr *x)
{
	bool news = false;

	if (!x)
		return false;
	if (x->kind == EX_VAR && x->var->kind != VAR_GLOBAL) {
		uint64_t bit = 1ull << (x->var->index % 64), *w = &c->watched[x->var->index / 64];

		news = !(*w & bit);
		*w |= bit;
	}
	news |= watch(c, x->a);
	news |= watch(c, x->b);
	return news;
}

/* Variables in conditions, and those that temporaries in conditions were made from. */
static void find_watched(struct fn_ctx *c)
{
	struct ir_func *f = c->f;
	bool news = true;
	size_t i, j;
	unsigned k;

	c->watched = arena_array(&c->mem, uint64_t, f->nvars / 64 + 1);
	for (i = 0; i < f->nblocks; i++)
		if (f->blocks[i]->term == T_BRANCH || f->blocks[i]->term == T_SWITCH)
			watch(c, f->blocks[i]->value);
	while (news) {
		news = false;
		for (i = 0; i < f->nblocks; i++)
			for (j = 0; j < f->blocks[i]->ninsns; j++) {
				const struct ir_insn *in = f->blocks[i]->insns[j];
				const struct ir_var *v = in->dst && in->dst->kind == EX_VAR ? in->dst->var : NULL;

				if (!v || v->kind == VAR_GLOBAL ||
				    !(c->watched[v->index / 64] >> (v->index % 64) & 1))
					continue;
				if (v->kind == VAR_TEMP)
					news |= watch(c, in->src);
				for (k = 0; k < in->nargs && (v->kind == VAR_TEMP ||
							      (in->fn && in->fn->type->to->kind == TY_BOOL)); k++)
					news |= watch(c, in->args[k]);
			}
	}
}

static const struct ir_expr *without_casts(const struct ir_expr *x)
{
	while (x && x->kind == EX_CAST)
		x = x->a;
	return x;
}

/* Does x ask for anything of v but bits that are none of these? */
static bool asks_for(const struct ir_expr *x, const struct ir_var *v, uint64_t bits)
{
	const struct ir_expr *of;

	if (!x)
		return false;
	if (x->kind == EX_VAR)
		return x->var == v;
	of = x->kind == EX_BINARY && x->op == OP_AND && x->b->kind == EX_CONST ? without_casts(x->a) : NULL;
	if (of && of->kind == EX_VAR && of->var == v)
		return (uint64_t)x->b->value & bits;
	return asks_for(x->a, v, bits) || asks_for(x->b, v, bits);
}

/* bits[v]: those that the function sets in variable v; 0: it does something else with it, too, or nothing. */
static uint64_t *bits_set(struct fn_ctx *c)
{
	struct ir_func *f = c->f;
	uint64_t *bits = arena_array(&c->mem, uint64_t, f->nvars + 1);
	bool *other = arena_array(&c->mem, bool, f->nvars + 1);
	size_t i, j;

	for (i = 0; i < f->nblocks; i++)
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];
			const struct ir_expr *src = without_casts(in->src);

			if (!in->dst || in->dst->kind != EX_VAR || in->dst->var->kind == VAR_GLOBAL)
				continue;
			if (in->kind == I_ASSIGN && sets_bits(in->dst, in->src) && src->op == OP_OR)
				bits[in->dst->var->index] |= (uint64_t)src->b->value;
			else
				other[in->dst->var->index] = true;
		}
	for (i = 0; i < f->nvars; i++)
		if (other[i] || f->vars[i]->address_taken)
			bits[i] = 0;
	return bits;
}

static bool asked_for(const struct ir_func *f, const struct ir_var *v, uint64_t bits)
{
	size_t i, j;
	unsigned k;

	for (i = 0; i < f->nblocks; i++) {
		if (f->blocks[i]->term != T_RETURN && asks_for(f->blocks[i]->value, v, bits))
			return true;
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];

			if (in->dst && in->dst->kind == EX_VAR && in->dst->var == v)
				continue;
			if (asks_for(in->src, v, bits))
				return true;
			for (k = 0; k < in->nargs; k++)
				if (asks_for(in->args[k], v, bits))
					return true;
		}
	}
	return false;
}

/* A bit that is set, and that nothing here asks for, is no step towards an end: it is set once. */
static void unwatch_bits(struct fn_ctx *c)
{
	const uint64_t *bits = bits_set(c);
	unsigned v;

	for (v = 0; v < c->f->nvars; v++)
		if (bits[v] && !asked_for(c->f, c->f->vars[v], bits[v]))
			c->watched[v / 64] &= ~(1ull << (v % 64));
}

void find_correlated(struct fn_ctx *c)
{
	if (c->u->makes_pages)
		find_questions(c);
	find_watched(c);
	unwatch_bits(c);
	find_flags(c);
	find_again(c);
}
