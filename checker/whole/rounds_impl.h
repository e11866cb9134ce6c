/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the rounds (rounds.h) share: rounds.c, steps.c, limit.c. */
#ifndef PAGECK_ROUNDS_IMPL_H
#define PAGECK_ROUNDS_IMPL_H

#include "whole/job.h"
#include "whole/linkage.h"
#include "whole/rounds.h"
#include "whole/text_index.h"
#include "util/bytes.h"

/* A step with what came of it. */
struct known {
	struct step step;
	struct unit_result result;
	char *own;			/* step.out, when it was made in this run: to be freed */
};

struct unit {
	bool failed;			/* listed as not analysed: not tried again in this run */
	bool moved;			/* others say the same from other lines: what was found stays true */
	bool over_limit;			/* over the limit: what was true before has to do */
	uint64_t arguments, key;	/* key: of `steps` */
	VEC(struct known *) steps;	/* that were ever made of it with this key */
	struct known *chosen;		/* that holds in this round */
	unsigned warnings;		/* of the last one that held */
	uint64_t sharing;		/* front_shared_key(), once it was to be analysed */
};

struct rounds {
	const struct rounds_options *o;
	const struct kbuild_unit *k;
	size_t n;
	struct unit *unit;
	bool *active;			/* which of them are analysed */
	struct arena mem;
	struct sources *sources;
	struct linkage *linkage;
	struct kept *kept;
	uint64_t config_hash;
	int64_t started;
	VEC(size_t) jobs;		/* units to analyse in this round */
	VEC(struct sharing {
		uint64_t key;
		unsigned units;
	}) sharing;			/* how many of those analysed so far could share a header */
	VEC(char *) retired;		/* what the units said last may still point there */
	size_t done, warnings, others;	/* others: analysed, and not touched */
	unsigned round;
	struct findings *out;
	struct findings lost;		/* units that could not be analysed */
};

/* --- steps.c: what is known of a unit, and whether it holds ------------------------------ */

/* What can be answered now, by the hash of the question. */
struct answerable {
	uint64_t question;
	const char *name;
	enum question_kind kind;
};

typedef VEC(struct answerable) answer_list;

/* All that units could be told now. vec_free() it. */
void answers_now(struct rounds *r, answer_list *out);
const struct answerable *answer_to(const answer_list *list, uint64_t question);
/* What the unit would be told, as a hash; 0: nothing. */
uint64_t answer_now(struct rounds *r, const answer_list *list, uint64_t question, size_t unit);

/* Splits a step's result; false when it isn't one. */
bool step_decode(struct rounds *r, struct known *k, size_t unit);
/*
 * What a worker read and asked for its result; the files are in an arena of their own, as
 * nobody asks for them once the store has the step. keep: the store may have it.
 */
bool step_read(struct rounds *r, struct bytes *b, struct step *s, struct arena *files, bool *keep);
/* What came of the unit is this, as far as is known now. */
void step_settle(struct rounds *r, struct unit *u, struct known *k);
/* Settles on a step that was told what it would be told now; false: there is none. */
bool step_choose(struct rounds *r, struct unit *u, const answer_list *list);
/* The steps from earlier runs that were made of what is there now. */
void steps_load(struct rounds *r, size_t unit);
/* Once nothing points to what units said in the round before. */
void steps_drop_outdated(struct rounds *r);
void steps_free(struct rounds *r);

/* --- limit.c: a run that may analyse so many units and no more ----------------------------- */

/* Would it be more? */
bool limit_refuse(struct rounds *r);
/* The units over the limit keep what was true of them before. */
void limit_apply(struct rounds *r, const answer_list *list);
/* For the run that follows. */
void limit_save(struct rounds *r);

#endif
