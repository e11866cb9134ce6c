/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What keeps two states apart, and what is left of them where they meet. */
#include "flow/state.h"

#include <string.h>

static bool is_number(const struct term *t)
{
	return t->type && t->type->kind == TY_INT;
}

/*
 * Is this page one that a variable holds? Pages stored away (pages[i] = page) keep
 * what is known of them, but don't keep paths apart; neither does a frame number
 * whose page nobody has.
 */
static bool in_variable(struct state_env *e, const struct state *s, const struct term *root)
{
	bool number = is_number(root);
	uint32_t i;

	if (term_is_loc(root))
		return root->kind == LOC_VAR;
	if (root->kind == TM_INIT && !number)
		return true;	/* read where it is used: pages[i], vmf->page */
	for (i = 0; i < s->env.n; i++)
		if (s->env.data[i].loc->kind == LOC_VAR &&
		    !(number && is_number(s->env.data[i].value)) &&
		    page_root(e, s->env.data[i].value) == root)
			return true;
	return false;
}

/*
 * Which members of what a setup is handed are set on this way here: zero, not zero, or who
 * knows. A pointer to such a structure tells ways apart as well, as does one that was filled in.
 */
static uint64_t setups_key(struct state_env *e, const struct state *s, uint64_t h)
{
	uint32_t i;
	size_t k;

	for (i = 0; i < s->env.n; i++) {
		const struct term *loc = s->env.data[i].loc, *v = s->env.data[i].value;
		const struct ir_type *t = loc->type;
		bool points = t && t->kind == TY_POINTER && loc->kind == LOC_VAR;

		t = points ? t->to : t;
		for (k = 0; k < e->facts->needs.n; k++) {
			const struct need_fact *n = e->facts->needs.data[k];
			bool whole = t && t->kind == TY_RECORD && t->record && t->record->name == n->record;

			if (loc->kind == LOC_FIELD && loc->field->record->name == n->record &&
			    loc->field->name == n->member) {
				struct range r = state_range(e, s, v), zero = range_of(0, 0);
				int64_t one = range_within(&r, &zero) ? 0 : 1;

				if (one && range_has(&r, 0))
					one = 2;
				else
					range_single(&r, &one);
				h = hash_mix(h, hash_mix(loc->id, (uint64_t)one));
				break;
			}
			if (whole) {
				h = hash_mix(h, (uint64_t)loc->id << 32 | v->id);
				break;
			}
		}
	}
	return h;
}

uint64_t state_key(struct state_env *e, const struct state *s, const struct term *const *flags,
		   size_t nflags, unsigned level)
{
	uint64_t h = 1;
	uint32_t i;
	size_t j;

	for (i = 0; i < s->refs.n; i++)
		h = hash_mix(h, (uint64_t)(s->refs.data[i].kind ? s->refs.data[i].kind->id : 0) << 56 |
				(uint64_t)s->refs.data[i].object->id << 8 |
				(uint64_t)s->refs.data[i].status << 4 |
				(s->refs.data[i].count & 7));
	h = tracked_key(s, h);
	/* a reference that another variable holds is in another hand */
	for (i = 0; level < 2 && s->refs.n && i < s->env.n; i++) {
		const struct term *loc = s->env.data[i].loc;

		if (loc->kind == LOC_VAR && loc->var->kind == VAR_TEMP)
			continue;
		for (j = 0; j < s->refs.n; j++)
			if (s->refs.data[j].status == REF_HELD &&
			    s->refs.data[j].object == s->env.data[i].value)
				h = hash_mix(h, (uint64_t)loc->id << 32 | s->refs.data[j].object->id);
	}
	for (i = 0; i < s->fails.n; i++) {
		h = hash_mix(h, (uintptr_t)s->fails.data[i].lookup);
		h = hash_mix(h, (uintptr_t)s->fails.data[i].insn);
		/* failures for other arguments are other failures */
		for (j = 0; level < 3 && j < s->fails.data[i].nargs; j++)
			h = hash_mix(h, s->fails.data[i].args[j]->id);
		/* the answer decides what the caller does next */
		if (level < 3 && s->fails.data[i].answer)
			h = hash_mix(h, s->fails.data[i].answer->id);
	}
	if (level < 2) {
		for (i = 0; i < s->kinds.n; i++)
			if (in_variable(e, s, s->kinds.data[i].root))
				h = hash_mix(h, (uint64_t)s->kinds.data[i].root->id << 16 |
						s->kinds.data[i].mask);
		h = hash_mix(h, s->written);
		if (e->setups)
			h = setups_key(e, s, h);
	}
	if (level < 1)
		h = hash_mix(h, s->tested);
	if (level < 1)
		for (j = 0; j < nflags; j++) {
			const struct term *v = state_bound(s, flags[j]);
			struct range r;
			int64_t c;

			if (!v)
				continue;
			r = state_range(e, s, v);
			if (range_single(&r, &c))
				h = hash_mix(h, hash_mix(j + 1, (uint64_t)c));
		}
	return h;
}

static bool is_null(struct state_env *e, const struct state *s, const struct term *v)
{
	struct range r = state_range(e, s, v);
	int64_t n;

	return range_single(&r, &n) && !n;
}

/*
 * Of two origins the one that may give a special page speaks for both; a known one
 * and an unknown one are unknown.
 */
static void add_kind(const struct kinds *all, struct kind *k, const struct kind *y)
{
	kinds_t mask = k->mask | y->mask, excluded = k->excluded & y->excluded;

	if (y->origin) {
		if (!(k->origin && kinds_special(all, k->mask)) && kinds_special(all, y->mask))
			*k = *y;
	} else if (k->origin && !kinds_special(all, k->mask)) {
		k->origin = NULL;
	}
	k->mask = mask;
	k->excluded = excluded;
}

/* The value that stands for "x in a, y in b" where paths meet. */
static const struct term *phi(struct state_env *e, struct state *out, const struct state *a,
			      const struct state *b, const struct term *loc, const struct term *x,
			      const struct term *y, const void *site, bool widen)
{
	const struct ir_type *type = loc->type ? loc->type : x->type ? x->type : y->type;
	const struct term *p = tm_sym(e->terms, site, loc, 0, type);
	struct range rx = state_range(e, a, x), ry = state_range(e, b, y), r = range_union(&rx, &ry);
	struct kind kx, ky, k;
	const struct member_read *m, *other;

	if (widen && !range_within(&ry, &rx)) {
		/* keep what matters of a pointer or errno: its sign and whether it is zero */
		struct range neg = range_of(INT64_MIN, -1), pos = range_of(1, INT64_MAX), type_r;

		type_r = range_type(type);
		if (!type || type->kind != TY_POINTER) {
			struct range w = range_has(&r, 0) ? range_of(0, 0) : (struct range){ 0 };
			struct range m1 = range_meet(&r, &neg), m2 = range_meet(&r, &pos);

			if (!range_empty(&m1))
				w = range_union(&w, &neg);
			if (!range_empty(&m2))
				w = range_union(&w, &pos);
			r = range_meet(&w, &type_r);
		}
	}
	if (!range_is_full(&r))
		state_narrow(e, out, p, &r);
	if (!type || type->kind == TY_POINTER) {
		kx = state_kind(e, a, x);
		ky = state_kind(e, b, y);
		if (term_is_const(x, 0) || term_is_const(y, 0)) {
			k = term_is_const(x, 0) ? ky : kx;
		} else {
			k = kx;
			add_kind(&e->facts->kinds, &k, &ky);
		}
		k.root = p;
		if (k.origin || k.mask != e->facts->kinds.any)
			state_set_kind(e, out, &k);
	}
	m = state_read_of(a, x);
	other = state_read_of(b, y);
	if (m || other) {
		struct member_read copy = m ? *m : *other;

		copy.value = p;
		if (m && other)
			copy.mask = m->mask && other->mask ? m->mask | other->mask : 0;
		state_add_read(e, out, &copy);
	}
	return p;
}

static void add_binding(struct state_env *e, struct state *out, const struct term *loc,
			const struct term *value)
{
	if (out->env.n == out->env.cap) {
		uint32_t cap = out->env.cap ? out->env.cap * 2 : 32;
		struct binding *p = arena_array(e->mem, struct binding, cap);

		if (out->env.n)
			memcpy(p, out->env.data, out->env.n * sizeof(*p));
		out->env.data = p;
		out->env.cap = cap;
	}
	out->env.data[out->env.n].loc = loc;
	out->env.data[out->env.n].value = value;
	out->env.n++;
}

static bool same_clobbers(const struct state *a, const struct state *b)
{
	return a->clobbers.n == b->clobbers.n &&
	       (a->clobbers.data == b->clobbers.data || a->clobbers.n == 0 ||
		memcmp(a->clobbers.data, b->clobbers.data, a->clobbers.n * sizeof(*a->clobbers.data)) == 0);
}

static const void *clobbered_at(const struct state *s, const struct term *loc)
{
	uint32_t i;

	for (i = 0; i < s->clobbers.n; i++)
		if (s->clobbers.data[i].loc == loc)
			return s->clobbers.data[i].site;
	return NULL;
}

static void push_clobber(struct state *out, const struct term *loc, const void *site)
{
	out->clobbers.data[out->clobbers.n].loc = loc;
	out->clobbers.data[out->clobbers.n].site = site;
	out->clobbers.n++;
}

/* Locations clobbered in either: where the two disagree, by the meeting itself. */
static void join_clobbers(struct state_env *e, struct state *out, const struct state *a,
			  const struct state *b, const void *site)
{
	uint32_t i;

	if (same_clobbers(a, b)) {
		out->clobbers = a->clobbers;
		out->clobbers.shared = true;
		return;
	}
	memset(&out->clobbers, 0, sizeof(out->clobbers));
	out->clobbers.cap = a->clobbers.n + b->clobbers.n;
	out->clobbers.data = arena_array(e->mem, struct clobber, out->clobbers.cap);
	for (i = 0; i < a->clobbers.n; i++) {
		const struct clobber *c = &a->clobbers.data[i];

		push_clobber(out, c->loc, clobbered_at(b, c->loc) == c->site ? c->site : site);
	}
	for (i = 0; i < b->clobbers.n; i++)
		if (!clobbered_at(a, b->clobbers.data[i].loc))
			push_clobber(out, b->clobbers.data[i].loc, site);
}

static void join_ranges(struct state_env *e, struct state *out, const struct constraint *x,
			const struct constraint *y)
{
	struct range r;

	if (x->r == y->r || range_equal(x->r, y->r)) {
		state_take_over(e, out, x);
		return;
	}
	r = range_union(x->r, y->r);
	if (!range_is_full(&r))
		state_narrow(e, out, x->t, &r);
}

/* Before any fact on the values of this meeting is made: its old unknowns are other values now. */
static void join_facts(struct state_env *e, struct state *out, const struct state *a,
		       const struct state *b, const void *site)
{
	uint32_t i, j;

	for (i = j = 0; i < a->cons.n && j < b->cons.n; ) {
		const struct constraint *x = &a->cons.data[i], *y = &b->cons.data[j];

		if (x->t->id < y->t->id) {
			i++;
		} else if (x->t->id > y->t->id) {
			j++;
		} else {
			/* nor what was known of terms made of them: is_device($s) of the last turn's $s */
			if (!term_from_site(x->t, site))
				join_ranges(e, out, x, y);
			i++;
			j++;
		}
	}
	for (i = 0; i < a->kinds.n; i++) {
		struct kind k = a->kinds.data[i], other;

		if (k.root->kind == TM_SYM && k.root->site == site)
			continue;
		if (term_is_loc(k.root)) {
			for (j = 0; j < b->kinds.n && b->kinds.data[j].root != k.root; j++)
				;
			if (j < b->kinds.n) {
				k.mask |= b->kinds.data[j].mask;
				k.excluded &= b->kinds.data[j].excluded;
			}
		} else {
			other = state_kind(e, b, k.root);
			/* no page at all on one of the paths: what it is on the other holds */
			if (other.origin && is_null(e, a, k.root))
				k = other;
			else if (!other.origin || !is_null(e, b, k.root))
				add_kind(&e->facts->kinds, &k, &other);
			k.root = a->kinds.data[i].root;
		}
		if (k.origin || k.mask != e->facts->kinds.any)
			state_set_kind(e, out, &k);
	}
	for (i = 0; i < b->kinds.n; i++) {
		struct kind k = b->kinds.data[i];

		if (!k.origin || (k.root->kind == TM_SYM && k.root->site == site))
			continue;
		for (j = 0; j < a->kinds.n && a->kinds.data[j].root != k.root; j++)
			;
		if (j == a->kinds.n)
			state_set_kind(e, out, &k);
	}
}

static bool same_state(const struct state *a, const struct state *b)
{
	uint32_t i;

	if (a->env.n != b->env.n || a->cons.n != b->cons.n || a->kinds.n != b->kinds.n ||
	    a->reads.n != b->reads.n || !same_clobbers(a, b))
		return false;
	if (a->env.n && memcmp(a->env.data, b->env.data, a->env.n * sizeof(*a->env.data)) != 0)
		return false;
	for (i = 0; i < a->cons.n; i++)
		if (a->cons.data[i].t != b->cons.data[i].t ||
		    (a->cons.data[i].r != b->cons.data[i].r &&
		     !range_equal(a->cons.data[i].r, b->cons.data[i].r)))
			return false;
	for (i = 0; i < a->kinds.n; i++)
		if (a->kinds.data[i].root != b->kinds.data[i].root ||
		    a->kinds.data[i].mask != b->kinds.data[i].mask ||
		    a->kinds.data[i].excluded != b->kinds.data[i].excluded ||
		    a->kinds.data[i].origin != b->kinds.data[i].origin)
			return false;
	return true;
}

bool state_join(struct state_env *e, struct state *a, const struct state *b, const void *site,
		bool widen)
{
	struct state *out = state_new(e);
	uint32_t i = 0, j = 0, k;
	bool changed, reads;

	out->refs = a->refs;
	out->refs.shared = true;
	out->fails = a->fails;
	out->fails.shared = true;
	out->reads = a->reads;
	out->reads.shared = true;
	out->tracked = a->tracked;
	out->tracked.shared = true;
	out->path = a->path;
	out->written = a->written | b->written;
	out->tested = a->tested & b->tested;
	out->registered = a->registered || b->registered;
	out->ret = a->ret;
	out->ret_pos = a->ret_pos;
	out->key = a->key;

	join_clobbers(e, out, a, b, site);
	join_facts(e, out, a, b, site);
	reads = state_join_reads(e, out, b);
	while (i < a->env.n || j < b->env.n) {
		const struct binding *x = i < a->env.n ? &a->env.data[i] : NULL;
		const struct binding *y = j < b->env.n ? &b->env.data[j] : NULL;
		const struct term *loc, *vx, *vy;

		if (x && (!y || x->loc->id < y->loc->id)) {
			loc = x->loc;
			vx = x->value;
			vy = state_load(e, b, loc, loc->type);
			i++;
		} else if (y && (!x || y->loc->id < x->loc->id)) {
			loc = y->loc;
			vx = state_load(e, a, loc, loc->type);
			vy = y->value;
			j++;
		} else {
			loc = x->loc;
			vx = x->value;
			vy = y->value;
			i++;
			j++;
		}
		/* an unknown of this very meeting stands for what arrives now: look again */
		if (vx != vy) {
			vx = phi(e, out, a, b, loc, vx, vy, site, widen);
			if (out->fails.n)
				state_stale_fails(e, out, vx, NULL);
		} else if (vx->kind == TM_SYM && vx->site == site) {
			vx = phi(e, out, a, b, loc, vx, vy, site, widen);
		}
		add_binding(e, out, loc, vx);
	}
	if (a->ret && b->ret && a->ret != b->ret)
		out->ret = phi(e, out, a, b, tm_sym(e->terms, site, NULL, 1, a->ret->type),
			       a->ret, b->ret, site, widen);
	for (k = 0; k < out->refs.n; k++)
		if (b->refs.data[k].escaped && !out->refs.data[k].escaped)
			state_ref(e, out, out->refs.data[k].object, out->refs.data[k].kind)->escaped = true;
	changed = tracked_join(e, out, b) || !same_state(out, a) || reads || out->fails.n != a->fails.n || out->written != a->written || out->ret != a->ret;
	*a = *out;
	return changed;
}
