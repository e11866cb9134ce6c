/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Decides which findings are suppressed, for all formats: by comments in the source, the table in
 * .pageck.yaml, and the baseline, in this order.
 */
#ifndef PAGECK_SUPPRESS_H
#define PAGECK_SUPPRESS_H

#include "report/report.h"

/*
 * Reads the table and the baseline, so that errors in them are reported before the analysis begins.
 * Put the result into o->opened; suppress_findings() frees it. `f` is the list that will be passed
 * to that. NULL after error().
 */
struct suppressions *suppress_open(struct findings *f, const struct suppress_options *o);
void suppress_close(struct suppressions *s);
/*
 * Sets `suppressed`, `suppress_reason` and `state` of every finding, f->absent, f->remarks and the
 * counts in f->stats. 0, or -1 after error().
 */
int suppress_findings(struct findings *f, const struct suppress_options *o);
/* For reports: "comment", "baseline", "config". */
const char *suppressed_by_name(enum suppressed_by by);
/* For reports: "new", "unchanged", "absent". */
const char *baseline_state_name(enum baseline_state state);

#endif
