/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings that are known: a file of their fingerprints, to tell new ones.
 *
 * JSON, one finding a line, sorted: a diff of it reads like a list of what changed. Its
 * members are those of the JSON report, which is as good a baseline (docs/suppression.md).
 * A finding is found again by its fingerprint; if its file has another name now, by the
 * fingerprint it had under the old one.
 */
#ifndef PAGECK_BASELINE_H
#define PAGECK_BASELINE_H

#include "report/report.h"
#include "util/output.h"

struct baseline;

/* What it reads goes into the arena of `f`. NULL after error(). */
struct baseline *baseline_open(const char *path, struct findings *f);
/* Looks for each of a list that findings_finish() has sorted. */
void baseline_match(struct baseline *b, struct findings *f, const struct suppress_options *o);
/* Was it found? An entry is found once. */
bool baseline_has(const struct baseline *b, const struct finding *x);
/* What was not found again: to f->absent where it would have been, else to f->elsewhere. */
void baseline_absent(struct baseline *b, struct findings *f, const struct suppress_options *o);
void baseline_close(struct baseline *b);

/*
 * Writes what is shown, what only the baseline silences, and what it has elsewhere, and
 * ends `to`. `commit` may be NULL. 0, or -1 after error().
 */
int baseline_write(struct output *to, const struct findings *f, const struct report_options *r,
		   const struct suppress_options *o, const char *commit);

#endif
