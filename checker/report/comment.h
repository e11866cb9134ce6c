/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Suppression by a comment, on the finding's line or on lines of its own directly above:
 *
 *   pageck: ignore RULE[, RULE...]: reason
 *
 * Without a reason it still suppresses, but is reported as a remark.
 */
#ifndef PAGECK_COMMENT_H
#define PAGECK_COMMENT_H

#include "report/report.h"
#include "report/source.h"

/* State of one run over a list of findings. Zeroed except for f, o and sources.root. */
struct comments {
	struct findings *f;
	const struct suppress_options *o;
	struct source_cache sources;
	struct table used; /* "FILE:LINE:RULE" of each comment that suppressed something */
};

/*
 * The reason of the comment that suppresses the finding; "" without a reason; NULL: no such
 * comment. In f's arena.
 */
const char *comment_reason(struct comments *c, const struct finding *x);
/* Adds a remark for each rule in a comment that suppressed nothing, in files that were analysed. */
void comments_unused(struct comments *c);
void comments_free(struct comments *c);

#endif
