/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one place that decides whether a finding is shown, for every format: comments
 * in the source, the table of .pageck.yaml, the baseline, in this order.
 */
#ifndef PAGECK_SUPPRESS_H
#define PAGECK_SUPPRESS_H

#include "report/report.h"

/*
 * The table and the baseline, read. What is to be silenced can be refused before
 * anything is analysed: then o->opened is what suppress_open() gives, and suppress_findings()
 * closes it. `f`: the list that it will be asked about. NULL after error().
 */
struct suppressions *suppress_open(struct findings *f, const struct suppress_options *o);
void suppress_close(struct suppressions *s);
/*
 * Sets suppressed, suppress_reason and state of every finding, f->absent, f->remarks
 * and the counts in f->stats. 0, or -1 after error().
 */
int suppress_findings(struct findings *f, const struct suppress_options *o);
/* "comment", "baseline", "config". */
const char *suppressed_by_name(enum suppressed_by by);
/* "new", "unchanged", "absent". */
const char *baseline_state_name(enum baseline_state state);

#endif
