/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one place that decides whether a finding is shown, for every format.
 */
#ifndef PAGECK_SUPPRESS_H
#define PAGECK_SUPPRESS_H

#include "report/report.h"
#include "report/source.h"

/*
 * Sets x->suppressed and x->suppress_reason from a comment at the finding's
 * line, or from one that stands alone right above it:
 *
 *	pageck: ignore RULE[, RULE...]: reason
 *
 * A missing reason still suppresses, and is a warning().
 */
void suppress(struct finding *x, struct source_cache *sources, struct arena *mem);

#endif
