/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What bits of a word say of the page that the word belongs to, whoever tests them. */
#include "flow/state.h"

/* --- the unit's axioms --------------------------------------------------------------------- */

static bool resolve(struct known_axiom *k, struct arena *mem, const struct axiom_fact *a, struct ir_unit *u)
{
	uint64_t shift, mask, value;
	unsigned i;

	if (!fact_applies(&a->guard.row, u, NULL))
		return false;
	k->fact = a;
	k->values = arena_array(mem, uint64_t, a->nequals + 1);
	if (a->has_bit) {
		if (!axiom_number(u, &a->bit, &value) || value > 63)
			return false;
		k->mask = k->values[k->nvalues++] = 1ull << value;
		return true;
	}
	if (!axiom_number(u, &a->shift, &shift) || shift > 63 || !axiom_number(u, &a->mask, &mask))
		return false;
	k->mask = (a->has_mask ? mask : ~0ull) << shift;
	/* one that the tree doesn't have is no value of the word */
	for (i = 0; i < a->nequals; i++)
		if (axiom_number(u, &a->equals[i], &value))
			k->values[k->nvalues++] = value << shift & k->mask;
	return k->mask && k->nvalues;
}

void axioms_find(struct table *out, struct arena *mem, const struct facts *f, struct ir_unit *u)
{
	size_t i;

	for (i = 0; i < f->all.n; i++) {
		const struct axiom_fact *a = (const struct axiom_fact *)f->all.data[i];
		struct known_axiom *k;

		if (f->all.data[i]->section != FACT_AXIOMS)
			continue;
		k = arena_new(mem, struct known_axiom);
		if (!resolve(k, mem, a, u))
			continue;
		k->next = table_get(out, a->guard.row.name);
		table_put(out, a->guard.row.name, k);
	}
}

/* --- terms that tell ----------------------------------------------------------------------------- */

/* The bits of the page's word that t is made of; what is left of t is the word itself. */
static const struct term *strip(const struct term *t, unsigned *shift, uint64_t *mask)
{
	for (;;) {
		if (t->kind == TM_CAST) {
			*mask &= t->bits < 64 ? ((1ull << t->bits) - 1) >> *shift : ~0ull;
		} else if (t->kind != TM_BINARY || t->b->kind != TM_CONST) {
			return t;
		} else if (t->op == OP_AND) {
			*mask &= (uint64_t)t->b->value >> *shift;
		} else if (t->op == OP_SHR && t->b->value >= 0 && t->b->value + *shift < 64) {
			*shift += (unsigned)t->b->value;
			*mask &= ~0ull >> *shift;
		} else {
			return t;
		}
		t = t->a;
	}
}

/* The page whose member lies at loc, or behind a pointer in one; NULL: it is none's. */
static const struct term *page_of(struct state_env *e, const struct term *loc, bool *through)
{
	for (; loc->kind == LOC_FIELD; loc = loc->a) {
		const struct term *holder = loc->a;

		if (is_page_record(e->facts, loc->field->record->name))
			return page_root(e, holder->kind == LOC_SYM ? holder->a : tm_addr(e->terms, holder));
	}
	if (loc->kind != LOC_SYM || loc->a->kind != TM_INIT || *through)
		return NULL;
	*through = true;
	return page_of(e, loc->a->a, through);
}

static const struct telling *find_telling(struct state_env *e, const struct term *t)
{
	struct telling tell = { .mask = ~0ull };
	const struct term *word = strip(t, &tell.shift, &tell.mask);
	const struct ir_field *f;

	if (word->kind == TM_MEMBER)
		f = word->field;
	else if (word->kind == TM_INIT && word->a->kind == LOC_FIELD)
		f = word->a->field;
	else
		return NULL;
	tell.axioms = facts_member(e->axioms, f->record->name, f->name);
	if (!tell.axioms)
		return NULL;
	if (f->size < 64)
		tell.mask &= ((1ull << f->size) - 1) >> tell.shift;
	if (word->kind == TM_INIT)
		tell.page = page_of(e, word->a, &tell.through);
	else if (word->a->kind == TM_INIT)
		tell.page = page_of(e, word->a->a, &tell.through);
	if (!tell.page)
		tell.page = entry_below(e, word);
	if (tell.page)
		tell.page = page_root(e, tell.page);
	return tell.page ? arena_dup(e->terms->mem, &tell, sizeof(tell)) : NULL;
}

const struct telling *telling_of(struct state_env *e, const struct term *t)
{
	struct term *memo = (struct term *)(uintptr_t)t;

	if (!e->axioms || !e->axioms->n || term_is_loc(t))
		return NULL;
	if (!t->asked) {
		memo->asked = true;
		memo->tells = find_telling(e, t);
	}
	return t->tells;
}

/* --- what is told ------------------------------------------------------------------------------------ */

/* More values than this are not gone through one by one. */
#define MAX_VALUES	64

static bool is_value(const struct known_axiom *k, uint64_t bits)
{
	unsigned i;

	for (i = 0; i < k->nvalues; i++)
		if (k->values[i] == bits)
			return true;
	return false;
}

/* May the word have one of the axiom's values, when the term is v? */
static bool value_fits(const struct telling *tell, const struct known_axiom *k, uint64_t v)
{
	uint64_t seen = tell->mask << tell->shift & k->mask;
	unsigned i;

	for (i = 0; i < k->nvalues; i++)
		if (!(((v << tell->shift) ^ k->values[i]) & seen))
			return true;
	return false;
}

/* The values that the term can have at all, in a range; false: too many to tell. */
static bool list_values(const struct telling *tell, const struct range *r, uint64_t *v, unsigned *n)
{
	uint64_t width = 0, x;
	unsigned i;

	*n = 0;
	if (__builtin_popcountll(tell->mask) <= 6) {
		x = 0;
		do {
			if (range_has(r, (int64_t)x))
				v[(*n)++] = x;
			x = ((x | ~tell->mask) + 1) & tell->mask;
		} while (x);
		return true;
	}
	for (i = 0; i < r->n && width <= MAX_VALUES; i++)
		width += (uint64_t)r->r[i].hi - (uint64_t)r->r[i].lo + 1;
	if (!width || width > MAX_VALUES)
		return false;
	for (i = 0; i < r->n; i++)
		for (x = (uint64_t)r->r[i].lo; x != (uint64_t)r->r[i].hi + 1; x++)
			if (!(x & ~tell->mask))
				v[(*n)++] = x;
	return true;
}

enum told { TOLD_NOTHING, TOLD_TRUE, TOLD_FALSE };

static enum told answer(const struct telling *tell, const struct known_axiom *k, const struct range *r)
{
	bool all = !(k->mask & ~(tell->mask << tell->shift)), any = false;
	uint64_t v[MAX_VALUES];
	unsigned i, n;

	if (!list_values(tell, r, v, &n))
		return TOLD_NOTHING;
	for (i = 0; i < n; i++) {
		bool fits = value_fits(tell, k, v[i]);

		any |= fits;
		all &= fits;
	}
	return !n ? TOLD_NOTHING : !any ? TOLD_FALSE : all ? TOLD_TRUE : TOLD_NOTHING;
}

/* A range with many values, none of which the axiom speaks of. */
static bool leaves_out(const struct telling *tell, const struct known_axiom *k, const struct range *r)
{
	unsigned i;

	if (tell->mask << tell->shift & ~k->mask)
		return false;
	for (i = 0; i < k->nvalues; i++)
		if (range_has(r, (int64_t)(k->values[i] >> tell->shift & tell->mask)))
			return false;
	return true;
}

bool axioms_told(struct state_env *e, struct state *s, const struct telling *tell, const struct range *r)
{
	const struct known_axiom *k;
	bool by_callee = e->by_callee, possible = true;

	for (k = tell->axioms; k && possible; k = k->next) {
		enum told told;

		if (!(tell->mask << tell->shift & k->mask))
			continue;
		told = leaves_out(tell, k, r) ? TOLD_FALSE : answer(tell, k, r);
		if (told == TOLD_NOTHING)
			continue;
		/* who asks what a page's pagemap says has decided already that it has one */
		e->by_callee = by_callee || tell->through;
		possible = state_guarded(e, s, &k->fact->guard, tell->page, told == TOLD_TRUE);
	}
	e->by_callee = by_callee;
	return possible;
}

struct range axioms_leave(const struct telling *tell, const struct kinds *kinds, kinds_t page,
			  const struct range *r)
{
	const struct known_axiom *k;
	struct range left = *r;

	for (k = tell->axioms; k; k = k->next) {
		bool exact = (tell->mask << tell->shift) == k->mask && k->nvalues == 1;
		int64_t v = (int64_t)(k->values[0] >> tell->shift);
		struct range one = range_of(v, v);

		if (!exact)
			continue;
		if (!kinds_meet(kinds, page, k->fact->guard.if_true))
			one = range_not(&one);
		else if (kinds_meet(kinds, page, k->fact->guard.if_false))
			continue;
		left = range_meet(&left, &one);
	}
	return left;
}

const struct guard_fact *axiom_asked(const struct telling *tell, int64_t value)
{
	const struct known_axiom *k;

	for (k = tell->axioms; k; k = k->next)
		if ((tell->mask << tell->shift) == k->mask && k->nvalues == 1 &&
		    is_value(k, (uint64_t)value << tell->shift))
			return &k->fact->guard;
	return NULL;
}
