/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Interfaces between the files that implement rounds.h: rounds.c, steps.c, limit.c. */
#ifndef PAGECK_ROUNDS_IMPL_H
#define PAGECK_ROUNDS_IMPL_H

#include "whole/job.h"
#include "whole/linkage.h"
#include "whole/rounds.h"
#include "whole/text_index.h"
#include "util/bytes.h"

/* A step with its decoded result. */
struct known {
	struct step step;
	struct unit_result result;
	/* step.out if it was allocated in this run, to free(); else NULL */
	char *own;
};

struct unit {
	bool failed;			/* could not be analysed; not tried again in this run */
	/* its inputs changed only in line numbers: the earlier findings are kept */
	bool moved;
	bool over_limit;			/* over the limit: the earlier result is kept */
	uint64_t arguments, key;	/* hash of arguments; key of `steps` */
	VEC(struct known *) steps;	/* all steps with this key */
	struct known *chosen;		/* the step that is valid in this round; or NULL */
	unsigned warnings;		/* of the last valid step */
	/* front_shared_key(), set when the unit is first analysed */
	uint64_t sharing;
};

struct rounds {
	const struct rounds_options *o;
	const struct kbuild_unit *k;
	size_t n;
	struct unit *unit;
	bool *active;			/* by unit: takes part in the analysis */
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
	/* by precompiled header: units analysed so far that could share it */
	}) sharing;
	VEC(char *) retired;		/* old results that exports may still point into */
	size_t done, warnings, others;	/* others: units analysed that are not touched */
	unsigned round;
	struct findings *out;
	struct findings lost;		/* units that could not be analysed */
};

/* --- steps.c: steps of a unit, and which one is valid -------------------------------------- */

/* A question that can be answered in this round, by hash. */
struct answerable {
	uint64_t question;
	const char *name;
	enum question_kind kind;
};

typedef VEC(struct answerable) answer_list;

/* Lists all questions that can be answered now. vec_free() it. */
void answers_now(struct rounds *r, answer_list *out);
const struct answerable *answer_to(const answer_list *list, uint64_t question);
/* Hash of the answer that the unit would get now; 0: nothing is known. */
uint64_t answer_now(struct rounds *r, const answer_list *list, uint64_t question, size_t unit);

/* Decodes a step's result; false when it is malformed. */
bool step_decode(struct rounds *r, struct known *k, size_t unit);
/*
 * Reads the files and answers in front of a worker's result into *s. The files are in an arena of
 * their own, as they aren't needed after the step is stored. Sets keep: the step may be stored.
 */
bool step_read(struct rounds *r, struct bytes *b, struct step *s, struct arena *files, bool *keep);
/* Makes the step the unit's current one. */
void step_settle(struct rounds *r, struct unit *u, struct known *k);
/* Chooses a step whose answers are those that the unit would get now; false: there is none. */
bool step_choose(struct rounds *r, struct unit *u, const answer_list *list);
/* Loads the unit's steps from earlier runs whose files are unchanged. */
void steps_load(struct rounds *r, size_t unit);
/* Frees steps and results of earlier rounds. Call when no export points into them any more. */
void steps_drop_outdated(struct rounds *r);
void steps_free(struct rounds *r);

/* --- limit.c: limiting the number of units --------------------------------------------------- */

/* Would this round exceed the limit? */
bool limit_refuse(struct rounds *r);
/* Gives units over the limit their earlier results. */
void limit_apply(struct rounds *r, const answer_list *list);
/* Saves exports in o->memory, for the next run. */
void limit_save(struct rounds *r);

#endif
