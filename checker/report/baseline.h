/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Baselines: a file of fingerprints of known findings, to tell new findings from old ones.
 *
 * The format is JSON, one finding per line and sorted, so that diffs are readable. The members are
 * those of the JSON report, and a JSON report can be used as a baseline too (docs/suppression.md).
 * A finding matches an entry by fingerprint; after a rename of its file, by the fingerprint that it
 * had under the old name.
 */
#ifndef PAGECK_BASELINE_H
#define PAGECK_BASELINE_H

#include "report/report.h"
#include "util/output.h"

struct baseline;

/* Reads a baseline into the arena of `f`, which also frees it. NULL after error(). */
struct baseline *baseline_open(const char *path, struct findings *f);
/* Matches all findings; findings_finish() must have sorted them. */
void baseline_match(struct baseline *b, struct findings *f, const struct suppress_options *o);
/* Did the finding match an entry? Each entry matches one finding. */
bool baseline_has(const struct baseline *b, const struct finding *x);
/*
 * Lists unmatched entries: in f->absent when this run analysed their place, else in f->elsewhere.
 */
void baseline_absent(struct baseline *b, struct findings *f, const struct suppress_options *o);
void baseline_close(struct baseline *b);

/*
 * Writes a new baseline of the findings that are shown, those that only the old baseline
 * suppresses, and f->elsewhere; then calls output_end(). `commit` may be NULL. 0, or -1 after
 * error().
 */
int baseline_write(struct output *to, const struct findings *f, const struct report_options *r,
		   const struct suppress_options *o, const char *commit);

#endif
