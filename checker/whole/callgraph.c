/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "whole/callgraph.h"
#include "text/functions.h"

#include <stdlib.h>
#include <string.h>

#define IN_HEADER	SIZE_MAX
#define FAR		CALLGRAPH_FAR
#define MAX_GIVERS	3		/* how many calls above a giver it is still followed */

/* A function, or a macro with parameters, in one text. */
struct fn {
	uint64_t name;
	size_t unit;			/* the unit that defines it; or IN_HEADER */
	const uint64_t *calls;
	uint32_t ncalls;
	bool is_static;
	/* length of the shortest call chain down to a giver, user, ...; or FAR */
	uint8_t gives, uses, leads;
	bool seen;
};

struct caller {
	uint64_t callee;
	uint32_t fn;
};

/* Calls through a member of this name go to the function. */
struct via_member {
	uint64_t member, function;
	size_t unit;			/* the unit, for a static function; else IN_HEADER */
};

typedef VEC(uint32_t) fn_list;

/*
 * For a big tree this is large, and workers don't need it, so it is in memory that isn't inherited.
 * Both arrays are filled once, with exact sizes.
 */
struct callgraph {
	struct {
		struct fn *data;
		size_t n, room;
	} fns;				/* sorted by name, then unit */
	struct {
		struct caller *data;
		size_t n, room;
	} callers;			/* sorted by callee */
	VEC(struct via_member) members;
};

/* --- building the graph ------------------------------------------------------------------- */

static void add_text(struct callgraph *g, struct text_calls t, size_t unit)
{
	size_t i;

	for (i = 0; i < t.nfunctions; i++) {
		const struct text_function *f = &t.functions[i];
		struct fn x = {
			.name = f->name, .unit = unit, .calls = f->n ? t.calls + f->first : NULL,
			.ncalls = f->n, .is_static = f->how & FRONT_STATIC,
		};

		g->fns.data[g->fns.n++] = x;
	}
}

static int compare_fns(const void *a, const void *b)
{
	const struct fn *x = a, *y = b;

	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	return (x->unit > y->unit) - (x->unit < y->unit);
}

static int compare_callers(const void *a, const void *b)
{
	const struct caller *x = a, *y = b;

	if (x->callee != y->callee)
		return x->callee < y->callee ? -1 : 1;
	return (x->fn > y->fn) - (x->fn < y->fn);
}

static void count(struct callgraph *g, struct text_calls t)
{
	size_t i;

	g->fns.room += t.nfunctions;
	for (i = 0; i < t.nfunctions; i++)
		g->callers.room += t.functions[i].n;
}

static void add_texts(struct callgraph *g, struct sources *sources, size_t n)
{
	size_t i, headers = sources_headers(sources);

	for (i = 0; i < n; i++)
		count(g, sources_calls(sources, i));
	for (i = 0; i < headers; i++)
		count(g, sources_header_calls(sources, i));
	g->fns.data = private_alloc(g->fns.room * sizeof(*g->fns.data));
	g->callers.data = private_alloc(g->callers.room * sizeof(*g->callers.data));
	for (i = 0; i < n; i++)
		add_text(g, sources_calls(sources, i), i);
	for (i = 0; i < headers; i++)
		add_text(g, sources_header_calls(sources, i), IN_HEADER);
}

struct callgraph *callgraph_new(struct sources *sources, size_t n)
{
	struct callgraph *g = xcalloc(1, sizeof(*g));
	size_t i;
	uint32_t j;

	add_texts(g, sources, n);
	qsort(g->fns.data, g->fns.n, sizeof(*g->fns.data), compare_fns);
	for (i = 0; i < g->fns.n; i++)
		for (j = 0; j < g->fns.data[i].ncalls; j++) {
			struct caller c = { g->fns.data[i].calls[j], (uint32_t)i };

			g->callers.data[g->callers.n++] = c;
		}
	qsort(g->callers.data, g->callers.n, sizeof(*g->callers.data), compare_callers);
	return g;
}

void callgraph_free(struct callgraph *g)
{
	if (!g)
		return;
	private_free(g->fns.data, g->fns.room * sizeof(*g->fns.data));
	private_free(g->callers.data, g->callers.room * sizeof(*g->callers.data));
	vec_free(&g->members);
	free(g);
}

/* --- lookups -------------------------------------------------------------------------------- */

static size_t first_fn(const struct callgraph *g, uint64_t name)
{
	size_t lo = 0, hi = g->fns.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (g->fns.data[mid].name < name)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static size_t first_caller(const struct callgraph *g, uint64_t callee)
{
	size_t lo = 0, hi = g->callers.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (g->callers.data[mid].callee < callee)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool can_call(const struct fn *from, const struct fn *to)
{
	return !to->is_static || to->unit == IN_HEADER || from->unit == to->unit;
}

static bool is_target(const struct via_member *m, const struct fn *f)
{
	return m->function == f->name && (m->unit == IN_HEADER ? !f->is_static : m->unit == f->unit);
}

typedef uint8_t *(*distance_of)(struct fn *f);

static uint8_t *gives(struct fn *f)
{
	return &f->gives;
}

static uint8_t *uses(struct fn *f)
{
	return &f->uses;
}

static uint8_t *leads(struct fn *f)
{
	return &f->leads;
}

static void reach(struct callgraph *g, uint32_t no, distance_of of, uint8_t distance, fn_list *list)
{
	uint8_t *d = of(&g->fns.data[no]);

	if (*d <= distance)
		return;
	*d = distance;
	vec_push(list, no);
}

/* Sets the distance of all callers of a function. */
static void reach_callers(struct callgraph *g, uint32_t no, distance_of of, uint8_t distance,
			  fn_list *list)
{
	const struct fn *f = &g->fns.data[no];
	size_t i, j;

	for (i = first_caller(g, f->name); i < g->callers.n && g->callers.data[i].callee == f->name; i++)
		if (can_call(&g->fns.data[g->callers.data[i].fn], f))
			reach(g, g->callers.data[i].fn, of, distance, list);
	for (j = 0; j < g->members.n; j++) {
		const struct via_member *m = &g->members.data[j];

		if (!is_target(m, f))
			continue;
		for (i = first_caller(g, m->member);
		     i < g->callers.n && g->callers.data[i].callee == m->member; i++)
			reach(g, g->callers.data[i].fn, of, distance, list);
	}
}

/*
 * Breadth first, upwards from the functions in `now`. A function in a header counts as part of
 * every unit that calls it.
 */
static void measure(struct callgraph *g, fn_list *now, distance_of of, unsigned max)
{
	fn_list next = { 0 };
	unsigned d;
	size_t i;

	for (d = 0; d <= max && now->n; d++) {
		fn_list swap = *now;

		next.n = 0;
		for (i = 0; i < swap.n; i++) {
			uint32_t no = swap.data[i];

			if (*of(&g->fns.data[no]) != d)
				continue;
			if (g->fns.data[no].unit == IN_HEADER)
				reach_callers(g, no, of, (uint8_t)d, &swap);
			else if (d < max)
				reach_callers(g, no, of, (uint8_t)(d + 1), &next);
		}
		*now = next;
		next = swap;
	}
	vec_free(&next);
}

/* --- givers and users ----------------------------------------------------------------------- */

static uint64_t hash_of_name(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? text_name(colon + 1, strlen(colon + 1)) : text_name(name, strlen(name));
}

static void reach_named(struct callgraph *g, const name_list *names, distance_of of, fn_list *list)
{
	size_t i, j;

	for (i = 0; i < names->n; i++) {
		uint64_t h = hash_of_name(names->data[i]);
		bool is_static = strchr(names->data[i], ':');

		for (j = first_fn(g, h); j < g->fns.n && g->fns.data[j].name == h; j++)
			if (g->fns.data[j].is_static == is_static)
				reach(g, (uint32_t)j, of, 0, list);
	}
}

/* Sets the distance of functions that call one of the names, directly or through a member. */
static void reach_callers_of(struct callgraph *g, const name_list *names, distance_of of, fn_list *list)
{
	size_t i, j, k;

	for (i = 0; i < names->n; i++) {
		uint64_t h = hash_of_name(names->data[i]);

		if (!strchr(names->data[i], ':'))
			for (j = first_caller(g, h); j < g->callers.n && g->callers.data[j].callee == h; j++)
				reach(g, g->callers.data[j].fn, of, 0, list);
		for (k = 0; k < g->members.n; k++)
			if (g->members.data[k].function == h)
				for (j = first_caller(g, g->members.data[k].member);
				     j < g->callers.n && g->callers.data[j].callee == g->members.data[k].member;
				     j++)
					reach(g, g->callers.data[j].fn, of, 0, list);
	}
}

static void set_members(struct callgraph *g, const member_list *members)
{
	size_t i;

	g->members.n = 0;
	for (i = 0; i < members->n; i++) {
		const struct member_target *t = &members->data[i];
		struct via_member m = {
			.member = text_member(t->member, strlen(t->member)),
			.function = hash_of_name(t->function),
			.unit = strchr(t->function, ':') ? t->unit : IN_HEADER,
		};

		vec_push(&g->members, m);
	}
}

/* Follows calls down to functions that call a giver, and marks their units. */
static void mark_units(struct callgraph *g, uint32_t no, bool *units);

static void mark_callee(struct callgraph *g, const struct fn *from, const struct fn *to, bool *units)
{
	if (to->gives < from->gives || (to->unit == IN_HEADER && to->gives == from->gives))
		mark_units(g, (uint32_t)(to - g->fns.data), units);
}

static void mark_units(struct callgraph *g, uint32_t no, bool *units)
{
	struct fn *f = &g->fns.data[no];
	uint32_t i;
	size_t j, k;

	if (f->seen)
		return;
	f->seen = true;
	if (!f->gives && f->unit != IN_HEADER)
		units[f->unit] = true;
	for (i = 0; i < f->ncalls && f->gives; i++) {
		uint64_t h = f->calls[i];

		for (j = first_fn(g, h); j < g->fns.n && g->fns.data[j].name == h; j++)
			if (can_call(f, &g->fns.data[j]))
				mark_callee(g, f, &g->fns.data[j], units);
		for (k = 0; k < g->members.n; k++)
			if (g->members.data[k].member == h)
				for (j = first_fn(g, g->members.data[k].function);
				     j < g->fns.n && g->fns.data[j].name == g->members.data[k].function; j++)
					mark_callee(g, f, &g->fns.data[j], units);
	}
}

void callgraph_set(struct callgraph *g, const struct page_ends *ends)
{
	fn_list list = { 0 };
	size_t i;

	for (i = 0; i < g->fns.n; i++)
		g->fns.data[i].gives = g->fns.data[i].uses = g->fns.data[i].leads = FAR;
	set_members(g, &ends->members);
	reach_callers_of(g, &ends->givers, gives, &list);
	measure(g, &list, gives, MAX_GIVERS);
	list.n = 0;
	reach_named(g, &ends->users, uses, &list);
	measure(g, &list, uses, FLOW_MAX_CALLS);
	list.n = 0;
	reach_named(g, &ends->users, leads, &list);
	reach_named(g, &ends->guards, leads, &list);
	reach_callers_of(g, &ends->tests, leads, &list);
	measure(g, &list, leads, FLOW_MAX_CALLS);
	list.n = 0;
	reach_named(g, &ends->askers, uses, &list);
	vec_free(&list);
}

void callgraph_follow(struct callgraph *g, bool *units)
{
	uint32_t i;

	for (i = 0; i < g->fns.n; i++)
		g->fns.data[i].seen = false;
	for (i = 0; i < g->fns.n; i++)
		if (g->fns.data[i].gives != FAR && g->fns.data[i].uses != FAR)
			mark_units(g, i, units);
}

unsigned callgraph_leads(const struct callgraph *g, const char *name)
{
	uint64_t h = hash_of_name(name);
	unsigned least = FAR;
	size_t i;

	for (i = first_fn(g, h); i < g->fns.n && g->fns.data[i].name == h; i++)
		if (g->fns.data[i].leads < least)
			least = g->fns.data[i].leads;
	return least;
}
