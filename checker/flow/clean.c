/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Takes out of a state what nothing can name any more: else states would grow for ever. */
#include "flow/state_arrays.h"

#include <stdlib.h>

static void mark(struct state_env *e, const struct term *t)
{
	while (t) {
		if (t->id >= e->nstamps) {
			size_t n = e->terms->n * 2 + 1024;

			e->stamps = xrealloc(e->stamps, n * sizeof(*e->stamps));
			memset(e->stamps + e->nstamps, 0, (n - e->nstamps) * sizeof(*e->stamps));
			e->nstamps = n;
		}
		if (e->stamps[t->id] == e->stamp)
			return;
		e->stamps[t->id] = e->stamp;
		if (t->b)
			mark(e, t->b);
		t = t->a;
	}
}

static bool is_marked(const struct state_env *e, const struct term *t)
{
	return t->id < e->nstamps && e->stamps[t->id] == e->stamp;
}

/* Is every unknown made since entry that t stands on still held by something? */
static bool alive(struct state_env *e, const struct term *t)
{
	if (!t->sites)
		return true;
	if (is_marked(e, t))
		return true;
	if (t->kind == TM_SYM || t->kind == TM_INIT || t->kind == TM_STRING)
		/* memory behind a live pointer can be read again */
		return t->kind == TM_INIT && alive(e, t->a);
	return (!t->a || alive(e, t->a)) && (!t->b || alive(e, t->b));
}

static bool is_dead(const struct term *loc, const struct term *value, const uint64_t *live,
		    const struct state *s)
{
	const struct ir_var *v;
	const struct term *root = loc_root(loc);
	uint32_t i;

	if (root->kind != LOC_VAR)
		return false;
	v = root->var;
	if (v->kind == VAR_GLOBAL || v->address_taken ||
	    (live[v->index / 64] >> (v->index % 64) & 1))
		return false;
	for (i = 0; i < s->refs.n; i++)
		if (s->refs.data[i].status == REF_HELD && term_mentions(value, s->refs.data[i].object))
			return false;
	return true;
}

/* How far from a variable memory is still told apart: a->b->c->d. */
#define MAX_HOPS	3

bool term_is_path(const struct term *t)
{
	unsigned hops = 0;

	for (;;) {
		if (t->kind != TM_INIT)
			return false;
		/* an element at a computed index is no path: there is no end of them */
		for (t = t->a; t->kind == LOC_FIELD || t->kind == LOC_ELEM; t = t->a)
			if (t->kind == LOC_ELEM && t->b->kind != TM_CONST)
				return false;
		if (t->kind == LOC_VAR)
			return t->var->kind == VAR_PARAM || t->var->kind == VAR_GLOBAL;
		if (++hops > MAX_HOPS)
			return false;
		t = t->a;
	}
}

/*
 * Can this memory be named again? Through a variable, a pointer that something
 * holds, or a short path from a parameter. Writes to what was computed on the
 * way (the struct page of a pte, a node's statistics) would grow states for ever.
 */
static bool nameable(struct state_env *e, const struct term *loc)
{
	const struct term *root;

	for (root = loc; root->kind == LOC_FIELD || root->kind == LOC_ELEM; root = root->a)
		if (root->kind == LOC_ELEM && root->b->sites && !is_marked(e, root->b))
			return false;
	if (root->kind == LOC_VAR)
		return true;
	root = root->a;
	return is_marked(e, root) || term_is_path(root);
}

/* A page that something holds, that memory holds which can be named, or all pages there. */
static bool still_page(struct state_env *e, const struct term *root)
{
	if (term_is_loc(root))
		return nameable(e, root);
	if (is_marked(e, root))
		return true;
	return root->kind == TM_INIT && nameable(e, root->a);
}

static void mark_values(struct state_env *e, const struct state *s)
{
	uint32_t i, n = 0, before;

	for (i = 0; i < s->env.n; i++)
		if (loc_root(s->env.data[i].loc)->kind == LOC_VAR)
			mark(e, s->env.data[i].value);
	if (s->ret)
		mark(e, s->ret);
	for (i = 0; i < s->refs.n; i++)
		if (s->refs.data[i].status == REF_HELD)
			mark(e, s->refs.data[i].object);
	/* memory that can be named holds values that can: follow twice, chains are short */
	do {
		before = n;
		n = 0;
		for (i = 0; i < s->env.n; i++)
			if (loc_root(s->env.data[i].loc)->kind == LOC_SYM && nameable(e, s->env.data[i].loc)) {
				mark(e, s->env.data[i].value);
				n++;
			}
	} while (n != before);
}

/* Nothing can name what it is known of, and no path is kept apart for it. */
static bool fact_is_dead(struct state_env *e, const struct tracked *t)
{
	return t->by->loose && (term_is_loc(t->of) ? !nameable(e, t->of) : !alive(e, t->of));
}

static void mark_tracked(struct state_env *e, const struct state *s)
{
	uint32_t i;
	size_t k;

	for (i = 0; i < s->tracked.n; i++) {
		if (s->tracked.data[i].by->loose)
			continue;
		mark(e, s->tracked.data[i].of);
		for (k = 0; k < ARRAY_SIZE(s->tracked.data[i].with); k++)
			if (s->tracked.data[i].with[k])
				mark(e, s->tracked.data[i].with[k]);
	}
}

void state_clean(struct state_env *e, struct state *s, const uint64_t *live)
{
	uint32_t i;

	for (i = s->env.n; i-- > 0; )
		if (is_dead(s->env.data[i].loc, s->env.data[i].value, live, s))
			close_gap(e, &s->env, i);
	e->stamp++;
	mark_values(e, s);
	mark_tracked(e, s);
	for (i = s->env.n; i-- > 0; )
		if (!nameable(e, s->env.data[i].loc))
			close_gap(e, &s->env, i);
	for (i = s->clobbers.n; i-- > 0; )
		if (!nameable(e, s->clobbers.data[i].loc))
			close_gap(e, &s->clobbers, i);
	for (i = 0; i < s->fails.n; i++) {
		unsigned j;

		for (j = 0; j < s->fails.data[i].nargs; j++)
			mark(e, s->fails.data[i].args[j]);
	}
	for (i = s->refs.n; i-- > 0; ) {
		struct ref *r = &s->refs.data[i];

		if (r->status == REF_RELEASED && !r->owed_by_caller && !alive(e, r->object))
			close_gap(e, &s->refs, i);
		else
			mark(e, r->object);
	}
	for (i = s->reads.n; i-- > 0; )
		if (!alive(e, s->reads.data[i].value))
			close_gap(e, &s->reads, i);
		else
			mark(e, s->reads.data[i].page);
	for (i = s->kinds.n; i-- > 0; )
		if (!still_page(e, s->kinds.data[i].root))
			close_gap(e, &s->kinds, i);
	tracked_forget(e, s, fact_is_dead);
	for (i = s->cons.n; i-- > 0; )
		if (!alive(e, s->cons.data[i].t))
			close_gap(e, &s->cons, i);
}
