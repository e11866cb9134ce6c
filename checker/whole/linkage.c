/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "whole/linkage.h"

#include <stdlib.h>
#include <string.h>

struct export {
	const struct flow_export *x;
	size_t unit;
	uint64_t hash;
	struct export *next;		/* next export with the same name */
};

/*
 * A function that is recursive through other files gets a longer summary in each round. One whose
 * summary has changed so often gets none, like a function that is recursive in one file.
 */
#define MAX_CHANGES	8

#define MAX_DEFINERS	8	/* a name with more definitions is treated as unknown */

/* A node in the graph of functions that pass their parameters on to other functions. */
struct node {
	const char *name;
	struct edge *to, *from;
	/* length of the shortest chain to a function that uses it; FAR: none */
	unsigned uses;
	bool seen;			/* visited by the current traversal */
};

struct edge {
	struct node *node;
	struct edge *next;
};

#define FAR	1000
/* calls through which a reference, or what a finding depends on, is followed */
#define MAX_PASSES	5

/* How often a unit's export of a name has changed in this run. */
struct history {
	uint64_t hash;
	unsigned changes;
};

/* Lives as long as the run. Demands only grow, as otherwise rounds might alternate forever. */
struct demanded {
	const char *name;
	unsigned how;
};

struct linkage {
	struct sources *sources;
	const struct facts *facts;
	const struct kbuild_unit *units;
	size_t n;
	struct callgraph *callgraph;	/* made on first use */
	struct arena mem, forever;
	struct table demanded;		/* name -> struct demanded */
	VEC(struct demanded *) demanded_list;
	struct table histories;		/* "unit name" -> struct history; in `forever`, too */
	struct table by_shown;		/* unit's name -> unit number + 1 */
	struct table exports;		/* name -> struct export */
	struct table fnptr_targets;		/* member -> function; "" when there are several */
	struct table nodes;		/* name -> struct node */
	VEC(struct node *) node_list;	/* in the order of creation */
	uint64_t *demanded_of;		/* hash of demanded names, by unit */
	bool *needed, *speaks;		/* by unit */
};

struct linkage *linkage_new(struct sources *sources, const struct facts *facts,
			    const struct kbuild_unit *units, size_t n)
{
	struct linkage *l = xcalloc(1, sizeof(*l));
	size_t i;

	l->sources = sources;
	l->facts = facts;
	l->units = units;
	l->n = n;
	l->demanded_of = xcalloc(n, sizeof(*l->demanded_of));
	l->needed = xcalloc(n, sizeof(*l->needed));
	l->speaks = xcalloc(n, sizeof(*l->speaks));
	for (i = 0; i < n; i++)
		table_put(&l->by_shown, units[i].shown, (void *)(uintptr_t)(i + 1));
	return l;
}

static void clear(struct linkage *l)
{
	table_free(&l->exports);
	table_free(&l->fnptr_targets);
	table_free(&l->nodes);
	vec_free(&l->node_list);
	memset(l->demanded_of, 0, l->n * sizeof(*l->demanded_of));
	memset(l->needed, 0, l->n * sizeof(*l->needed));
	memset(l->speaks, 0, l->n * sizeof(*l->speaks));
	arena_free(&l->mem);
}

void linkage_free(struct linkage *l)
{
	if (!l)
		return;
	clear(l);
	callgraph_free(l->callgraph);
	table_free(&l->by_shown);
	table_free(&l->demanded);
	table_free(&l->histories);
	vec_free(&l->demanded_list);
	arena_free(&l->forever);
	free(l->demanded_of);
	free(l->needed);
	free(l->speaks);
	free(l);
}

/* --- exports --------------------------------------------------------------------------- */

uint64_t linkage_hash(const struct flow_export *x)
{
	return hash_bytes(x->bytes, x->n, x->effects + 1) | 1;
}

/* Does the export stop changing after a few rounds? */
static bool settles(struct linkage *l, const struct unit_summary *u, const struct flow_export *x,
		    uint64_t hash)
{
	const char *key = arena_printf(&l->mem, "%zu %s", u->unit, x->name);
	struct history *h = table_get(&l->histories, key);

	if (!h) {
		h = arena_new(&l->forever, struct history);
		h->hash = hash;
		table_put(&l->histories, arena_strdup(&l->forever, key), h);
	}
	h->changes += h->hash != hash;
	h->hash = hash;
	return h->changes <= MAX_CHANGES;
}

static void add_export(struct linkage *l, const struct unit_summary *u, const struct flow_export *x)
{
	struct export *e = arena_new(&l->mem, struct export);

	e->x = x;
	e->unit = u->unit;
	e->hash = linkage_hash(x);
	if (!settles(l, u, x, e->hash))
		return;
	e->next = table_get(&l->exports, x->name);
	table_put(&l->exports, x->name, e);
}

static bool same_directory(const struct linkage *l, size_t a, size_t b)
{
	const char *x = l->units[a].shown, *y = l->units[b].shown;
	const char *dx = strrchr(x, '/'), *dy = strrchr(y, '/');

	return (!dx && !dy) || (dx && dy && dx - x == dy - y && !strncmp(x, y, (size_t)(dx - x)));
}

/* When two units define a name, the one in the caller's directory is used. */
static bool is_meant(const struct linkage *l, const char *name, size_t unit, size_t asking)
{
	size_t definer[MAX_DEFINERS], n, i, others = 0, here = 0;
	bool known = false;

	/* counts units that were not parsed, too */
	n = sources_defining(l->sources, name, definer, MAX_DEFINERS);
	for (i = 0; i < n; i++)
		if (definer[i] != unit) {
			others++;
			here += same_directory(l, definer[i], asking);
		} else {
			known = true;
		}
	if (n && !known && n < MAX_DEFINERS)
		return false;	/* weak, and another definition isn't */
	return !others || (n < MAX_DEFINERS && !here && same_directory(l, unit, asking));
}

const struct flow_export *linkage_find(const struct linkage *l, const char *function, bool relevant_only,
				       size_t asking, uint64_t *hash)
{
	const struct export *e = table_get(&l->exports, function), *found = NULL;

	*hash = 0;
	for (; e; e = e->next)
		if (strchr(function, ':') || is_meant(l, function, e->unit, asking))
			found = e;
	if (!found || (relevant_only && !(found->x->effects & EFFECTS_RELEVANT)))
		return NULL;
	*hash = found->hash;
	return found->x;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void linkage_names(const struct linkage *l, unsigned effects, bool statics, name_list *out)
{
	size_t i;

	out->n = 0;
	for (i = 0; i < l->exports.cap; i++) {
		const struct export *e = l->exports.slot[i].value;

		for (; e && !(e->x->effects & effects); e = e->next)
			;
		if (e && (statics || !strchr(e->x->name, ':')))
			vec_push(out, e->x->name);
	}
	if (out->n)
		qsort(out->data, out->n, sizeof(*out->data), compare_names);
}

/* The units that may define the function. For a static function, its name contains the unit. */
static size_t definers(const struct linkage *l, const char *name, size_t *unit)
{
	const char *colon = strrchr(name, ':');
	uintptr_t no;
	char *file;

	if (!colon)
		return sources_defining(l->sources, name, unit, MAX_DEFINERS);
	file = xasprintf("%.*s", (int)(colon - name), name);
	no = (uintptr_t)table_get(&l->by_shown, file);
	free(file);
	*unit = no - 1;
	return no != 0;
}

/* --- fnptr_targets ----------------------------------------------------------------------------- */

static void add_target(struct linkage *l, const struct flow_target *t)
{
	const char *known = table_get(&l->fnptr_targets, t->member);

	if (!known)
		table_put(&l->fnptr_targets, t->member, (void *)t->function);
	else if (strcmp(known, t->function) != 0)
		table_put(&l->fnptr_targets, t->member, "");
}

void linkage_members(const struct linkage *l, unsigned effects, bool fnptr_targets, name_list *records,
		     name_list *members)
{
	size_t i;

	records->n = members->n = 0;
	for (i = 0; i < l->fnptr_targets.cap; i++) {
		const char *member = l->fnptr_targets.slot[i].key, *function = l->fnptr_targets.slot[i].value, *dot;
		const struct export *e = function ? table_get(&l->exports, function) : NULL;

		for (; e && !(e->x->effects & effects); e = e->next)
			;
		dot = e ? strchr(member, '.') : NULL;
		if (!dot)
			continue;
		vec_push(records, intern_n(member, (size_t)(dot - member)));
		vec_push(members, intern(dot + 1));
	}
	for (i = 0; i < l->demanded_list.n; i++) {
		const char *member = l->demanded_list.data[i]->name, *dot = strchr(member, '.');

		if (!(l->demanded_list.data[i]->how & 1u << DEMAND_TARGET) || !fnptr_targets || !dot)
			continue;
		vec_push(records, intern_n(member, (size_t)(dot - member)));
		vec_push(members, intern(dot + 1));
	}
	if (!records->n)
		return;
	qsort(records->data, records->n, sizeof(*records->data), compare_names);
	qsort(members->data, members->n, sizeof(*members->data), compare_names);
}

const char *linkage_target(const struct linkage *l, const char *member)
{
	const char *function = table_get(&l->fnptr_targets, member);

	return function && *function ? function : NULL;
}

void linkage_each_answer(const struct linkage *l, void (*fn)(const char *name, bool is_member, void *arg),
			 void *arg)
{
	size_t i;

	for (i = 0; i < l->exports.cap; i++)
		if (l->exports.slot[i].value)
			fn(l->exports.slot[i].key, false, arg);
	for (i = 0; i < l->fnptr_targets.cap; i++)
		if (l->fnptr_targets.slot[i].value)
			fn(l->fnptr_targets.slot[i].key, true, arg);
}

/* --- demands ---------------------------------------------------------------------------------- */

static struct node *node(struct linkage *l, const char *name)
{
	struct node *n = table_get(&l->nodes, name);

	if (n)
		return n;
	n = arena_new(&l->mem, struct node);
	n->name = name;
	n->uses = FAR;
	table_put(&l->nodes, name, n);
	vec_push(&l->node_list, n);
	return n;
}

static void add_edge(struct linkage *l, struct edge **list, struct node *to)
{
	struct edge *e = arena_new(&l->mem, struct edge);

	e->node = to;
	e->next = *list;
	*list = e;
}

static void add_pass(struct linkage *l, const struct flow_forward *p)
{
	struct node *from = node(l, p->from), *to = node(l, p->to);

	add_edge(l, &from->to, to);
	add_edge(l, &to->from, from);
}

/* Does its export have an effect on what is passed to it? */
static bool does_something(const struct linkage *l, const char *name)
{
	const struct export *e;

	for (e = table_get(&l->exports, name); e; e = e->next)
		if (e->x->effects & (EFFECT_USES | EFFECT_GUARDS | EFFECT_READS))
			return true;
	return false;
}

/*
 * Computes each function's distance to one with an effect. For a function that wasn't analysed,
 * only its text is known.
 */
static void measure(struct linkage *l)
{
	unsigned d;
	size_t i;

	for (i = 0; i < l->node_list.n; i++) {
		struct node *n = l->node_list.data[i];

		if (does_something(l, n->name))
			n->uses = 0;
		else if (l->callgraph && !n->to && !table_get(&l->exports, n->name))
			n->uses = callgraph_leads(l->callgraph, n->name);
	}
	for (d = 0; d < FLOW_MAX_CALLS; d++)
		for (i = 0; i < l->node_list.n; i++) {
			const struct edge *e = l->node_list.data[i]->from;

			for (; e && l->node_list.data[i]->uses == d; e = e->next)
				if (e->node->uses > d + 1)
					e->node->uses = d + 1;
		}
}

static void mark(struct linkage *l, const char *name, enum demand_kind kind)
{
	struct demanded *w = table_get(&l->demanded, name);

	if (!w) {
		w = arena_new(&l->forever, struct demanded);
		w->name = arena_strdup(&l->forever, name);
		table_put(&l->demanded, w->name, w);
		vec_push(&l->demanded_list, w);
	}
	w->how |= 1u << kind;
}

/* Follows a page along calls that lead to a use within `calls` calls. */
static void follow_page(struct linkage *l, struct node *n, unsigned calls)
{
	const struct edge *e;

	if (n->seen || n->uses > calls)
		return;
	n->seen = true;
	mark(l, n->name, DEMAND_PAGE);
	for (e = n->to; e && calls; e = e->next)
		follow_page(l, e->node, calls - 1);
}

/* Follows a reference along all calls: that nothing is done with it matters as well. */
static void follow_reference(struct linkage *l, struct node *n, unsigned calls)
{
	const struct edge *e;

	mark(l, n->name, DEMAND_REFERENCE);
	for (e = n->to; e && calls; e = e->next)
		follow_reference(l, e->node, calls - 1);
}

static void want(struct linkage *l, const struct flow_demand *want, size_t by)
{
	size_t unit[MAX_DEFINERS], n, i;
	struct node *to;
	bool elsewhere = false;

	if (want->kind == DEMAND_ALL || want->kind == DEMAND_TARGET) {
		mark(l, want->function, want->kind);
		return;
	}
	n = definers(l, want->function, unit);
	to = node(l, want->function);
	for (i = 0; i < n; i++) {
		elsewhere |= unit[i] != by;
		/* a function without a summary may pass it on to one with an effect */
		if (want->kind != DEMAND_PAGE || to->uses < FLOW_MAX_CALLS)
			l->needed[unit[i]] |= !l->speaks[unit[i]];
	}
	if (!elsewhere)
		return;
	if (want->kind == DEMAND_ORIGIN)
		mark(l, want->function, DEMAND_ORIGIN);
	else if (want->kind == DEMAND_REFERENCE)
		follow_reference(l, to, MAX_PASSES);
	else
		follow_page(l, to, FLOW_MAX_CALLS - 1);
}

static int compare_demanded(const void *a, const void *b)
{
	return strcmp((*(struct demanded *const *)a)->name, (*(struct demanded *const *)b)->name);
}

static void find_demanded_units(struct linkage *l)
{
	size_t unit[MAX_DEFINERS], i, n;

	if (l->demanded_list.n)
		qsort(l->demanded_list.data, l->demanded_list.n, sizeof(*l->demanded_list.data),
		      compare_demanded);
	for (i = 0; i < l->demanded_list.n; i++) {
		const struct demanded *w = l->demanded_list.data[i];

		for (n = definers(l, w->name, unit); n; n--) {
			uint64_t *of = &l->demanded_of[unit[n - 1]];

			*of = hash_bytes(w->name, strlen(w->name), hash_mix(*of + 1, w->how));
			l->needed[unit[n - 1]] = true;
		}
	}
}

bool linkage_replaced(const struct linkage *l, const char *function, size_t unit)
{
	size_t definer[MAX_DEFINERS], i, n;

	n = sources_defining(l->sources, function, definer, MAX_DEFINERS);
	for (i = 0; i < n && definer[i] != unit; i++)
		;
	return n && i == n && n < MAX_DEFINERS;
}

unsigned linkage_demands(const struct linkage *l, const char *function)
{
	const struct demanded *w = table_get(&l->demanded, function);

	return w ? w->how : 0;
}

uint64_t linkage_demanded_of(const struct linkage *l, size_t unit)
{
	return l->demanded_of[unit];
}

bool linkage_needs(const struct linkage *l, size_t unit)
{
	return l->needed[unit];
}

/* --- units on the way of pages --------------------------------------------------------------- */

static void wanted_names(const struct linkage *l, enum demand_kind kind, name_list *out)
{
	size_t i;

	for (i = 0; i < l->demanded_list.n; i++)
		if (l->demanded_list.data[i]->how & 1u << kind)
			vec_push(out, l->demanded_list.data[i]->name);
}

/* Names of functions that, by the rules, give pages which may be device pages. */
static void origin_names(const struct facts *f, name_list *out)
{
	size_t i;

	for (i = 0; i < f->all.n; i++) {
		const struct origin_fact *o = (const struct origin_fact *)f->all.data[i];

		if (o->row.section == FACT_ORIGINS && o->row.names == NAMES_FUNCTION &&
		    kinds_specific(&f->kinds, o->may_be))
			vec_push(out, o->row.name);
	}
}

static void guard_names(const struct facts *f, name_list *out)
{
	size_t i;

	for (i = 0; i < f->all.n; i++) {
		const struct fact *row = f->all.data[i];

		if ((row->section == FACT_GUARDS || row->section == FACT_IMPLICIT) &&
		    row->names == NAMES_FUNCTION)
			vec_push(out, row->name);
	}
}

static void plain_targets(const struct linkage *l, member_list *out)
{
	size_t i;

	for (i = 0; i < l->fnptr_targets.cap; i++) {
		const char *member = l->fnptr_targets.slot[i].key, *dot = member ? strchr(member, '.') : NULL;
		struct member_target t = { .function = l->fnptr_targets.slot[i].value };

		if (!dot || !t.function || !*t.function)
			continue;
		t.member = dot + 1;
		if (strchr(t.function, ':') && !definers(l, t.function, &t.unit))
			continue;
		vec_push(out, t);
	}
}

/* Tells the call graph which functions give pages and which use them. */
static void set_ends(struct linkage *l)
{
	struct page_ends ends = { .givers = { 0 } };

	linkage_names(l, EFFECT_USES | EFFECT_USES_INSIDE | EFFECT_READS, true, &ends.users);
	wanted_names(l, DEMAND_ORIGIN, &ends.askers);
	if (l->callgraph || ends.users.n || ends.askers.n) {
		if (!l->callgraph)
			l->callgraph = callgraph_new(l->sources, l->n);
		linkage_names(l, EFFECT_PAGES, true, &ends.givers);
		origin_names(l->facts, &ends.givers);
		linkage_names(l, EFFECT_GUARDS, true, &ends.guards);
		guard_names(l->facts, &ends.tests);
		plain_targets(l, &ends.members);
		callgraph_set(l->callgraph, &ends);
	}
	vec_free(&ends.givers);
	vec_free(&ends.users);
	vec_free(&ends.guards);
	vec_free(&ends.tests);
	vec_free(&ends.askers);
	vec_free(&ends.members);
}

void linkage_follow_pages(const struct linkage *l, bool *units)
{
	if (l->callgraph)
		callgraph_follow(l->callgraph, units);
}

/* --- interface -------------------------------------------------------------------------------- */

void linkage_set(struct linkage *l, const struct unit_summary *says, size_t n)
{
	size_t i, j;

	clear(l);
	for (i = 0; i < n; i++) {
		for (j = 0; j < says[i].nexports; j++)
			add_export(l, &says[i], &says[i].exports[j]);
		for (j = 0; j < says[i].ntargets; j++)
			add_target(l, &says[i].fnptr_targets[j]);
		for (j = 0; j < says[i].nforwards; j++)
			add_pass(l, &says[i].forwards[j]);
		l->speaks[says[i].unit] = true;
	}
	for (i = 0; i < n; i++)
		for (j = 0; j < says[i].ndemands; j++)
			node(l, says[i].demands[j].function);
	set_ends(l);
	measure(l);
	for (i = 0; i < n; i++)
		for (j = 0; j < says[i].ndemands; j++)
			want(l, &says[i].demands[j], says[i].unit);
	find_demanded_units(l);
}
