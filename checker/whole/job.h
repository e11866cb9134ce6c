/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Analyses one unit as a worker's job, and records what it asked about other units. The worker
 * knows what its parent knew when the round began; the result is returned as bytes.
 */
#ifndef PAGECK_JOB_H
#define PAGECK_JOB_H

#include "whole/ir_cache.h"
#include "whole/linkage.h"
#include "unit/analyse.h"

struct job_options {
	const struct kbuild_unit *units;
	const struct analyse_options *analyse;	/* links, file and keep are set by job_unit() */
	const struct linkage *linkage;
	const struct kept *kept;		/* IR of units parsed in this run */
	/* number of units in this run that could share its precompiled header */
	unsigned sharing;
};

/*
 * Analyses the unit and appends to `out`, in this order: the files that were read, with stamps;
 * whether these stamps are reliable; the answers that it used, a blob of struct step_answer sorted
 * by question; whether the analysis succeeded; a blob for result_get(); a blob for ir_cache_put(),
 * empty unless the unit was parsed.
 */
void job_unit(const struct job_options *o, size_t unit, struct strbuf *out);
/* Analyses the unit for a question of `pageck why` and appends the answer. Nothing is cached. */
void job_probe(const struct job_options *o, size_t unit, const struct unit_probe *probe,
		   struct strbuf *out);

/* --- questions: what an analysis needs to know of other units ----------------------------- */

enum question_kind { ASK_FUNCTION, ASK_RELEVANT, ASK_MEMBER };

uint64_t question_hash(enum question_kind kind, const char *name);
/* The answer to ASK_MEMBER: a hash of the function that the member points to; 0 for NULL. */
uint64_t target_answer(const char *function);

/* --- results ------------------------------------------------------------------------------ */

struct unit_result {
	struct bytes findings;		/* serialized by report/wire.h */
	unsigned warnings;		/* number of warnings among them */
	struct unit_summary summary;		/* without the unit's number and name */
};

/* Decodes a result; false when the bytes are malformed. Pointers lead into `mem` or the bytes. */
bool result_get(struct unit_result *r, struct bytes b, struct arena *mem);

#endif
