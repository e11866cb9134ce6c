/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lookups that have failed for good, and what happens until the same call comes again. */
#include "flow/lookup.h"
#include "flow/observer.h"

/* Is this a step towards an end, or just a result that was fetched again? */
static bool moved(struct fn_ctx *c, const struct state *s, const struct term *loc,
		  const struct term *was, const struct term *now)
{
	struct range r;
	int64_t v;

	if (now == was || (now->kind == TM_SYM && !(now->a && term_is_loc(now->a))))
		return false;
	if (loc->type && loc->type->kind == TY_POINTER && now->kind != TM_BINARY)
		return false;
	r = state_range(&c->e, s, now);
	if (was->kind == TM_CONST && range_single(&r, &v) && v == was->value)
		return false;
	/* an error code was reset */
	return now->kind != TM_CONST || was->kind == TM_CONST || loc->kind == LOC_FIELD;
}

/* Memory that a condition of the function reads: a variable, or behind one. */
static bool is_watched(const struct fn_ctx *c, const struct term *loc)
{
	const struct term *root = loc_root(loc);
	const struct ir_var *v;

	if (root->kind == LOC_SYM) {
		if (root->a->kind != TM_INIT || root->a->a->kind != LOC_VAR)
			return false;
		root = root->a->a;
	}
	v = root->var;
	return v->kind != VAR_GLOBAL && v->kind != VAR_TEMP &&
	       (c->watched[v->index / 64] >> (v->index % 64) & 1);
}

static const struct term *value_then(struct fn_ctx *c, const struct fail *f, const struct term *loc)
{
	uint32_t i;

	for (i = 0; i < f->nenv; i++)
		if (f->env[i].loc == loc)
			return f->env[i].value;
	for (i = 0; i < f->nenv; i++)
		if (loc->kind == LOC_FIELD && f->env[i].loc == loc->a && term_is_const(f->env[i].value, 0))
			return f->env[i].value;
	return tm_init(&c->u->terms, loc, NULL, loc->type);
}

/*
 * Does something that decides how the loop goes on differ from what it was at the
 * failed call? A counter or a flag that moved on bounds the loop.
 */
static bool state_progressed(struct fn_ctx *c, const struct state *s, const struct fail *f)
{
	uint32_t i;

	for (i = 0; i < s->env.n; i++) {
		const struct binding *b = &s->env.data[i];

		if (is_watched(c, b->loc) && moved(c, s, b->loc, value_then(c, f, b->loc), b->value))
			return true;
	}
	return false;
}

void lookup_again(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		  const struct term *const *args, unsigned nargs)
{
	uint32_t k;

	for (k = s->fails.n; k-- > 0; ) {
		const struct fail *f = &s->fails.data[k];
		struct event ev = {
			.what = EV_LOOKUP_AGAIN, .fn = c, .state = s, .pos = i->pos, .fail = f,
		};
		bool same, moved_on;
		unsigned j;

		/* the same call: a second one further down the path is no loop */
		if (f->insn != i)
			continue;
		for (j = 0; j < f->nargs; j++) {
			/* of a bare lookup only the key counts */
			unsigned a = f->via ? j : f->lookup->key[j];

			if (a >= nargs || args[a] != f->args[j])
				break;
		}
		same = j == f->nargs;
		moved_on = same && state_progressed(c, s, f);
		if (watcher(c))
			watcher(c)->again(c, f, i->pos, !same ? AGAIN_OTHER_ARGUMENT :
				    moved_on ? AGAIN_PROGRESSED : AGAIN_JUDGED);
		if (same && !moved_on)
			flow_event(&ev);
		/* whatever comes of this call, it is news */
		state_drop_fail(&c->e, s, k);
	}
}

void lookup_fails(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		  const struct lookup_fact *l, const struct term *const *args, unsigned nargs)
{
	const struct term **key = arena_array(&c->mem, const struct term *, l->nkey);
	struct step st = { .what = STEP_FAILED, .pos = i->pos, .expr = i->dst, .fn = i->fn };
	struct fail f = {
		.lookup = l, .callee = i->fn, .insn = i, .args = key, .key = key, .key_args = ~0ull,
		.pos = i->pos, .origin_pos = i->pos, .origin_fn = c->info->decl,
	};
	unsigned j;

	for (j = 0; j < l->nkey; j++)
		if (l->key[j] < nargs)
			key[f.nargs++] = args[l->key[j]];
	f.nkey = f.nargs;
	s->env.shared = true;
	f.env = s->env.data;
	f.nenv = s->env.n;
	f.path = state_step(&c->e, s, &st);
	state_add_fail(&c->e, s, &f);
}
