/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a call does, as outcome cases. A case is an exit state of the callee; its
 * terms speak of the callee's parameters and of what they pointed to on entry.
 * A caller replaces those by what it passed and goes on once per case.
 */
#include "flow/summary.h"
#include "flow/call.h"
#include "flow/eval.h"
#include "flow/handed.h"
#include "flow/derive.h"
#include "flow/observer.h"
#include "flow/pagemap.h"

#include <stdlib.h>
#include <string.h>

/* More outcomes than this are joined by what rules care about most. */
#define MAX_CASES	24
/* A use further down than this, or more of them, is no use to a reader. */
#define MAX_VIA		8
#define MAX_USES	64
/* Calls nested deeper than this are treated as unknown. */
#define MAX_NESTING	48

/* --- building ------------------------------------------------------------------------- */

bool from_outside(const struct term *t)
{
	for (; t; t = t->a) {
		if (t->kind == TM_SYM || t->site)
			return false;
		if (t->kind == LOC_VAR && t->var->kind != VAR_PARAM && t->var->kind != VAR_GLOBAL)
			return false;
		if (t->b && !from_outside(t->b))
			return false;
	}
	return true;
}

/* Memory that a caller can see: behind parameters, or global. */
static bool visible(const struct term *loc)
{
	const struct term *root = loc_root(loc);

	if (root->kind == LOC_VAR)
		return root->var->kind == VAR_GLOBAL;
	return term_is_path(root->a);
}

/* Objects that hang on each other, like a driver's data and what it has allocated, are few. */
#define MAX_HOPS	3

static bool hangs_out(const struct state *s, const struct term *loc, unsigned hops)
{
	const struct term *root = loc_root(loc);
	uint32_t i;

	if (visible(loc))
		return true;
	if (root->kind != LOC_SYM || !hops)
		return false;
	if (s->ret && term_points_into(s->ret, root->a))
		return true;
	for (i = 0; i < s->env.n; i++)
		if (term_points_into(s->env.data[i].value, root->a) &&
		    hangs_out(s, s->env.data[i].loc, hops - 1))
			return true;
	return false;
}

/*
 * Also memory behind a pointer that itself comes out, be it to a member: what a constructor
 * filled in, and what hangs on a list.
 */
bool comes_out(const struct state *s, const struct term *loc)
{
	return hangs_out(s, loc, MAX_HOPS);
}

/* One value each, or with `coarse` only NULL, error, valid pointer, anything. */
static uint64_t ret_class(struct fn_ctx *c, const struct state *s, bool coarse)
{
	struct range r, valid = range_pointer_valid(), errors = range_of(-ERRNO_MAX, -1);
	int64_t v;

	if (!s->ret)
		return 1;
	r = state_range(&c->e, s, s->ret);
	if (coarse && range_within(&r, &errors))
		return 6;
	if (range_single(&r, &v))
		return hash_mix(2, (uint64_t)v);
	valid = range_meet(&valid, &r);
	if (range_equal(&valid, &r))
		return 3;
	return 4 + range_has(&r, 0);
}

/*
 * A failure reaches the caller as one definite answer: NULL, 0, an errno, a truth
 * value. Came it out as a pointer or as a count, then it was none.
 */
static void filter_fails(struct fn_ctx *c, struct state *s)
{
	const struct ir_type *type = c->f->decl->type ? c->f->decl->type->to : NULL;
	struct range r;
	int64_t v;

	if (!s->fails.n || !s->ret)
		return;
	r = state_range(&c->e, s, s->ret);
	if (!range_single(&r, &v) || (v > 0 && !(type && type->kind == TY_BOOL)))
		state_drop_fails(s);
}

static void drop_invisible(struct fn_ctx *c, struct state *s)
{
	struct state *out = state_new(&c->e);
	uint32_t i;

	*out = *s;
	memset(&out->env, 0, sizeof(out->env));
	memset(&out->clobbers, 0, sizeof(out->clobbers));
	out->env.data = arena_array(&c->mem, struct binding, s->env.n + 1);
	out->env.cap = s->env.n + 1;
	for (i = 0; i < s->env.n; i++)
		if (comes_out(s, s->env.data[i].loc))
			out->env.data[out->env.n++] = s->env.data[i];
	out->clobbers.data = arena_array(&c->mem, struct clobber, s->clobbers.n + 1);
	out->clobbers.cap = s->clobbers.n + 1;
	for (i = 0; i < s->clobbers.n; i++)
		if (visible(s->clobbers.data[i].loc))
			out->clobbers.data[out->clobbers.n++] = s->clobbers.data[i];
	*s = *out;
}

#define keep(u, s, v)	((s)->v.data = arena_dup(&(u)->mem, (s)->v.data, \
							 (s)->v.n * sizeof(*(s)->v.data)), \
				 (s)->v.cap = (s)->v.n, (s)->v.shared = true)

/* Moves what a case needs from the function's arena to the unit's. */
static struct state *keep_state(struct unit_ctx *u, struct state *s)
{
	struct state *k = arena_dup(&u->mem, s, sizeof(*s));
	uint32_t i;

	keep(u, k, env);
	keep(u, k, cons);
	keep(u, k, kinds);
	keep(u, k, refs);
	keep(u, k, fails);
	keep(u, k, reads);
	keep(u, k, clobbers);
	keep(u, k, tracked);
	for (i = 0; i < k->cons.n; i++)
		k->cons.data[i].r = arena_dup(&u->mem, k->cons.data[i].r, sizeof(struct range));
	for (i = 0; i < k->refs.n; i++)
		k->refs.data[i].path = NULL;
	for (i = 0; i < k->tracked.n; i++)
		k->tracked.data[i].path = NULL;
	for (i = 0; i < k->fails.n; i++) {
		k->fails.data[i].key = arena_dup(&u->mem, k->fails.data[i].key,
						 k->fails.data[i].nkey * sizeof(*k->fails.data[i].key));
		k->fails.data[i].args = NULL;
		k->fails.data[i].nargs = 0;
		k->fails.data[i].env = NULL;
		k->fails.data[i].nenv = 0;
		k->fails.data[i].path = NULL;
	}
	k->path = NULL;
	return k;
}

/* Its answer is a truth value that its body alone decides. */
static bool is_predicate(struct fn_ctx *c)
{
	const struct ir_type *type = c->f->decl->type ? c->f->decl->type->to : NULL;

	/* one that is called with more than the page answers for other reasons, too */
	return type && type->kind == TY_BOOL && c->f->nparams == 1 &&
	       takes_page(c->u, c->f->decl) && body_answers(c->u, c->f->decl);
}

/* Is the value made of a test of bits that say what a page is? */
static bool tests_page(struct fn_ctx *c, const struct term *t)
{
	for (; t; t = t->a) {
		if (telling_of(&c->e, t))
			return true;
		if (t->kind != TM_CAST && t->kind != TM_UNARY && t->kind != TM_BINARY)
			return false;
	}
	return false;
}

/* return page->flags >> S == Z; what each of the answers says of the page is known. */
static void split_answers(struct fn_ctx *c)
{
	size_t i, n = c->exits.n;

	for (i = 0; i < n; i++) {
		struct state *s = c->exits.data[i], *no;
		struct range r = s->ret ? state_range(&c->e, s, s->ret) : range_of(0, 0);
		int64_t v;

		if (range_single(&r, &v) || !tests_page(c, s->ret))
			continue;
		no = state_fork(&c->e, s);
		if (!state_assume(&c->e, no, no->ret, false))
			continue;
		no->ret = tm_const(&c->u->terms, 0);
		if (state_assume(&c->e, s, s->ret, true)) {
			s->ret = tm_const(&c->u->terms, 1);
			vec_push(&c->exits, no);
		} else {
			c->exits.data[i] = no;
		}
	}
}

static uint64_t case_key(struct fn_ctx *c, const struct state *s, bool predicate, unsigned level)
{
	uint64_t key;

	/* one case an answer, as a row would have it: which way it was found out says nothing more */
	if (predicate && s->ret && s->ret->kind == TM_CONST)
		return hash_mix(5, (uint64_t)s->ret->value);
	key = hash_mix(state_key(&c->e, s, NULL, 0, level ? 2 : 0), ret_class(c, s, level > 1));
	return level == 1 ? hash_mix(key, s->written) : key;
}

/* What is no caller's business does not come out. */
static void drop_tracked(struct fn_ctx *c, struct state *s)
{
	uint32_t i;

	for (i = s->tracked.n; i-- > 0; ) {
		const struct tracked *t = &s->tracked.data[i];

		if (!t->by->outlives || !t->by->outlives(c, s, t))
			tracked_drop(&c->e, s, t->by, t->of);
	}
}

void summary_build(struct fn_ctx *c)
{
	static const uint64_t none[1024];
	VEC(struct state *) cases = { 0 };
	bool predicate = is_predicate(c);
	unsigned level = 0;
	size_t i, j;

	if (predicate)
		split_answers(c);

	for (i = 0; i < c->exits.n; i++) {
		filter_fails(c, c->exits.data[i]);
		drop_tracked(c, c->exits.data[i]);
		drop_invisible(c, c->exits.data[i]);
		if (c->f->nvars < ARRAY_SIZE(none) * 64)
			state_clean(&c->e, c->exits.data[i], none);
	}
again:
	cases.n = 0;
	for (i = 0; i < c->exits.n; i++) {
		struct state *s = c->exits.data[i];

		s->key = case_key(c, s, predicate, level);
		for (j = 0; j < cases.n && cases.data[j]->key != s->key; j++)
			;
		if (j < cases.n)
			state_join(&c->e, cases.data[j], s, c->f, false);
		else
			vec_push(&cases, state_fork(&c->e, s));
	}
	if (cases.n > MAX_CASES && level < 2) {
		level++;
		goto again;
	}
	c->summary->ncases = (unsigned)cases.n;
	c->summary->cases = arena_array(&c->u->mem, struct outcome_case, cases.n);
	for (i = 0; i < cases.n; i++) {
		c->summary->cases[i].exit = keep_state(c->u, cases.data[i]);
		c->summary->cases[i].ret = c->summary->cases[i].exit->ret;
	}
	vec_free(&cases);
}

/* --- substitution ------------------------------------------------------------------------ */

struct subst {
	struct fn_ctx *c;
	struct state *pre;		/* the caller before the call */
	struct state *out;		/* the state of this case, for fresh unknowns */
	const struct ir_insn *insn;
	const struct term *const *args;
	const struct term **from, **to;	/* memo */
	size_t n, cap;
};

static const struct term *subst(struct subst *m, const struct term *t);

static const struct term *subst_var(struct subst *m, const struct term *loc)
{
	/* the callee's own variable: memory the caller has no name for */
	if (loc->var->kind == VAR_GLOBAL)
		return loc;
	return loc_sym(&m->c->u->terms, tm_sym(&m->c->u->terms, m->insn, loc, 0, NULL));
}

static const struct term *fresh(struct subst *m, const struct term *t)
{
	return state_fresh(&m->c->e, m->out, m->insn, t, t->type);
}

/* A member of a struct that was passed by value. */
static const struct term *subst_member(struct subst *m, const struct term *loc,
				       const struct term *whole)
{
	if (loc->kind == LOC_VAR && loc->var->index < m->insn->nargs)
		return m->args[loc->var->index];
	if (loc->kind == LOC_FIELD)
		return tm_member(&m->c->u->terms, subst_member(m, loc->a, whole), loc->field);
	return fresh(m, whole);
}

static const struct term *subst_init(struct subst *m, const struct term *t)
{
	const struct term *loc = t->a;

	if (loc->kind == LOC_VAR && loc->var->kind == VAR_PARAM) {
		if (!t->site && loc->var->index < m->insn->nargs)
			return m->args[loc->var->index];
		return fresh(m, t);
	}
	if (t->site)
		return fresh(m, t);
	if (loc_root(loc)->kind == LOC_VAR && loc_root(loc)->var->kind == VAR_PARAM)
		return subst_member(m, loc, t);
	return state_load(&m->c->e, m->pre, subst(m, loc), t->type);
}

static const struct term *subst_new(struct subst *m, const struct term *t)
{
	struct terms *ts = &m->c->u->terms;

	switch (t->kind) {
	case LOC_VAR:
		return subst_var(m, t);
	case LOC_SYM:
		return loc_sym(ts, subst(m, t->a));
	case LOC_FIELD:
		return loc_field(ts, subst(m, t->a), t->field);
	case LOC_ELEM:
		return loc_elem(ts, subst(m, t->a), subst(m, t->b));
	case TM_ADDR:
		return tm_addr(ts, subst(m, t->a));
	case TM_INIT:
		return subst_init(m, t);
	case TM_SYM:
		return fresh(m, t);
	case TM_MEMBER:
		return tm_member(ts, subst(m, t->a), t->field);
	case TM_WRAP:
		return tm_wrap(ts, subst(m, t->a), t->field);
	case TM_UNARY:
		return tm_unary(ts, t->op, subst(m, t->a), t->type);
	case TM_BINARY:
		return tm_binary(ts, t->op, subst(m, t->a), subst(m, t->b), t->type, t->is_unsigned);
	case TM_CAST:
		return t->type ? tm_cast(ts, subst(m, t->a), t->type) : subst(m, t->a);
	case TM_PRED:
		return tm_pred(ts, t->guard, page_root(&m->c->e, subst(m, t->a)));
	case TM_SAME:
		return tm_same(ts, t->decl, subst(m, t->a), t->type);
	default:
		return t;
	}
}

static const struct term *subst(struct subst *m, const struct term *t)
{
	const struct term *r;
	size_t i;

	if (t->kind == TM_CONST || t->kind == TM_FUNC || t->kind == TM_STRING)
		return t;
	for (i = 0; i < m->n; i++)
		if (m->from[i] == t)
			return m->to[i];
	r = subst_new(m, t);
	if (m->n == m->cap) {
		size_t cap = m->cap ? m->cap * 2 : 32;
		const struct term **f = arena_array(&m->c->mem, const struct term *, cap);
		const struct term **g = arena_array(&m->c->mem, const struct term *, cap);

		if (m->n) {
			memcpy(f, m->from, m->n * sizeof(*f));
			memcpy(g, m->to, m->n * sizeof(*g));
		}
		m->from = f;
		m->to = g;
		m->cap = cap;
	}
	m->from[m->n] = t;
	m->to[m->n++] = r;
	return r;
}

/* --- applying -------------------------------------------------------------------------------- */

/* What the case took for granted of what it was passed; false: it can't be this case. */
static bool apply_conditions(struct subst *m, const struct state *x)
{
	uint32_t i;

	for (i = 0; i < x->kinds.n; i++) {
		const struct kind *k = &x->kinds.data[i];

		if (!term_is_loc(k->root) && from_outside(k->root)) {
			if (!state_narrow_kind(&m->c->e, m->out, subst(m, k->root), k->mask))
				return false;
		}
	}
	for (i = 0; i < x->cons.n; i++)
		if (from_outside(x->cons.data[i].t) &&
		    !state_narrow(&m->c->e, m->out, subst(m, x->cons.data[i].t), x->cons.data[i].r))
			return false;
	return true;
}

/* The page that is returned was made from what was passed: it has no origin but that. */
static void name_origin(struct subst *m, const struct state *x, const struct kind *k)
{
	struct kind now;

	if (!k->origin || k->origin->may_be != m->c->u->facts->kinds.any || !x->ret ||
	    page_root(&m->c->e, x->ret) != k->root)
		return;
	now = state_kind(&m->c->e, m->out, subst(m, k->root));
	if (now.origin)
		return;
	now.origin = k->origin;
	now.from = k->from;
	now.of_address = k->of_address;
	now.pos = m->insn->pos;
	state_set_kind(&m->c->e, m->out, &now);
}

/* What is known of the unknowns that come out. */
static bool apply_facts_of_results(struct subst *m, const struct state *x)
{
	uint32_t i;
	size_t j;

	for (i = 0; i < x->kinds.n; i++) {
		struct kind k = x->kinds.data[i];

		if (term_is_loc(k.root)) {
			if (comes_out(x, k.root)) {
				k.root = subst(m, k.root);
				state_set_kind(&m->c->e, m->out, &k);
			}
			continue;
		}
		if (from_outside(k.root)) {
			name_origin(m, x, &k);
			continue;
		}
		for (j = 0; j < m->n && m->from[j] != k.root; j++)
			;
		if (j == m->n)
			continue;
		k.root = page_root(&m->c->e, m->to[j]);
		state_set_kind(&m->c->e, m->out, &k);
	}
	for (i = 0; i < x->cons.n; i++) {
		const struct term *t = x->cons.data[i].t;

		if (from_outside(t))
			continue;
		for (j = 0; j < m->n && m->from[j] != t; j++)
			;
		if (j < m->n && !state_narrow(&m->c->e, m->out, m->to[j], x->cons.data[i].r))
			return false;
	}
	return true;
}

static void apply_refs(struct subst *m, const struct state *x, bool released)
{
	struct fn_ctx *c = m->c;
	uint32_t i;

	for (i = 0; i < x->refs.n; i++) {
		const struct ref *r = &x->refs.data[i];
		const struct term *o;
		struct step st = { .what = STEP_ACQUIRED, .pos = m->insn->pos, .fn = m->insn->fn };
		struct ref held;

		if (released) {
			if (r->status == REF_RELEASED && r->owed_by_caller && from_outside(r->object) && r->setup)
				setup_undone(c, m->out, r->setup, subst(m, r->object), m->insn);
			else if (r->status == REF_RELEASED && r->owed_by_caller && from_outside(r->object))
				release_object(c, m->out, subst(m, r->object), &(struct release){
					.kind = r->kind, .bare_counter = r->bare_counter, .consumed = r->consumed,
					.insn = m->insn, .by = m->insn->fn, .name = r->name });
			continue;
		}
		if (r->status != REF_HELD || r->held_on_entry || r->escaped || r->failed)
			continue;
		o = subst(m, r->object);
		if (from_outside(r->object))
			continue;	/* the count of something the caller owns in any case */
		held = *r;
		held.object = o;
		held.fn = m->insn->fn;
		held.pos = m->insn->pos;
		held.name = m->insn->dst;
		held.path = state_step(&c->e, m->out, &st);
		state_ref_add(&c->e, m->out, &held);
	}
}

static void apply_tracked(struct subst *m, const struct state *x)
{
	struct fn_ctx *c = m->c;
	uint32_t i;
	size_t k;

	for (i = 0; i < x->tracked.n; i++) {
		struct tracked t = x->tracked.data[i];
		struct step st = { .what = STEP_ACQUIRED, .pos = m->insn->pos, .fn = m->insn->fn };

		t.of = subst(m, t.of);
		for (k = 0; k < ARRAY_SIZE(t.with); k++)
			t.with[k] = t.with[k] ? subst(m, t.with[k]) : NULL;
		t.fn = m->insn->fn;
		t.pos = m->insn->pos;
		t.name = NULL;
		if (!t.by->came_out || !t.by->came_out(c, m->out, m->insn, m->args, &t))
			continue;
		t.path = state_step(&c->e, m->out, &st);
		tracked_set(&c->e, m->out, &t);
	}
}

static void apply_memory(struct subst *m, const struct state *x)
{
	const void *site = (const char *)m->insn + 1;
	uint32_t i;

	for (i = 0; i < x->clobbers.n; i++)
		state_clobber(&m->c->e, m->out, subst(m, x->clobbers.data[i].loc), site);
	for (i = 0; i < x->env.n; i++) {
		const struct term *loc = subst(m, x->env.data[i].loc);
		const struct term *v = subst(m, x->env.data[i].value);

		tracked_stored(m->c, m->out, loc, v);
		state_store(&m->c->e, m->out, loc, v);
		note_written(m->out, loc);
	}
}

/* Which of the parameters does what was looked up depend on? All, when it can't be told. */
static uint64_t params_in(const struct term *t)
{
	uint64_t mask = 0;

	for (; t; t = t->a) {
		if (t->kind == TM_SYM)
			return ~0ull;
		if (t->kind == LOC_VAR && t->var->kind == VAR_PARAM && t->var->index < 64)
			mask |= 1ull << t->var->index;
		if (t->b)
			mask |= params_in(t->b);
	}
	return mask;
}

static void subst_key(struct subst *m, struct fail *f)
{
	const struct term **key = arena_array(&m->c->mem, const struct term *, f->nkey + 1);
	unsigned i;

	f->key_args = 0;
	for (i = 0; i < f->nkey; i++) {
		f->key_args |= params_in(f->key[i]);
		key[i] = subst(m, f->key[i]);
	}
	f->key = key;
}

static void apply_fails(struct subst *m, const struct state *x)
{
	struct fn_ctx *c = m->c;
	uint32_t i;

	for (i = 0; i < x->fails.n; i++) {
		struct fail f = x->fails.data[i];
		struct step st = { .what = STEP_FAILED, .pos = m->insn->pos, .fn = m->insn->fn };
		const struct wrapper *below = f.via;
		struct wrapper *w;
		unsigned frames = 0;

		for (; below; below = below->below)
			frames++;
		if (frames > MAX_VIA)
			continue;
		w = arena_new(&c->u->mem, struct wrapper);
		w->below = f.via;
		w->fn = m->insn->fn;
		w->pos = x->ret_pos;
		f.via = w;
		f.callee = m->insn->fn;
		f.insn = m->insn;
		f.args = arena_dup(&c->mem, m->args, m->insn->nargs * sizeof(*m->args));
		f.nargs = m->insn->nargs;
		subst_key(m, &f);
		f.answer = x->ret ? subst(m, x->ret) : NULL;
		f.pos = m->insn->pos;
		m->pre->env.shared = true;
		f.env = m->pre->env.data;
		f.nenv = m->pre->env.n;
		f.path = state_step(&c->e, m->out, &st);
		state_add_fail(&c->e, m->out, &f);
	}
}

static void apply_reads(struct subst *m, const struct state *x)
{
	uint32_t i;
	size_t j;

	for (i = 0; i < x->reads.n; i++) {
		struct member_read r = x->reads.data[i];

		for (j = 0; j < m->n && m->from[j] != r.value; j++)
			;
		if (j == m->n)
			continue;
		r.value = m->to[j];
		r.page = page_root(&m->c->e, subst(m, r.page));
		if (r.mask)
			r.mask = kinds_meet(&m->c->u->facts->kinds, r.mask,
					    state_kind(&m->c->e, m->out, r.page).mask);
		if (!pos_in_source(m->c->u, r.call_pos)) {
			r.call_pos = m->insn->pos;
			r.fn = m->c->info->decl;
		}
		if (r.value->kind != TM_CONST)
			state_add_read(&m->c->e, m->out, &r);
	}
}

static unsigned calls_in(const struct via *v)
{
	unsigned n = 0;

	for (; v; v = v->next)
		n++;
	return n;
}

static bool same_use(const struct page_use *a, const struct page_use *b)
{
	return a->page == b->page && a->how == b->how && a->checked == b->checked &&
	       a->nonnull == b->nonnull &&
	       a->read.pos.file == b->read.pos.file && a->read.pos.line == b->read.pos.line &&
	       a->read.pos.col == b->read.pos.col;
}

/* The shortest way to a use is the one to tell; without that, recursion finds ever longer ones. */
void note_page_use(struct fn_ctx *c, const struct page_use *use)
{
	unsigned calls = calls_in(use->via);
	size_t i;

	for (i = 0; i < c->summary->pages.n; i++) {
		struct page_use *o = &c->summary->pages.data[i];

		if (!same_use(o, use))
			continue;
		if (calls < calls_in(o->via))
			*o = *use;
		return;
	}
	if (calls <= MAX_VIA && i < MAX_USES)
		vec_push(&c->summary->pages, *use);
}

/* What the caller knows of the member counts as much as what the callee tested. */
static void judge_value(struct fn_ctx *c, struct state *s, struct page_use *use)
{
	struct value_known known;

	if (use->how != USE_DEREF || use->overlaid || use->checked)
		return;
	known = member_known(c, s, use->read.member, use->page);
	use->nonnull |= known.nonnull;
	use->checked = use->nonnull && known.untagged;
}

/* Uses inside the callee of what this call passes. */
static void apply_uses(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		       const struct term *const *args, const struct summary *sum)
{
	struct subst m = { .c = c, .pre = s, .out = s, .insn = i, .args = args };
	const struct fn_facts *ff = rows_of_call(c->u, i);
	bool said = ff && ff->sinks;
	size_t k;

	for (k = 0; k < sum->objects.n; k++) {
		const struct object_use *o = &sum->objects.data[k];
		struct ref *ref;

		if (!s->refs.n || !from_outside(o->object))
			continue;
		ref = state_gone_ref(&c->e, s, subst(&m, o->object));
		if (ref) {
			struct event ev = {
				.what = EV_USE_RELEASED, .fn = c, .state = s, .pos = i->pos,
				.expr = o->expr, .ref = ref,
			};

			flow_event(&ev);
		}
	}
	for (k = 0; sum->derefs && k < i->nargs && k < 64; k++)
		if (sum->derefs >> k & 1)
			follow_pointer(c, s, args[k], i->args[k]);
	for (k = 0; k < sum->pages.n; k++) {
		struct page_use use = sum->pages.data[k];
		enum use_verdict verdict;
		struct via *via;
		struct kind kind;
		struct event ev = {
			.what = EV_PAGE_USE, .fn = c, .state = s, .pos = i->pos, .expr = use.read.expr,
			.use = &use, .page = &kind,
		};

		/* a sink: what it does with the page has been said of the call */
		if (!from_outside(use.page) || (said && use.how >= USE_WRITE))
			continue;
		use.page = page_root(&c->e, subst(&m, use.page));
		kind = state_kind(&c->e, s, use.page);
		kind.mask = kinds_meet(&c->u->facts->kinds, kind.mask, use.mask);
		if (!c->quiet)
			note_seen(c->u, i->pos, kind.mask);
		judge_value(c, s, &use);
		verdict = judge_use(c, s, &use, &kind);
		if (verdict != USE_JUDGED && verdict != USE_BY_OWNER && !c->probe)
			continue;
		via = arena_new(&c->u->mem, struct via);
		via->next = use.via;
		via->callee = i->fn;
		via->pos = i->pos;
		use.via = via;
		if (watcher(c))
			watcher(c)->use(c, s, &use, &kind, verdict);
		use.read.page = use.page;
		if (verdict == USE_JUDGED && !pos_in_source(c->u, use.read.call_pos)) {
			use.read.call_pos = i->pos;
			use.read.fn = c->info->decl;
			if (!pos_in_source(c->u, use.pos))
				use.pos = i->pos;
		}
		if (verdict == USE_JUDGED && !pos_in_source(c->u, use.read.call_pos))
			verdict = USE_IN_HEADER;
		settle_use(&ev, verdict, true);
	}
}

void summary_apply(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		   const struct term *const *args, const struct summary *sum, state_list *out)
{
	unsigned k;

	apply_uses(c, s, i, args, sum);
	for (k = 0; sum->lets_escape && k < i->nargs && k < 64; k++)
		if (sum->lets_escape >> k & 1) {
			let_escape(c, s, args[k]);
			tracked_escaped(c, s, i, k, args[k]);
		}
	for (k = 0; k < sum->ncases; k++) {
		const struct state *x = sum->cases[k].exit;
		struct subst m = {
			.c = c, .pre = s, .out = state_fork(&c->e, s), .insn = i, .args = args,
		};
		const struct term *ret;
		bool possible;

		/* only an answer that can be tested says to the caller what the page is */
		c->e.by_callee = !(i->fn && i->fn->type && i->fn->type->to &&
				   i->fn->type->to->kind == TY_BOOL);
		possible = apply_conditions(&m, x);
		c->e.by_callee = false;
		if (!possible)
			continue;
		apply_refs(&m, x, true);
		ret = sum->cases[k].ret ? subst(&m, sum->cases[k].ret) : NULL;
		apply_memory(&m, x);
		report_lost(c, m.out, i);
		if (!apply_facts_of_results(&m, x))
			continue;
		apply_refs(&m, x, false);
		apply_tracked(&m, x);
		if (x->registered) {
			state_drop_fails(m.out);
			m.out->registered = true;
		}
		apply_fails(&m, x);
		apply_reads(&m, x);
		if (i->dst) {
			if (!ret)
				ret = call_result(c, m.out, i);
			tracked_done(c, m.out, i, args, ret, true);
			assign(c, m.out, i->dst, i->dst->type ? tm_cast(&c->u->terms, ret, i->dst->type) : ret,
			       i->pos);
		}
		vec_push(out, m.out);
	}
}

/* --- getting one ------------------------------------------------------------------------------- */

/* Small enough that seeing through it costs little: IS_ERR(), pte_pfn() and the like. */
static bool is_small(const struct ir_func *f)
{
	size_t i, n = 0;

	if (f->nblocks > 8)
		return false;
	for (i = 0; i < f->nblocks; i++)
		n += f->blocks[i]->ninsns;
	return n <= 16;
}

/* Of the main file, and called by something that matters: its outcomes decide paths. */
#define MAX_HELPER_BLOCKS	80

struct summary *summary_of(struct unit_ctx *u, struct ir_decl *d)
{
	struct fn_info *info = info_of(u, d);
	const struct ir_func *outer;
	struct ir_func *f;

	if (info->summary_state == INFO_DONE)
		return info->summary;
	if (info->summary_state == INFO_BUSY || u->depth > MAX_NESTING)
		return NULL;
	if (!d->is_defined || d->broken || d->variadic) {
		info->summary_state = INFO_DONE;
		return NULL;
	}
	f = ir_body(u->unit, d);
	if (!f || (!fn_relevant(u, d) && !is_small(f) && !(u->options->entries && takes_page(u, d) && body_answers(u, d)) && !info->demanded &&
		   !(d->in_main_file && f->nblocks <= MAX_HELPER_BLOCKS))) {
		info->summary_state = INFO_DONE;
		return NULL;
	}
	info->summary_state = INFO_BUSY;
	outer = u->running;
	u->depth++;
	run_function(u, d);
	u->depth--;
	u->running = outer;
	info->summary_state = INFO_DONE;
	return info->summary;
}
