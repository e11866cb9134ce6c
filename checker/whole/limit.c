/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Limits how many units a run analyses when it compares two states of a tree. Units beyond the
 * limit keep their earlier results. So do units whose answers from other units differ only in line
 * numbers.
 */
#include "whole/rounds_impl.h"

#include <stdlib.h>

static uint64_t meaning_was(const struct rounds_memory *m, uint64_t hash)
{
	size_t i;

	for (i = 0; i < m->said.n; i++)
		if (m->said.data[i].hash == hash)
			return m->said.data[i].meaning;
	return 0;
}

/* Does the answer to the question differ at most in line numbers? */
static bool means_the_same(struct rounds *r, const answer_list *list, const struct step_answer *old, size_t unit)
{
	const struct answerable *x = answer_to(list, old->question);
	uint64_t now = answer_now(r, list, old->question, unit), was, hash;
	const struct flow_export *e;

	if (now == old->answer)
		return true;
	was = meaning_was(r->o->memory, old->answer);
	if (!was || !now || !x || x->kind == ASK_MEMBER)
		return false;
	e = linkage_find(r->linkage, x->name, x->kind == ASK_RELEVANT, unit, &hash);
	return e && export_meaning(e) == was;
}

/* True when that holds for all answers, so the unit's earlier findings are still right. */
static bool only_moved(struct rounds *r, size_t unit, const answer_list *list)
{
	struct unit *u = &r->unit[unit];
	size_t j;
	uint32_t i;

	for (j = 0; r->o->memory && j < u->steps.n; j++) {
		const struct step *s = &u->steps.data[j]->step;

		for (i = 0; i < s->nanswers && means_the_same(r, list, &s->answers[i], unit); i++)
			;
		if (i == s->nanswers) {
			step_settle(r, u, u->steps.data[j]);
			store_keep_step(r->o->store, s);
			u->moved = true;
			return true;
		}
	}
	return false;
}

void limit_save(struct rounds *r)
{
	size_t i, j;

	for (i = 0; i < r->n; i++) {
		const struct known *k = r->unit[i].chosen;

		for (j = 0; k && r->o->touched(i, r->o->arg) && j < k->result.summary.nexports; j++)
			vec_push(&r->o->memory->said, ((struct rounds_said){
				linkage_hash(&k->result.summary.exports[j]), export_meaning(&k->result.summary.exports[j]) }));
	}
}

static void freeze_one(struct rounds *r, size_t unit, const answer_list *list)
{
	struct unit *u = &r->unit[unit];

	*r->o->left_out += !u->over_limit;
	u->over_limit = true;
	steps_load(r, unit);
	if (step_choose(r, u, list))
		store_keep_step(r->o->store, &u->chosen->step);
	else
		r->active[unit] = false;
}

void limit_apply(struct rounds *r, const answer_list *list)
{
	VEC(size_t) kept = { 0 }, far = { 0 };
	size_t i;

	for (i = 0; i < r->jobs.n; i++) {
		size_t unit = r->jobs.data[i];

		if (r->o->touched(unit, r->o->arg))
			vec_push(&kept, unit);
		else if (only_moved(r, unit, list))
			continue;
		else if (r->others < r->o->limit && r->o->near(unit, r->o->arg))
			vec_push(&kept, (r->others++, unit));
		else
			vec_push(&far, unit);
	}
	for (i = 0; i < far.n; i++)
		if (r->others < r->o->limit)
			vec_push(&kept, (r->others++, far.data[i]));
		else
			freeze_one(r, far.data[i], list);
	r->jobs.n = 0;
	for (i = 0; i < kept.n; i++)
		vec_push(&r->jobs, kept.data[i]);
	vec_free(&kept);
	vec_free(&far);
}

bool limit_refuse(struct rounds *r)
{
	size_t i, n = 0;

	if (!r->o->limit || r->o->was || r->round > 1)
		return false;
	for (i = 0; i < r->jobs.n; i++)
		n += !r->o->touched(r->jobs.data[i], r->o->arg);
	return n > r->o->limit;
}
