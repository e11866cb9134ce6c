/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known of a value: its range, and what a branch adds to that. */
#include "flow/state.h"

#include <string.h>

static const struct constraint *constraint_of(const struct state *s, const struct term *t)
{
	uint32_t lo = 0, hi = s->cons.n;

	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;

		if (s->cons.data[mid].t->id < t->id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < s->cons.n && s->cons.data[lo].t == t ? &s->cons.data[lo] : NULL;
}

/* r stays where it is, as long as the states do. */
static void put_constraint(struct state_env *e, struct state *s, const struct term *t,
			   const struct range *r)
{
	uint32_t i;

	if (s->cons.shared || s->cons.n + 1 > s->cons.cap) {
		uint32_t cap = (s->cons.n + 8) * 3 / 2;
		struct constraint *p = arena_array(e->mem, struct constraint, cap);

		if (s->cons.n)
			memcpy(p, s->cons.data, s->cons.n * sizeof(*p));
		s->cons.data = p;
		s->cons.cap = cap;
		s->cons.shared = false;
	}
	for (i = s->cons.n; i > 0 && s->cons.data[i - 1].t->id > t->id; i--)
		;
	if (i > 0 && s->cons.data[i - 1].t == t) {
		s->cons.data[i - 1].r = r;
		return;
	}
	memmove(&s->cons.data[i + 1], &s->cons.data[i], (s->cons.n - i) * sizeof(*s->cons.data));
	s->cons.data[i].t = t;
	s->cons.data[i].r = r;
	s->cons.n++;
}

static void set_constraint(struct state_env *e, struct state *s, const struct term *t,
			   const struct range *r)
{
	put_constraint(e, s, t, arena_dup(e->mem, r, sizeof(*r)));
}

void state_take_over(struct state_env *e, struct state *s, const struct constraint *c)
{
	/* what followed from it was found when it was made, and comes along by itself */
	if (constraint_of(s, c->t))
		state_narrow(e, s, c->t, c->r);
	else
		put_constraint(e, s, c->t, c->r);
}

static bool is_compare(enum ir_opcode op)
{
	return op >= OP_EQ && op <= OP_GE;
}

/* x + c for every x of the range; full when any end overflows. */
static struct range shifted(const struct range *r, int64_t c)
{
	struct range out = { 0 };
	unsigned i;

	for (i = 0; i < r->n; i++) {
		struct range one;
		int64_t lo, hi;

		if (__builtin_add_overflow(r->r[i].lo, c, &lo) ||
		    __builtin_add_overflow(r->r[i].hi, c, &hi))
			return range_full();
		one = range_of(lo, hi);
		out = range_union(&out, &one);
	}
	return out;
}

static struct range compare_range(struct state_env *e, const struct state *s, const struct term *t)
{
	struct range a = state_range(e, s, t->a), b = state_range(e, s, t->b), w, m;
	int64_t c;

	if (range_single(&b, &c)) {
		w = range_where(t->op, c, 64, t->is_unsigned);
		m = range_meet(&a, &w);
		if (range_empty(&m))
			return range_of(0, 0);
		if (range_within(&a, &w))
			return range_of(1, 1);
	} else if (t->op == OP_EQ || t->op == OP_NE) {
		m = range_meet(&a, &b);
		if (range_empty(&m))
			return t->op == OP_EQ ? range_of(0, 0) : range_of(1, 1);
	}
	return range_of(0, 1);
}

static bool points_to_page(const struct state_env *e, const struct ir_type *t)
{
	return t && t->kind == TY_POINTER && t->to && t->to->kind == TY_RECORD && t->to->record &&
	       is_page_record(e->facts, t->to->record->name);
}

static struct range made_of(struct state_env *e, const struct state *s, const struct term *t)
{
	struct range a, r;
	struct kind k;
	int64_t c;

	switch (t->kind) {
	case TM_CONST:
		return range_of(t->value, t->value);
	case TM_ADDR:
		/* &p->f of a NULL p is not NULL, and nobody tests it */
	case TM_FUNC:
	case TM_STRING:
		return range_pointer_valid();
	case TM_SAME:
		/* page to folio, never NULL; a pfn may have no page, nor what pages are taken out of */
		return t->type && t->type->kind == TY_POINTER && points_to_page(e, t->a->type) ?
		       range_pointer_valid() : range_type(t->type);
	case TM_PRED:
		k = state_kind(e, s, t->a);
		if (t->guard->equals)
			return range_full();
		if (!(k.mask & t->guard->if_true))
			return range_of(0, 0);
		if (!(k.mask & t->guard->if_false)) {
			r = range_of(0, 0);
			return range_not(&r);
		}
		return range_full();
	case TM_UNARY:
		a = state_range(e, s, t->a);
		if (t->op == OP_NOT) {
			if (range_single(&a, &c) && c == 0)
				return range_of(1, 1);
			return range_has(&a, 0) ? range_of(0, 1) : range_of(0, 0);
		}
		if (t->op == OP_NEG && a.n == 1 && a.r[0].lo > INT64_MIN) {
			r = range_of(-a.r[0].hi, -a.r[0].lo);
			a = range_type(t->type);
			return range_within(&r, &a) ? r : a;
		}
		return range_type(t->type);
	case TM_CAST:
		a = state_range(e, s, t->a);
		r = range_type(t->type);
		return range_within(&a, &r) ? a : r;
	case TM_BINARY:
		if (is_compare(t->op))
			return compare_range(e, s, t);
		r = range_type(t->type);
		if (t->b->kind != TM_CONST)
			return r;
		a = state_range(e, s, t->a);
		c = t->b->value;
		if (t->op == OP_AND) {
			int64_t v;

			if (range_single(&a, &v))
				return range_of(v & c, v & c);
			if (c >= 0)
				return range_of(0, c);
		} else if ((t->op == OP_ADD && c != INT64_MIN) || (t->op == OP_SUB && c != INT64_MIN)) {
			a = shifted(&a, t->op == OP_ADD ? c : -c);
			return range_within(&a, &r) ? a : r;
		}
		return r;
	default:
		return range_type(t->type);
	}
}

static struct range structural(struct state_env *e, const struct state *s, const struct term *t)
{
	struct range r = made_of(e, s, t);
	const struct telling *tell = telling_of(e, t);

	return tell ? axioms_leave(tell, &e->facts->kinds, state_kind(e, s, tell->page).mask, &r) : r;
}

struct range state_range(struct state_env *e, const struct state *s, const struct term *t)
{
	struct range r = structural(e, s, t);
	const struct constraint *c;

	if (t->kind == TM_CONST)
		return r;
	c = constraint_of(s, t);
	return c ? range_meet(&r, c->r) : r;
}

/* (v & c) == 0 follows from v == (v & ~c). */
static void clear_bits(struct state_env *e, struct state *s, const struct term *masked,
		       const struct term *v)
{
	struct range zero = range_of(0, 0);

	if (masked->kind == TM_BINARY && masked->op == OP_AND && masked->a == v &&
	    masked->b->kind == TM_CONST)
		state_narrow(e, s, tm_binary(e->terms, OP_AND, v, tm_const(e->terms, ~masked->b->value),
					     masked->type, false), &zero);
}

static enum ir_opcode negated(enum ir_opcode op)
{
	static const enum ir_opcode neg[] = {
		[OP_EQ] = OP_NE, [OP_NE] = OP_EQ, [OP_LT] = OP_GE,
		[OP_GE] = OP_LT, [OP_GT] = OP_LE, [OP_LE] = OP_GT,
	};

	return neg[op];
}

static enum ir_opcode mirrored(enum ir_opcode op)
{
	switch (op) {
	case OP_LT: return OP_GT;
	case OP_GT: return OP_LT;
	case OP_LE: return OP_GE;
	case OP_GE: return OP_LE;
	default: return op;
	}
}

/*
 * A member that equals the mapping of something known to be page cache belongs
 * to a page of that mapping.
 */
static bool equal_members(struct state_env *e, struct state *s, const struct term *a,
			  const struct term *b)
{
	const struct member_read *r = state_read_of(s, a);

	if (!r || e->owner || b->kind == TM_CONST || term_mentions(b, a) || state_read_of(s, b))
		return true;
	return state_narrow_kind(e, s, r->page, e->facts->kinds.any &
				 ~(r->other_arm ? r->member->wrong_over : r->member->meaningless));
}

/* A page that is one which can't be a device's isn't a device's; of NULL nothing is known. */
static bool equal_pages(struct state_env *e, struct state *s, const struct term *a,
			const struct term *b, const struct range *both)
{
	kinds_t mask = state_kind(e, s, b).mask;

	return range_has(both, 0) || !kinds_ordinary(&e->facts->kinds, mask) ||
	       state_narrow_kind(e, s, a, mask);
}

static const struct term *without_casts(const struct term *t)
{
	while (t->kind == TM_CAST)
		t = t->a;
	return t;
}

/* A guard's answer about a page: what a row's function returns, or a test of the bits. */
struct guard_answer {
	const struct guard_fact *guard;
	const struct term *page;
};

static struct guard_answer answer_of(struct state_env *e, const struct term *t)
{
	const struct telling *tell;

	t = without_casts(t);
	if (t->kind == TM_PRED && !t->guard->equals)
		return (struct guard_answer){ t->guard, t->a };
	if (t->kind != TM_BINARY || t->op != OP_EQ || t->b->kind != TM_CONST)
		return (struct guard_answer){ NULL, NULL };
	tell = telling_of(e, t->a);
	return (struct guard_answer){ tell ? axiom_asked(tell, t->b->value) : NULL, tell ? tell->page : NULL };
}

/* is_device(a) == is_device(b), and now one of them is known. */
static bool same_answer(struct state_env *e, struct state *s, const struct guard_fact *g,
			const struct term *a, const struct term *b)
{
	kinds_t mask = state_kind(e, s, a).mask, to = e->facts->kinds.any;

	if (!(mask & ~g->if_true) && !(mask & g->if_false))
		to = g->if_true;
	else if (!(mask & ~g->if_false) && !(mask & g->if_true))
		to = g->if_false;
	return to == e->facts->kinds.any || state_narrow_kind(e, s, b, to);
}

static bool equal_answers(struct state_env *e, struct state *s)
{
	uint32_t i;

	for (i = 0; i < s->cons.n; i++) {
		const struct term *t = s->cons.data[i].t;
		const struct range *r = s->cons.data[i].r;
		struct guard_answer a, b;

		if (t->kind != TM_BINARY || (t->op != OP_EQ && t->op != OP_NE) ||
		    (t->op == OP_EQ ? range_has(r, 0) : range_has(r, 1)) || t->b->kind == TM_CONST)
			continue;
		a = answer_of(e, t->a);
		b = answer_of(e, t->b);
		if (a.guard && a.guard == b.guard && (!same_answer(e, s, a.guard, a.page, b.page) ||
						      !same_answer(e, s, a.guard, b.page, a.page)))
			return false;
	}
	return true;
}

/* The member of a page is a pointer to what its name says: not NULL, no flag bits. */
static bool clean_member(struct state_env *e, struct state *s, const struct term *page,
			 const char *member)
{
	struct ir_field *f = page_field(e, member);
	const struct member_fact *m = f ? facts_member(&e->facts->members, f->record->name, member) : NULL;
	struct range zero = range_of(0, 0), nonzero = range_not(&zero);
	const struct term *v;

	if (!m)
		return true;
	v = state_load(e, s, loc_field(e->terms, loc_sym(e->terms, page_root(e, page)), f), f->type);
	return state_narrow(e, s, v, &nonzero) &&
	       state_narrow(e, s, tm_binary(e->terms, OP_AND, v, tm_const(e->terms, m->low_bits),
					    v->type, true), &zero) &&
	       state_narrow(e, s, tm_binary(e->terms, OP_AND, v, tm_const(e->terms, m->device_bits),
					    v->type, true), &zero);
}

bool state_guarded(struct state_env *e, struct state *s, const struct guard_fact *g,
		   const struct term *page, bool truth)
{
	return state_narrow_by(e, s, page, truth ? g->if_true : g->if_false, &g->row) &&
	       equal_answers(e, s) &&
	       (!truth || !g->clean || clean_member(e, s, page, g->clean));
}

static bool assume_compare(struct state_env *e, struct state *s, const struct term *t, bool truth)
{
	enum ir_opcode op = truth ? t->op : negated(t->op);
	struct range a = state_range(e, s, t->a), b = state_range(e, s, t->b), w;
	int64_t c;

	if (range_single(&b, &c)) {
		/* guard(page) == true */
		if (t->a->kind == TM_PRED && !t->a->guard->equals && (op == OP_EQ || op == OP_NE))
			return state_guarded(e, s, t->a->guard, t->a->a, (op == OP_EQ) == (c != 0));
		w = range_where(op, c, 64, t->is_unsigned);
		if (!state_narrow(e, s, t->a, &w))
			return false;
	} else if (range_single(&a, &c)) {
		w = range_where(mirrored(op), c, 64, t->is_unsigned);
		if (!state_narrow(e, s, t->b, &w))
			return false;
	}
	if (op == OP_EQ) {
		w = range_meet(&a, &b);
		if (range_empty(&w))
			return false;
		if (!state_narrow(e, s, t->a, &w) || !state_narrow(e, s, t->b, &w))
			return false;
		clear_bits(e, s, t->a, t->b);
		clear_bits(e, s, t->b, t->a);
		if (!equal_members(e, s, t->a, t->b) || !equal_members(e, s, t->b, t->a) ||
		    !equal_pages(e, s, t->a, t->b, &w) || !equal_pages(e, s, t->b, t->a, &w))
			return false;
	}
	return true;
}

/* What a narrower range of t says of the terms it is made of. */
static bool propagate(struct state_env *e, struct state *s, const struct term *t,
		      const struct range *r)
{
	struct range zero = range_of(0, 0), nonzero = range_not(&zero), x;
	bool is_zero = range_within(r, &zero), is_nonzero = !range_has(r, 0);
	const struct telling *tell = telling_of(e, t);

	if (tell && !axioms_told(e, s, tell, r))
		return false;
	switch (t->kind) {
	case TM_PRED:
		if (t->guard->equals) {
			int64_t v, only;

			if (!ir_find_constant(e->unit, t->guard->equals, &v))
				return true;
			if (range_single(r, &only) && only == v)
				return state_guarded(e, s, t->guard, t->a, true);
			return range_has(r, v) || state_guarded(e, s, t->guard, t->a, false);
		}
		if (!is_zero && !is_nonzero)
			return true;
		return state_guarded(e, s, t->guard, t->a, is_nonzero);
	case TM_SAME: {
		const struct fn_facts *ff = facts_of(e->facts, t->decl->name);
		const struct guard_fact *g = ff ? ff->guards : NULL;

		for (; g; g = (const struct guard_fact *)g->row.next)
			if ((is_zero || is_nonzero) && !g->equals &&
			    !state_guarded(e, s, g, t->a, is_nonzero))
				return false;
		return true;
	}
	case TM_UNARY:
		if (t->op == OP_NOT && (is_zero || is_nonzero))
			return state_assume(e, s, t->a, is_zero);
		return true;
	case TM_CAST:
		/* an enumerator fits its type */
		if (t->a->kind == TM_PRED && t->a->guard->equals)
			return state_narrow(e, s, t->a, r);
		/* only where the operand's own range says that nothing was cut off */
		x = state_range(e, s, t->a);
		{
			struct range type = range_type(t->type);

			if (range_within(&x, &type))
				return state_narrow(e, s, t->a, r);
		}
		return !is_nonzero || state_narrow(e, s, t->a, &nonzero);
	case TM_BINARY:
		if (is_compare(t->op))
			return !(is_zero || is_nonzero) || assume_compare(e, s, t, is_nonzero);
		if (t->op == OP_AND && is_nonzero)
			return state_narrow(e, s, t->a, &nonzero) && state_narrow(e, s, t->b, &nonzero);
		if (t->op == OP_OR && is_zero)
			return state_narrow(e, s, t->a, &zero) && state_narrow(e, s, t->b, &zero);
		if ((t->op == OP_ADD || t->op == OP_SUB) && t->b->kind == TM_CONST &&
		    t->b->value != INT64_MIN) {
			struct range type = range_type(t->a->type);

			x = shifted(r, t->op == OP_ADD ? -t->b->value : t->b->value);
			if (range_within(&x, &type))
				return state_narrow(e, s, t->a, &x);
		}
		return true;
	default:
		return true;
	}
}

bool state_narrow(struct state_env *e, struct state *s, const struct term *t, const struct range *r)
{
	struct range old, new;

	if (t->kind == TM_CONST)
		return range_has(r, t->value);
	old = state_range(e, s, t);
	new = range_meet(&old, r);
	if (range_empty(&new))
		return false;
	if (range_equal(&old, &new))
		return true;
	set_constraint(e, s, t, &new);
	return propagate(e, s, t, &new);
}

bool state_assume(struct state_env *e, struct state *s, const struct term *t, bool truth)
{
	struct range zero = range_of(0, 0), nonzero = range_not(&zero);

	/* a comparison may say more than its truth: pointers that are equal */
	if (t->kind == TM_BINARY && is_compare(t->op)) {
		struct range have = state_range(e, s, t);

		if (!range_has(&have, truth))
			return false;
		if (!assume_compare(e, s, t, truth))
			return false;
	}
	return state_narrow(e, s, t, truth ? &nonzero : &zero);
}

/* Drops constraints and kinds of every term for which gone() holds. */
static void forget(struct state_env *e, struct state *s,
		   bool (*gone)(const struct term *t, const void *what), const void *what)
{
	uint32_t i, j;

	for (i = j = 0; i < s->cons.n; i++)
		j += !gone(s->cons.data[i].t, what);
	if (j != s->cons.n) {
		struct constraint *p = arena_array(e->mem, struct constraint, j + 4);

		for (i = j = 0; i < s->cons.n; i++)
			if (!gone(s->cons.data[i].t, what))
				p[j++] = s->cons.data[i];
		s->cons.data = p;
		s->cons.n = j;
		s->cons.cap = j + 4;
		s->cons.shared = false;
	}
	for (i = j = 0; i < s->kinds.n; i++)
		j += !gone(s->kinds.data[i].root, what);
	if (j != s->kinds.n) {
		struct kind *p = arena_array(e->mem, struct kind, j + 4);

		for (i = j = 0; i < s->kinds.n; i++)
			if (!gone(s->kinds.data[i].root, what))
				p[j++] = s->kinds.data[i];
		s->kinds.data = p;
		s->kinds.n = j;
		s->kinds.cap = j + 4;
		s->kinds.shared = false;
	}
}

/* Facts that trackers keep of such terms. */
static void forget_tracked(struct state_env *e, struct state *s,
			   bool (*gone)(const struct term *t, const void *what), const void *what)
{
	uint32_t i;
	size_t k;

	for (i = s->tracked.n; i-- > 0; ) {
		struct tracked t = s->tracked.data[i];
		bool changed = false;

		if (gone(t.of, what)) {
			tracked_drop(e, s, t.by, t.of);
			continue;
		}
		for (k = 0; k < ARRAY_SIZE(t.with); k++)
			if (t.with[k] && gone(t.with[k], what)) {
				t.with[k] = NULL;
				changed = true;
			}
		if (changed)
			tracked_set(e, s, &t);
	}
}

void state_forget_site(struct state_env *e, struct state *s, const void *site)
{
	forget(e, s, term_from_site, site);
	forget_tracked(e, s, term_from_site, site);
	if (s->fails.n)
		state_stale_fails(e, s, NULL, site);
}

static bool mentions(const struct term *t, const void *part)
{
	return term_mentions(t, part);
}

/* Generations of one site that may be alive at once; the last one is shared. */
#define GENERATIONS	3

const struct term *state_fresh(struct state_env *e, struct state *s, const void *site,
			       const struct term *of, const struct ir_type *type)
{
	const struct term *t = NULL;
	unsigned gen;

	for (gen = 0; gen < GENERATIONS; gen++) {
		t = tm_sym(e->terms, site, of, gen, type);
		if (!state_any_ref(e, s, t) && !state_reachable(s, t) && !state_fails_mention(s, t))
			break;
	}
	forget(e, s, mentions, t);
	forget_tracked(e, s, mentions, t);
	if (s->fails.n)
		state_stale_fails(e, s, t, NULL);
	return t;
}
