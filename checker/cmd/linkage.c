/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/linkage.h"

#include <stdlib.h>
#include <string.h>

struct export {
	const struct flow_export *x;
	size_t unit;
	uint64_t hash;
	struct export *next;		/* of the same name */
};

#define MAX_DEFINERS	8	/* more than these, and it is no name to go by */

struct wanted {
	const char *name;
	unsigned level;			/* the lowest that a unit wants it at which doesn't define it */
};

struct linkage {
	struct sources *sources;
	const struct kbuild_unit *units;
	size_t n;
	struct arena mem;
	struct table by_shown;		/* name of a unit -> its number + 1 */
	struct table exports;		/* name -> struct export */
	struct table targets;		/* member -> function, "" when there are several */
	struct table wanted;		/* name -> struct wanted */
	VEC(struct wanted *) wanted_list;
	uint64_t *wanted_of;		/* by unit */
};

struct linkage *linkage_new(struct sources *sources, const struct kbuild_unit *units, size_t n)
{
	struct linkage *l = xcalloc(1, sizeof(*l));
	size_t i;

	l->sources = sources;
	l->units = units;
	l->n = n;
	l->wanted_of = xcalloc(n, sizeof(*l->wanted_of));
	for (i = 0; i < n; i++)
		table_put(&l->by_shown, units[i].shown, (void *)(uintptr_t)(i + 1));
	return l;
}

static void clear(struct linkage *l)
{
	table_free(&l->exports);
	table_free(&l->targets);
	table_free(&l->wanted);
	vec_free(&l->wanted_list);
	memset(l->wanted_of, 0, l->n * sizeof(*l->wanted_of));
	arena_free(&l->mem);
}

void linkage_free(struct linkage *l)
{
	if (!l)
		return;
	clear(l);
	table_free(&l->by_shown);
	free(l->wanted_of);
	free(l);
}

/* --- exports --------------------------------------------------------------------------- */

static uint64_t export_hash(const struct flow_export *x)
{
	return hash_bytes(x->bytes, x->n, x->effects + 1) | 1;
}

static void add_export(struct linkage *l, const struct unit_says *u, const struct flow_export *x)
{
	struct export *e = arena_new(&l->mem, struct export);

	e->x = x;
	e->unit = u->unit;
	e->hash = export_hash(x);
	e->next = table_get(&l->exports, x->name);
	table_put(&l->exports, x->name, e);
}

static bool same_directory(const struct linkage *l, size_t a, size_t b)
{
	const char *x = l->units[a].shown, *y = l->units[b].shown;
	const char *dx = strrchr(x, '/'), *dy = strrchr(y, '/');

	return (!dx && !dy) || (dx && dy && dx - x == dy - y && !strncmp(x, y, (size_t)(dx - x)));
}

/* Two units may define a name: then the one in the caller's directory is meant. */
static bool is_meant(const struct linkage *l, const char *name, size_t unit, size_t asking)
{
	size_t definer[MAX_DEFINERS], n, i, others = 0, here = 0;

	/* whether they were parsed or not */
	n = sources_defining(l->sources, name, definer, MAX_DEFINERS);
	for (i = 0; i < n; i++)
		if (definer[i] != unit) {
			others++;
			here += same_directory(l, definer[i], asking);
		}
	return !others || (n < MAX_DEFINERS && !here && same_directory(l, unit, asking));
}

const struct flow_export *linkage_find(const struct linkage *l, const char *function, bool anyhow,
				       size_t asking, uint64_t *hash)
{
	const struct export *e = table_get(&l->exports, function), *found = NULL;

	*hash = 0;
	for (; e; e = e->next)
		if (strchr(function, ':') || is_meant(l, function, e->unit, asking))
			found = e;
	if (!found || (anyhow && !(found->x->effects & EFFECTS_ANYHOW)))
		return NULL;
	*hash = found->hash;
	return found->x;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void linkage_names(const struct linkage *l, unsigned effects, name_list *out)
{
	size_t i;

	out->n = 0;
	for (i = 0; i < l->exports.cap; i++) {
		const struct export *e = l->exports.slot[i].value;

		for (; e && !(e->x->effects & effects); e = e->next)
			;
		if (e && !strchr(e->x->name, ':'))
			vec_push(out, e->x->name);
	}
	if (out->n)
		qsort(out->data, out->n, sizeof(*out->data), compare_names);
}

/* --- targets ----------------------------------------------------------------------------- */

static void add_target(struct linkage *l, const struct flow_target *t)
{
	const char *known = table_get(&l->targets, t->member);

	if (!known)
		table_put(&l->targets, t->member, (void *)t->function);
	else if (strcmp(known, t->function) != 0)
		table_put(&l->targets, t->member, "");
}

const char *linkage_target(const struct linkage *l, const char *member)
{
	const char *function = table_get(&l->targets, member);

	return function && *function ? function : NULL;
}

void linkage_each_answer(const struct linkage *l, void (*fn)(const char *name, bool is_member, void *arg),
			 void *arg)
{
	size_t i;

	for (i = 0; i < l->exports.cap; i++)
		if (l->exports.slot[i].value)
			fn(l->exports.slot[i].key, false, arg);
	for (i = 0; i < l->targets.cap; i++)
		if (l->targets.slot[i].value)
			fn(l->targets.slot[i].key, true, arg);
}

/* --- wants ---------------------------------------------------------------------------------- */

/* The units that may define it. A static function's name says which. */
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

static void want(struct linkage *l, const struct flow_want *want, size_t by)
{
	struct wanted *w = table_get(&l->wanted, want->function);
	size_t unit[MAX_DEFINERS], n;

	for (n = definers(l, want->function, unit); n && unit[n - 1] == by; n--)
		;
	if (!n)
		return;
	if (!w) {
		w = arena_new(&l->mem, struct wanted);
		w->name = want->function;
		w->level = want->level;
		table_put(&l->wanted, w->name, w);
		vec_push(&l->wanted_list, w);
	}
	if (want->level < w->level)
		w->level = want->level;
}

static int compare_wanted(const void *a, const void *b)
{
	return strcmp((*(struct wanted *const *)a)->name, (*(struct wanted *const *)b)->name);
}

static void find_wanted_units(struct linkage *l)
{
	size_t unit[MAX_DEFINERS], i, n;

	if (l->wanted_list.n)
		qsort(l->wanted_list.data, l->wanted_list.n, sizeof(*l->wanted_list.data),
		      compare_wanted);
	for (i = 0; i < l->wanted_list.n; i++) {
		const struct wanted *w = l->wanted_list.data[i];

		for (n = definers(l, w->name, unit); n; n--) {
			uint64_t *of = &l->wanted_of[unit[n - 1]];

			*of = hash_bytes(w->name, strlen(w->name), hash_mix(*of + 1, w->level));
		}
	}
}

unsigned linkage_wants(const struct linkage *l, const char *function)
{
	const struct wanted *w = table_get(&l->wanted, function);

	return w ? w->level : 0;
}

uint64_t linkage_wanted_of(const struct linkage *l, size_t unit)
{
	return l->wanted_of[unit];
}

/* --- the whole -------------------------------------------------------------------------------- */

void linkage_set(struct linkage *l, const struct unit_says *says, size_t n)
{
	size_t i, j;

	clear(l);
	for (i = 0; i < n; i++) {
		for (j = 0; j < says[i].nexports; j++)
			add_export(l, &says[i], &says[i].exports[j]);
		for (j = 0; j < says[i].ntargets; j++)
			add_target(l, &says[i].targets[j]);
		for (j = 0; j < says[i].nwants; j++)
			want(l, &says[i].wants[j], says[i].unit);
	}
	find_wanted_units(l);
}
