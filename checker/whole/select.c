/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "whole/select.h"
#include "text/scan.h"

#include <stdlib.h>
#include <string.h>

struct activation {
	struct sources *sources;
	const struct linkage *linkage;
	uint64_t config_hash;
	bool *active;
	size_t n;
};

static uint64_t hash_of_names(const name_list *names)
{
	uint64_t h = names->n;
	size_t i;

	for (i = 0; i < names->n; i++)
		h = hash_bytes(names->data[i], strlen(names->data[i]), h);
	return h;
}

/* A list of names to search for; the way of searching is part of its id. */
struct search {
	struct front_words *words;
	uint64_t id;
	enum how { NAMED, CALLED, MENTIONED } how;
};

static struct search search_for(const struct activation *a, const name_list *names, bool members,
				enum how how)
{
	uint64_t id = hash_mix(hash_of_names(names), members | how << 1);
	struct search s = { .id = hash_mix(id, a->config_hash), .how = how };

	s.words = members ? front_words_new(NULL, 0, names->data, names->n) :
			    front_words_new(names->data, names->n, NULL, 0);
	return s;
}

static bool has(const struct activation *a, size_t unit, const struct search *s)
{
	switch (s->how) {
	case CALLED:
		return sources_call(a->sources, unit, s->words, s->id);
	case MENTIONED:
		return sources_mention(a->sources, unit, s->words, s->id);
	default:
		return sources_match(a->sources, unit, s->words, s->id);
	}
}

/* Marks the units in which both lists match. */
static void select_where(const struct activation *a, const struct search *x, const struct search *y)
{
	size_t i;

	for (i = 0; i < a->n; i++)
		if (!a->active[i] && has(a, i, x) && (!y || has(a, i, y)))
			a->active[i] = true;
}

void select_units(struct sources *sources, const struct linkage *linkage, uint64_t config_hash, bool *active,
		    size_t n)
{
	const struct activation a = {
		.sources = sources, .linkage = linkage, .config_hash = config_hash, .active = active, .n = n,
	};
	name_list names = { 0 }, records = { 0 };
	struct search what;
	size_t i;

	linkage_names(linkage, EFFECT_REFS | EFFECT_FAILS, false, &names);
	if (names.n) {
		what = search_for(&a, &names, false, NAMED);
		select_where(&a, &what, NULL);
		front_words_free(what.words);
	}
	linkage_members(linkage, EFFECT_REFS | EFFECT_FAILS, false, &records, &names);
	if (names.n) {
		what = search_for(&a, &names, true, CALLED);
		select_where(&a, &what, NULL);
		front_words_free(what.words);
	}
	linkage_members(linkage, EFFECT_REFS | EFFECT_FAILS, true, &records, &names);
	if (names.n) {
		struct search record = search_for(&a, &records, false, MENTIONED);

		what = search_for(&a, &names, true, NAMED);
		select_where(&a, &record, &what);
		front_words_free(record.words);
		front_words_free(what.words);
	}
	linkage_follow_pages(linkage, active);
	for (i = 0; i < n; i++)
		active[i] |= linkage_needs(linkage, i);
	vec_free(&names);
	vec_free(&records);
}
