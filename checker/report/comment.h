/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Suppression by a comment, at the finding's line or alone right above it:
 *
 *	pageck: ignore RULE[, RULE...]: reason
 *
 * One without a reason suppresses all the same, and is a remark.
 */
#ifndef PAGECK_COMMENT_H
#define PAGECK_COMMENT_H

#include "report/report.h"
#include "report/source.h"

/* Zeroed but for f, o and sources.root: nothing was used yet. */
struct comments {
	struct findings *f;
	const struct suppress_options *o;
	struct source_cache sources;
	struct table used; /* "FILE:LINE:RULE" that silenced something */
};

/* Why a comment silences the finding, "" without a reason; NULL: none does. */
const char *comment_reason(struct comments *c, const struct finding *x);
/* A remark for each rule of a comment that silenced nothing, in files that were analysed. */
void comments_unused(struct comments *c);
void comments_free(struct comments *c);

#endif
