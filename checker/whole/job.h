/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One analysis of one unit among others: what it asks of them, and what it says. It runs in a
 * worker, which knows what its parent knew when the round began, and answers in bytes.
 */
#ifndef PAGECK_JOB_H
#define PAGECK_JOB_H

#include "whole/ir_cache.h"
#include "whole/linkage.h"
#include "unit/analyse.h"

struct job_options {
	const struct kbuild_unit *units;
	const struct analyse_options *analyse;	/* links, file and keep are set here */
	const struct linkage *linkage;
	const struct kept *kept;		/* units that were parsed in this run */
	unsigned sharing;			/* units of this run that could share this one's header */
};

/*
 * Analyses the unit and appends: the files that were read, each with its stamp; whether they
 * were old enough to be relied on; the answers that it got, a blob of struct step_answer by
 * question; whether it could be analysed; a blob for result_get(); one for ir_cache_put(), empty
 * unless it was parsed.
 */
void job_unit(const struct job_options *o, size_t unit, struct strbuf *out);
/* Analyses it for a question and appends the answer. Nothing is kept of it. */
void job_probe(const struct job_options *o, size_t unit, const struct unit_probe *probe,
		   struct strbuf *out);

/* --- questions: what of other units an analysis depends on ------------------------------- */

enum question_kind { ASK_FUNCTION, ASK_RELEVANT, ASK_MEMBER };

uint64_t question_hash(enum question_kind kind, const char *name);
/* The answer to ASK_MEMBER: a hash of the function it points to; NULL: 0. */
uint64_t target_answer(const char *function);

/* --- what came of it ---------------------------------------------------------------------- */

struct unit_result {
	struct bytes findings;		/* report/wire.h */
	unsigned warnings;		/* among them */
	struct unit_summary summary;		/* but for the unit and its name */
};

/* False when the bytes are none. What it points to is in `mem` or in the bytes. */
bool result_get(struct unit_result *r, struct bytes b, struct arena *mem);

#endif
