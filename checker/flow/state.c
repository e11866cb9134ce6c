/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/state_arrays.h"

#include <stdlib.h>
#include <fnmatch.h>
#include <string.h>

void state_own(struct arena *mem, void **data, uint32_t n, uint32_t *cap, bool *shared, uint32_t more,
	       size_t size)
{
	void *p;

	if (!*shared && n + more <= *cap)
		return;
	*cap = n + more < 8 ? 8 : (n + more) * 3 / 2;
	p = arena_alloc(mem, *cap * size);
	if (n)
		memcpy(p, *data, n * size);
	*data = p;
	*shared = false;
}

/* Position of a term in an array sorted by the member's id, or where it belongs. */
#define DEFINE_FIND(name, type, member)						\
static uint32_t name(const struct type *d, uint32_t n, const struct term *t)	\
{										\
	uint32_t lo = 0, hi = n;						\
										\
	while (lo < hi) {							\
		uint32_t mid = (lo + hi) / 2;					\
										\
		if (d[mid].member->id < t->id)					\
			lo = mid + 1;						\
		else								\
			hi = mid;						\
	}									\
	return lo;								\
}

DEFINE_FIND(find_binding, binding, loc)
DEFINE_FIND(find_kind, kind, root)
DEFINE_FIND(find_ref, ref, object)

struct state *state_new(struct state_env *e)
{
	return arena_new(e->mem, struct state);
}

struct state *state_fork(struct state_env *e, struct state *s)
{
	s->env.shared = s->cons.shared = s->kinds.shared = s->refs.shared = true;
	s->fails.shared = s->reads.shared = s->clobbers.shared = s->tracked.shared = true;
	return arena_dup(e->mem, s, sizeof(*s));
}

/* --- memory -------------------------------------------------------------------- */

const struct term *state_bound(const struct state *s, const struct term *loc)
{
	uint32_t i = find_binding(s->env.data, s->env.n, loc);

	return i < s->env.n && s->env.data[i].loc == loc ? s->env.data[i].value : NULL;
}

static bool is_stable(struct state_env *e, const struct term *loc)
{
	return loc->kind == LOC_FIELD && e->facts->stable.n &&
	       facts_member(&e->facts->stable, loc->field->record->name, loc->field->name);
}

/* May a store to `loc` change what `other` holds? Neither is the other or holds it. */
static bool overlaps(const struct term *loc, const struct term *other)
{
	if (loc->kind != other->kind || loc->a != other->a)
		return false;
	if (loc->kind == LOC_FIELD)
		return loc->field->record == other->field->record &&
		       ir_fields_overlap(loc->field, other->field);
	if (loc->kind == LOC_ELEM)
		return loc->b->kind != TM_CONST || other->b->kind != TM_CONST;
	return false;
}

/* An element at a computed index may be each of those that are known. */
static const struct term *element_among(const struct state *s, const struct term *loc)
{
	const struct term *at = loc, *l;
	uint32_t i;

	while ((at->kind == LOC_FIELD || at->kind == LOC_ELEM) &&
	       !(at->kind == LOC_ELEM && at->b->kind != TM_CONST))
		at = at->a;
	if (at->kind != LOC_ELEM)
		return NULL;
	for (i = 0; i < s->env.n; i++)
		for (l = s->env.data[i].loc; l->kind == LOC_FIELD || l->kind == LOC_ELEM; l = l->a)
			if (l != at && overlaps(at, l))
				return s->env.data[i].value;
	return NULL;
}

const struct term *state_load(struct state_env *e, const struct state *s, const struct term *loc,
			      const struct ir_type *type)
{
	const struct term *v = state_bound(s, loc), *outer;
	const void *site = NULL;
	uint32_t i;

	if (v)
		return v;
	v = element_among(s, loc);
	if (v)
		return tm_init(e->terms, loc, v, type);
	/* a member or element of something that was stored whole */
	for (outer = loc; outer->kind == LOC_FIELD || outer->kind == LOC_ELEM; outer = outer->a) {
		v = state_bound(s, outer->a);
		if (!v)
			continue;
		/* *p = 0 says nothing of p[1] */
		if (outer->kind == LOC_ELEM && outer->a->kind == LOC_SYM && term_is_const(v, 0) && !v->site)
			continue;
		if (outer->kind == LOC_FIELD && outer == loc)
			return v->kind == TM_CONST && v->site ? tm_const(e->terms, 0) :
								tm_member(e->terms, v, outer->field);
		if (term_is_const(v, 0))
			return tm_const(e->terms, 0);
		if (outer->kind == LOC_FIELD) {
			/* stored whole two levels up: go down again */
			const struct term *inner = state_load(e, s, loc->a, NULL);

			if (loc->kind == LOC_FIELD)
				return tm_member(e->terms, inner, loc->field);
		}
		return tm_init(e->terms, loc, v, type);
	}
	if (!is_stable(e, loc))
		for (i = s->clobbers.n; i-- > 0 && !site; )
			if (loc_within(loc, s->clobbers.data[i].loc))
				site = s->clobbers.data[i].site;
	return tm_init(e->terms, loc, site, type);
}

static void bind(struct state_env *e, struct state *s, const struct term *loc,
		 const struct term *value)
{
	uint32_t i = find_binding(s->env.data, s->env.n, loc);

	if (i < s->env.n && s->env.data[i].loc == loc) {
		if (s->env.data[i].value == value)
			return;
		own(e, &s->env, 0);
		s->env.data[i].value = value;
		return;
	}
	open_gap(e, &s->env, i);
	s->env.data[i].loc = loc;
	s->env.data[i].value = value;
}

/* Also where the store is deep inside: u.a.f and u.b.f. */
static bool part_overlaps(const struct term *loc, const struct term *other)
{
	for (; loc->kind == LOC_FIELD || loc->kind == LOC_ELEM; loc = loc->a)
		if (loc != other && overlaps(loc, other))
			return true;
	return false;
}

/* Does the term speak of what a location in `loc` held? */
static bool speaks_of(const struct term *t, const struct term *loc)
{
	for (; t; t = t->a) {
		if (t->kind == TM_INIT && loc_within(t->a, loc))
			return true;
		if (t->b && speaks_of(t->b, loc))
			return true;
	}
	return false;
}

/* Is anything known or held that came from there? */
static bool is_spoken_of(const struct state *s, const struct term *loc)
{
	uint32_t i;

	for (i = 0; i < s->env.n; i++)
		if (speaks_of(s->env.data[i].value, loc))
			return true;
	for (i = 0; i < s->cons.n; i++)
		if (speaks_of(s->cons.data[i].t, loc))
			return true;
	for (i = 0; i < s->kinds.n; i++)
		if (speaks_of(s->kinds.data[i].root, loc))
			return true;
	for (i = 0; i < s->refs.n; i++)
		if (speaks_of(s->refs.data[i].object, loc))
			return true;
	for (i = 0; i < s->reads.n; i++)
		if (speaks_of(s->reads.data[i].value, loc))
			return true;
	return false;
}

/*
 * If not, a value read later has nothing to be told apart from, unless a caller could
 * tell: what a parameter points to always counts.
 */
static bool is_known(const struct state *s, const struct term *loc)
{
	const struct term *root = loc_root(loc);

	return root->kind == LOC_VAR || (root->a->kind == TM_INIT && root->a->a->kind == LOC_VAR) ||
	       is_spoken_of(s, loc);
}

static bool speaks_of_computed(const struct term *t, const struct term *array)
{
	const struct term *l;

	for (; t; t = t->a) {
		for (l = t->kind == TM_INIT ? t->a : NULL; l && (l->kind == LOC_FIELD || l->kind == LOC_ELEM);
		     l = l->a)
			if (l->kind == LOC_ELEM && l->a == array && l->b->kind != TM_CONST)
				return true;
		if (t->b && speaks_of_computed(t->b, array))
			return true;
	}
	return false;
}

/* Is anything known of an element that was read at a computed index? */
static bool computed_is_known(const struct state *s, const struct term *array)
{
	uint32_t i;

	for (i = 0; i < s->env.n; i++)
		if (speaks_of_computed(s->env.data[i].value, array))
			return true;
	for (i = 0; i < s->cons.n; i++)
		if (speaks_of_computed(s->cons.data[i].t, array))
			return true;
	return false;
}

static const struct term *bound_around(const struct state *s, const struct term *loc)
{
	const struct term *v = NULL;

	while (!v && (loc->kind == LOC_FIELD || loc->kind == LOC_ELEM)) {
		loc = loc->a;
		v = state_bound(s, loc);
	}
	return v;
}

static void drop_clobbers(struct state_env *e, struct state *s, const struct term *loc)
{
	uint32_t i;

	for (i = s->clobbers.n; i-- > 0; )
		if (loc_within(s->clobbers.data[i].loc, loc))
			close_gap(e, &s->clobbers, i);
}

/*
 * `value` was stored to something that shares memory with loc: what is there is another unknown now,
 * the same for the same value. What was stored in loc itself is gone already.
 */
static void unsettle(struct state_env *e, struct state *s, const struct term *loc,
		     const struct term *value)
{
	struct clobber c = { loc, value };

	if (bound_around(s, loc) || state_bound(s, loc)) {
		drop_clobbers(e, s, loc);
		bind(e, s, loc, tm_sym(e->terms, value, loc, 0, loc->type));
	} else if (is_spoken_of(s, loc)) {
		drop_clobbers(e, s, loc);
		own(e, &s->clobbers, 1);
		s->clobbers.data[s->clobbers.n++] = c;
	}
}

static bool is_inside(const struct ir_field *f, const struct ir_field *of)
{
	return f->size && f->offset >= of->offset && f->offset + f->size <= of->offset + of->size;
}

/* The other members of the union, or of a word that is cut into bits in two ways. */
static void unsettle_members(struct state_env *e, struct state *s, const struct term *at,
			     const struct term *value, bool whole)
{
	const struct ir_record *r = at->field->record;
	const struct term *loc;
	size_t i;

	for (i = 0; i < r->nfields; i++) {
		const struct ir_field *f = &r->fields[i];

		if (f == at->field || !ir_fields_overlap(f, at->field))
			continue;
		loc = loc_field(e->terms, at->a, f);
		if (whole && term_is_const(value, 0) && is_inside(f, at->field) && bound_around(s, loc))
			bind(e, s, loc, value);
		else
			unsettle(e, s, loc, value);
	}
}

/* p[0] is *p, which also stands for all of what p was allocated as while that is zero. */
static bool is_first_element(const struct state *s, const struct term *array)
{
	const struct term *v = array->kind == LOC_SYM ? state_bound(s, array) : NULL;

	return v && !term_is_const(v, 0);
}

/* A store to loc: what else holds these bytes? */
static void unsettle_around(struct state_env *e, struct state *s, const struct term *loc,
			    const struct term *value)
{
	const struct term *at;

	for (at = loc; at->kind == LOC_FIELD || at->kind == LOC_ELEM; at = at->a)
		if (at->kind == LOC_FIELD)
			unsettle_members(e, s, at, value, at == loc);
		else if ((at->b->kind != TM_CONST || computed_is_known(s, at->a)) &&
			 !is_first_element(s, at->a))
			unsettle(e, s, at->a, value);
}

void state_store(struct state_env *e, struct state *s, const struct term *loc,
		 const struct term *value)
{
	uint32_t i;

	if (loc->kind == LOC_FIELD || loc->kind == LOC_ELEM || loc->type == NULL ||
	    loc->type->kind == TY_RECORD || loc->type->kind == TY_ARRAY)
		for (i = s->env.n; i-- > 0; ) {
			const struct term *l = s->env.data[i].loc, *up;
			bool gone = false;

			for (up = l; !gone && (up->kind == LOC_FIELD || up->kind == LOC_ELEM); up = up->a)
				gone = up->a == loc || (up != loc && part_overlaps(loc, up));
			if (gone)
				close_gap(e, &s->env, i);
		}
	unsettle_around(e, s, loc, value);
	/* clobbers inside no longer say anything: the value does */
	drop_clobbers(e, s, loc);
	bind(e, s, loc, value);
}

void state_clobber(struct state_env *e, struct state *s, const struct term *loc, const void *site)
{
	struct clobber c = { loc, site };
	uint32_t i;

	for (i = s->env.n; i-- > 0; ) {
		if (!loc_within(s->env.data[i].loc, loc) || is_stable(e, s->env.data[i].loc))
			continue;
		/* whoever changes the memory may have taken the reference out of it */
		state_let_escape(e, s, s->env.data[i].value);
		close_gap(e, &s->env, i);
	}
	for (i = s->kinds.n; i-- > 0; )
		if (term_is_loc(s->kinds.data[i].root) && loc_within(s->kinds.data[i].root, loc))
			close_gap(e, &s->kinds, i);
	for (i = s->clobbers.n; i-- > 0; )
		if (loc_within(s->clobbers.data[i].loc, loc))
			close_gap(e, &s->clobbers, i);
	/* part of something stored whole: unbind would uncover the old whole */
	if ((loc->kind == LOC_FIELD || loc->kind == LOC_ELEM) && !state_bound(s, loc)) {
		const struct term *up;

		for (up = loc; up->kind == LOC_FIELD || up->kind == LOC_ELEM; up = up->a)
			if (state_bound(s, up->a)) {
				bind(e, s, loc, tm_sym(e->terms, site, loc, 0, loc->type));
				return;
			}
	}
	if (!is_known(s, loc))
		return;
	own(e, &s->clobbers, 1);
	s->clobbers.data[s->clobbers.n++] = c;
}

bool state_reachable(const struct state *s, const struct term *value)
{
	uint32_t i;

	for (i = 0; i < s->env.n; i++)
		if (term_mentions(s->env.data[i].value, value))
			return true;
	return false;
}

static const struct term *renamed(const struct term *t, const struct term *from,
				  const struct term *to)
{
	return t == from ? to : t;
}

void state_rename(struct state_env *e, struct state *s, const struct term *from, const struct term *to)
{
	uint32_t i;

	for (i = 0; i < s->env.n; i++)
		if (s->env.data[i].value == from) {
			own(e, &s->env, 0);
			s->env.data[i].value = to;
		}
	for (i = 0; i < s->cons.n; i++)
		if (s->cons.data[i].t == from) {
			struct range r = *s->cons.data[i].r;

			close_gap(e, &s->cons, i);
			state_narrow(e, s, to, &r);
			break;
		}
	for (i = 0; i < s->kinds.n; i++)
		if (s->kinds.data[i].root == from) {
			struct kind k = s->kinds.data[i];

			close_gap(e, &s->kinds, i);
			k.root = to;
			state_set_kind(e, s, &k);
			break;
		}
	for (i = s->refs.n; i-- > 0; )
		if (s->refs.data[i].object == from) {
			struct ref r = s->refs.data[i];

			close_gap(e, &s->refs, i);
			r.object = to;
			state_ref_add(e, s, &r);
		}
	tracked_rename(e, s, from, to);
	if (s->ret)
		s->ret = renamed(s->ret, from, to);
}

/* --- pages ------------------------------------------------------------------------ */

static bool is_page_pointer(const struct ir_type *t)
{
	return t && t->kind == TY_POINTER && t->to && t->to->kind == TY_RECORD;
}

static const struct origin_fact *map_origin(struct state_env *e, const struct term *t)
{
	if (t->kind != TM_INIT || t->a->kind != LOC_VAR || !e->facts->variable_origins.n)
		return NULL;
	return table_get(&e->facts->variable_origins, t->a->var->name);
}

/* The frame number in `map + frame` or `&map[frame]`, and what the map is; or NULL. */
static const struct term *frame_in_map(struct state_env *e, const struct term *t,
				       const struct origin_fact **map)
{
	const struct term *a, *b;

	if (t->kind == TM_BINARY && t->op == OP_ADD) {
		a = t->a;
		b = t->b;
	} else if (t->kind == TM_ADDR && t->a->kind == LOC_ELEM && t->a->a->kind == LOC_SYM) {
		a = t->a->a->a;
		b = t->a->b;
	} else {
		return NULL;
	}
	*map = map_origin(e, a);
	if (*map)
		return b;
	/* the operands of a sum of numbers stand in the order in which they were met */
	*map = t->kind == TM_BINARY ? map_origin(e, b) : NULL;
	return *map ? a : NULL;
}

const struct origin_fact *page_map_origin(struct state_env *e, const struct term *t)
{
	const struct origin_fact *map;

	return frame_in_map(e, t, &map) ? map : NULL;
}

const struct term *entry_below(struct state_env *e, const struct term *t)
{
	while (t->kind == TM_CAST || (t->kind == TM_BINARY && t->b->kind == TM_CONST &&
				      (t->op == OP_AND || t->op == OP_SHR)))
		t = t->a;
	if (t->kind == TM_MEMBER)
		return is_entry_record(e->facts, t->field->record->name) ? t->a : NULL;
	if (t->kind != TM_INIT || t->a->kind != LOC_FIELD ||
	    !is_entry_record(e->facts, t->a->field->record->name))
		return NULL;
	return tm_init(e->terms, t->a->a, t->site, t->a->a->type);
}

const struct term *page_root(struct state_env *e, const struct term *t)
{
	const struct origin_fact *map;
	const struct term *frame;

	for (;;) {
		frame = frame_in_map(e, t, &map);
		if (frame) {
			t = frame;	/* the page of a page frame number: as good as the number */
			continue;
		}
		/* the frame number of a page: (page - base) / sizeof(*page) is lowered as page - base */
		if (t->kind == TM_BINARY && t->op == OP_SUB && map_origin(e, t->b)) {
			t = t->a;
			continue;
		}
		/* a page further into what a huge entry maps */
		if (t->kind == TM_BINARY && t->op == OP_ADD && t->a->kind == TM_SAME &&
		    !is_page_pointer(t->type)) {
			t = t->a;
			continue;
		}
		/* some bits of an entry: the number of the frame that it leads to */
		if (e->entries && t->kind == TM_BINARY && t->b->kind == TM_CONST &&
		    (t->op == OP_AND || t->op == OP_SHR) && entry_below(e, t)) {
			t = entry_below(e, t);
			continue;
		}
		if (t->kind == TM_CAST || t->kind == TM_SAME) {
			t = t->a;
		} else if (t->kind == TM_ADDR && t->a->kind == LOC_FIELD && e->facts->member_families.n &&
			   facts_member(&e->facts->member_families, t->a->field->record->name,
					t->a->field->name)) {
			t = tm_addr(e->terms, t->a->a);
		} else if (t->kind == TM_BINARY && (t->op == OP_ADD || t->op == OP_SUB) &&
			   is_page_pointer(t->type)) {
			t = t->a;	/* a neighbour in the same map */
		} else if (t->kind == TM_ADDR && t->a->kind == LOC_ELEM && t->a->a->kind == LOC_SYM &&
			   is_page_pointer(t->a->a->a->type)) {
			t = t->a->a->a;
		} else {
			return t;
		}
	}
}

struct ir_field *page_field(struct state_env *e, const char *member)
{
	struct ir_record *rec = ir_find_record(e->unit, e->facts->page_record);
	struct ir_field *f = rec ? ir_record_field(rec, intern(member)) : NULL;
	size_t i;

	for (i = 0; !f && i < e->facts->page_records.n; i++) {
		rec = ir_find_record(e->unit, e->facts->page_records.data[i]);
		f = rec ? ir_record_field(rec, intern(member)) : NULL;
	}
	return f;
}

static const struct kind *kind_entry(const struct state *s, const struct term *root)
{
	uint32_t i = find_kind(s->kinds.data, s->kinds.n, root);

	return i < s->kinds.n && s->kinds.data[i].root == root ? &s->kinds.data[i] : NULL;
}

bool origin_is_here(const struct state_env *e, const struct origin_fact *o)
{
	return !o->in || (e->shown && fnmatch(o->in, e->shown, 0) == 0);
}

struct kind state_kind(struct state_env *e, const struct state *s, const struct term *page)
{
	const struct term *root = page_root(e, page);
	const struct kind *k = kind_entry(s, root);
	struct kind none = { .root = root, .mask = e->facts->kinds.any };
	const struct origin_fact *o;
	const struct term *loc, *frame;

	if (!k && root->kind == TM_INIT) {
		k = kind_entry(s, root->a);
		if (!k)
			k = kind_entry(s, loc_array(root->a));
	}
	if (k) {
		none = *k;
		none.root = root;
		return none;
	}
	/* of an address: the frame that it lies in */
	for (frame = root; frame->kind == TM_BINARY && frame->op == OP_SHR; )
		frame = frame->a;
	if (frame->kind == TM_INIT && e->facts->member_origins.n)
		for (loc = frame->a; loc->kind == LOC_FIELD; loc = loc->a) {
			o = facts_member(&e->facts->member_origins, loc->field->record->name,
					 loc->field->name);
			while (o && !origin_is_here(e, o))
				o = (const struct origin_fact *)o->row.next;
			if (o) {
				none.mask = o->may_be;
				none.origin = o;
				break;
			}
		}
	return none;
}

void state_set_kind(struct state_env *e, struct state *s, const struct kind *k)
{
	uint32_t i = find_kind(s->kinds.data, s->kinds.n, k->root);

	if (i < s->kinds.n && s->kinds.data[i].root == k->root)
		own(e, &s->kinds, 0);
	else
		open_gap(e, &s->kinds, i);
	s->kinds.data[i] = *k;
}

bool state_narrow_kind(struct state_env *e, struct state *s, const struct term *page, kinds_t mask)
{
	return state_narrow_by(e, s, page, mask, NULL);
}

bool state_narrow_by(struct state_env *e, struct state *s, const struct term *page, kinds_t mask,
		     const struct fact *row)
{
	const struct kinds *all = &e->facts->kinds;
	struct kind k = state_kind(e, s, page);
	kinds_t excluded = e->by_callee ? k.excluded : k.excluded | (all->any & ~mask);

	if ((k.mask & mask) == k.mask && excluded == k.excluded)
		return true;
	k.excluded = excluded;
	k.mask = kinds_meet(all, k.mask, mask);
	if (!k.mask)
		return false;
	k.by = row;
	state_set_kind(e, s, &k);
	return true;
}

/* --- references, failures, reads ----------------------------------------------------- */

static int compare_refs(const struct ref *r, const struct term *object, const struct ref_kind *kind)
{
	unsigned a = r->kind ? r->kind->id + 1 : 0, b = kind ? kind->id + 1 : 0;

	if (r->object != object)
		return r->object->id < object->id ? -1 : 1;
	return a < b ? -1 : a > b;
}

/* Where it is, or would be. */
static uint32_t find_ref_of(const struct state *s, const struct term *object,
			    const struct ref_kind *kind, bool *there)
{
	uint32_t i = find_ref(s->refs.data, s->refs.n, object);

	while (i < s->refs.n && compare_refs(&s->refs.data[i], object, kind) < 0)
		i++;
	*there = i < s->refs.n && !compare_refs(&s->refs.data[i], object, kind);
	return i;
}

struct ref *state_ref(struct state_env *e, struct state *s, const struct term *object,
		      const struct ref_kind *kind)
{
	bool there;
	uint32_t i = find_ref_of(s, object, kind, &there);

	if (!there)
		return NULL;
	own(e, &s->refs, 0);
	return &s->refs.data[i];
}

struct ref *state_any_ref(struct state_env *e, struct state *s, const struct term *object)
{
	uint32_t i = find_ref(s->refs.data, s->refs.n, object);

	if (i == s->refs.n || s->refs.data[i].object != object)
		return NULL;
	own(e, &s->refs, 0);
	return &s->refs.data[i];
}

struct ref *state_gone_ref(struct state_env *e, struct state *s, const struct term *object)
{
	uint32_t i = find_ref(s->refs.data, s->refs.n, object), gone = s->refs.n;

	for (; i < s->refs.n && s->refs.data[i].object == object; i++) {
		if (s->refs.data[i].status == REF_HELD)
			return NULL;
		if (!s->refs.data[i].bare_counter && gone == s->refs.n)
			gone = i;
	}
	if (gone == s->refs.n)
		return NULL;
	own(e, &s->refs, 0);
	return &s->refs.data[gone];
}

void state_let_escape(struct state_env *e, struct state *s, const struct term *object)
{
	uint32_t i = find_ref(s->refs.data, s->refs.n, object);

	for (; i < s->refs.n && s->refs.data[i].object == object; i++) {
		own(e, &s->refs, 0);
		s->refs.data[i].escaped = true;
	}
}

struct ref *state_ref_add(struct state_env *e, struct state *s, const struct ref *r)
{
	bool there;
	uint32_t i = find_ref_of(s, r->object, r->kind, &there);

	if (there)
		own(e, &s->refs, 0);
	else
		open_gap(e, &s->refs, i);
	s->refs.data[i] = *r;
	return &s->refs.data[i];
}

void state_ref_drop(struct state_env *e, struct state *s, const struct term *object,
		    const struct ref_kind *kind)
{
	bool there;
	uint32_t i = find_ref_of(s, object, kind, &there);

	if (there)
		close_gap(e, &s->refs, i);
}

static bool in_element(const struct term *t)
{
	for (; t; t = t->a)
		if (t->kind == LOC_ELEM)
			return true;
	return false;
}

void state_forget_elements(struct state_env *e, struct state *s)
{
	uint32_t i;

	for (i = s->refs.n; i-- > 0; )
		if (s->refs.data[i].status == REF_RELEASED && in_element(s->refs.data[i].object))
			close_gap(e, &s->refs, i);
}

void state_add_fail(struct state_env *e, struct state *s, const struct fail *f)
{
	uint32_t i;

	for (i = 0; i < s->fails.n; i++)
		if (s->fails.data[i].lookup == f->lookup && s->fails.data[i].insn == f->insn) {
			own(e, &s->fails, 0);
			s->fails.data[i] = *f;
			return;
		}
	own(e, &s->fails, 1);
	s->fails.data[s->fails.n++] = *f;
}

void state_renew(struct state_env *e, struct state *s, const struct term *loc,
		 const struct term *old, const void *site)
{
	const struct term *new = state_load(e, s, loc, loc->type);
	uint32_t i;
	unsigned j;

	for (i = s->fails.n; i-- > 0; ) {
		const struct term **args = NULL;
		bool gone = false;

		for (j = 0; j < s->fails.data[i].nkey && !gone; j++)
			gone = s->fails.data[i].key[j] == old ||
			       term_from_site(s->fails.data[i].key[j], site);
		for (j = 0; j < s->fails.data[i].nargs && !gone; j++) {
			if (s->fails.data[i].args[j] != old)
				continue;
			gone = s->fails.data[i].key_args >> j & 1;
			if (!args)
				args = arena_dup(e->mem, s->fails.data[i].args,
						 s->fails.data[i].nargs * sizeof(*args));
			args[j] = new;
		}
		if (gone) {
			close_gap(e, &s->fails, i);
		} else if (args) {
			own(e, &s->fails, 0);
			s->fails.data[i].args = args;
		}
	}
}

static bool is_stale(const struct term *t, const struct term *part, const void *site)
{
	return part ? term_mentions(t, part) : term_from_site(t, site);
}

void state_stale_fails(struct state_env *e, struct state *s, const struct term *part,
		       const void *site)
{
	uint32_t i;
	unsigned j;

	for (i = s->fails.n; i-- > 0; ) {
		const struct fail *f = &s->fails.data[i];
		bool gone = false;

		for (j = 0; j < f->nkey && !gone; j++)
			gone = is_stale(f->key[j], part, site);
		for (j = 0; j < f->nargs && !gone; j++)
			gone = (f->key_args >> j & 1) && is_stale(f->args[j], part, site);
		if (gone)
			close_gap(e, &s->fails, i);
	}
}

bool state_fails_mention(const struct state *s, const struct term *part)
{
	uint32_t i;
	unsigned j;

	for (i = 0; i < s->fails.n; i++)
		for (j = 0; j < s->fails.data[i].nargs; j++)
			if (term_mentions(s->fails.data[i].args[j], part))
				return true;
	return false;
}

void state_drop_fail(struct state_env *e, struct state *s, uint32_t i)
{
	close_gap(e, &s->fails, i);
}

void state_drop_fails(struct state *s)
{
	s->fails.n = 0;
}

/* Enough for every name a value takes in one function; more are copies of copies. */
#define MAX_READS	32

void state_add_read(struct state_env *e, struct state *s, const struct member_read *r)
{
	uint32_t i;

	for (i = 0; i < s->reads.n; i++)
		if (s->reads.data[i].value == r->value) {
			own(e, &s->reads, 0);
			s->reads.data[i] = *r;
			return;
		}
	if (s->reads.n >= MAX_READS)
		return;
	own(e, &s->reads, 1);
	s->reads.data[s->reads.n++] = *r;
}

bool state_join_reads(struct state_env *e, struct state *s, const struct state *from)
{
	const struct member_read *r;
	struct member_read both;
	bool news = false;
	uint32_t i;

	for (i = 0; i < from->reads.n; i++) {
		r = state_read_of(s, from->reads.data[i].value);
		both = r ? *r : from->reads.data[i];
		if (r)
			both.mask = r->mask && from->reads.data[i].mask ? r->mask | from->reads.data[i].mask : 0;
		if (r && both.mask == r->mask)
			continue;
		state_add_read(e, s, &both);
		news = true;
	}
	return news;
}

const struct member_read *state_read_of(const struct state *s, const struct term *value)
{
	uint32_t i;

	for (i = 0; i < s->reads.n; i++)
		if (s->reads.data[i].value == value)
			return &s->reads.data[i];
	return NULL;
}

const struct step *state_step(struct state_env *e, struct state *s, const struct step *step)
{
	struct step *p = arena_dup(e->mem, step, sizeof(*step));

	p->prev = s->path;
	p->depth = s->path ? s->path->depth + 1 : 0;
	s->path = p;
	return p;
}
