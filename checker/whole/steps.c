/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "whole/rounds_impl.h"

#include <stdlib.h>
#include <string.h>

/* --- steps from earlier runs ------------------------------------------------------------ */

bool step_decode(struct rounds *r, struct known *k, size_t unit)
{
	struct bytes b = { k->step.out, k->step.out + k->step.nout, false };

	if (!result_get(&k->result, b, &r->mem))
		return false;
	k->result.summary.unit = unit;
	k->result.summary.shown = r->k[unit].shown;
	return true;
}

static bool files_are_same(struct rounds *r, const struct step *s, bool over_limit)
{
	uint32_t i;

	for (i = 0; i < s->nfiles; i++) {
		uint64_t now = store_content(r->o->store, s->files[i].file), was = 0;

		if (over_limit)
			was = r->o->was(store_file_name(r->o->store, s->files[i].file), r->o->arg);
		if ((was ? was : now) != s->files[i].content)
			return false;
	}
	return true;
}

void steps_load(struct rounds *r, size_t unit)
{
	struct unit *u = &r->unit[unit];
	step_list found = { 0 };
	size_t i;

	for (i = 0; i < u->steps.n; i++)
		if (u->steps.data[i]->own)
			vec_push(&r->retired, u->steps.data[i]->own);
	u->steps.n = 0;
	store_steps(r->o->store, r->k[unit].shown, u->key, &r->mem, &found);
	for (i = 0; i < found.n; i++) {
		struct known *k = arena_new(&r->mem, struct known);

		k->step = *found.data[i];
		if (files_are_same(r, &k->step, u->over_limit) && step_decode(r, k, unit))
			vec_push(&u->steps, k);
	}
	vec_free(&found);
}

static void can_answer(const char *name, bool is_member, void *arg)
{
	enum question_kind kind = is_member ? ASK_MEMBER : ASK_FUNCTION;
	answer_list *list = arg;

	for (;; kind = ASK_RELEVANT) {
		struct answerable x = { question_hash(kind, name), name, kind };

		vec_push(list, x);
		if (kind != ASK_FUNCTION)
			break;
	}
}

static int compare_answerable(const void *a, const void *b)
{
	const struct answerable *x = a, *y = b;

	return (x->question > y->question) - (x->question < y->question);
}

void answers_now(struct rounds *r, answer_list *out)
{
	linkage_each_answer(r->linkage, can_answer, out);
	if (out->n)
		qsort(out->data, out->n, sizeof(*out->data), compare_answerable);
}

const struct answerable *answer_to(const answer_list *list, uint64_t question)
{
	struct answerable key = { .question = question };

	return list->n ? bsearch(&key, list->data, list->n, sizeof(key), compare_answerable) : NULL;
}

uint64_t answer_now(struct rounds *r, const answer_list *list, uint64_t question, size_t unit)
{
	const struct answerable *x = answer_to(list, question);
	uint64_t hash;

	if (!x)
		return 0;
	if (x->kind == ASK_MEMBER)
		return target_answer(linkage_target(r->linkage, x->name));
	linkage_find(r->linkage, x->name, x->kind == ASK_RELEVANT, unit, &hash);
	return hash;
}

static bool answers_are_same(struct rounds *r, const struct known *k, const answer_list *list)
{
	uint32_t i;

	for (i = 0; i < k->step.nanswers; i++)
		if (answer_now(r, list, k->step.answers[i].question, k->result.summary.unit) !=
		    k->step.answers[i].answer)
			return false;
	return true;
}

/* --- the valid step --------------------------------------------------------------------- */

void step_settle(struct rounds *r, struct unit *u, struct known *k)
{
	u->chosen = k;
	r->warnings += k->result.warnings;
	r->warnings -= u->warnings;
	u->warnings = k->result.warnings;
}

bool step_choose(struct rounds *r, struct unit *u, const answer_list *list)
{
	size_t j;

	u->chosen = NULL;
	for (j = 0; j < u->steps.n && !u->chosen; j++)
		if (answers_are_same(r, u->steps.data[j], list))
			step_settle(r, u, u->steps.data[j]);
	if (!u->chosen && u->over_limit && u->steps.n)
		step_settle(r, u, vec_last(&u->steps));
	return u->chosen;
}

/* --- steps from workers ------------------------------------------------------------------- */

static bool read_files(struct rounds *r, struct bytes *b, struct step *s, struct arena *mem, bool *keep)
{
	uint32_t i;

	s->nfiles = get_count(b);
	s->files = arena_array(mem, struct step_file, s->nfiles);
	for (i = 0; i < s->nfiles; i++) {
		const char *path = get_str(b, mem);
		uint64_t stamp = get_uint(b);

		if (b->bad || !path)
			return false;
		s->files[i].file = store_file(r->o->store, path);
		s->files[i].content = store_content(r->o->store, s->files[i].file);
		/* a file that changed between parsing and hashing: don't store the step */
		*keep &= store_content_is_of(r->o->store, s->files[i].file, stamp);
	}
	return true;
}

bool step_read(struct rounds *r, struct bytes *b, struct step *s, struct arena *files, bool *keep)
{
	struct bytes x;

	*keep = true;
	if (!read_files(r, b, s, files, keep))
		return false;
	*keep &= (bool)get_uint(b);
	x = get_blob(b);
	s->nanswers = (uint32_t)((size_t)(x.end - x.p) / sizeof(*s->answers));
	s->answers = arena_dup(&r->mem, x.p, (size_t)(x.end - x.p));
	return !b->bad;
}

/*
 * Frees the unit's steps from earlier rounds: they are in the store, and every forked worker would
 * inherit them.
 */
static void drop_outdated(struct unit *u)
{
	size_t i, kept = 0;

	for (i = 0; i < u->steps.n; i++) {
		struct known *k = u->steps.data[i];

		if (k->own && k != u->chosen)
			free(k->own);
		else
			u->steps.data[kept++] = k;
	}
	u->steps.n = kept;
}

static void drop_retired(struct rounds *r)
{
	while (r->retired.n)
		free(r->retired.data[--r->retired.n]);
}

void steps_drop_outdated(struct rounds *r)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (r->unit[i].chosen)
			drop_outdated(&r->unit[i]);
	drop_retired(r);
}

void steps_free(struct rounds *r)
{
	size_t i, j;

	for (i = 0; i < r->n; i++) {
		for (j = 0; j < r->unit[i].steps.n; j++)
			free(r->unit[i].steps.data[j]->own);
		vec_free(&r->unit[i].steps);
	}
	drop_retired(r);
	vec_free(&r->retired);
}
