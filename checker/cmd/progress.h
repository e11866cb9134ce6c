/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A progress line on a terminal; does nothing elsewhere. The caller owns the struct and clears the
 * line by progress_clear().
 */
#ifndef PAGECK_PROGRESS_H
#define PAGECK_PROGRESS_H

#include "util/util.h"

struct progress {
	bool shown;		/* standard error is a terminal and no make is running us */
	double start, drawn;
	char what[24];		/* the current phase */
};

void progress_start(struct progress *p);
/* Begins a phase without a count: "collecting compile commands". */
void progress_phase(struct progress *p, const char *what);
/*
 * Updates the count of a phase, "round 2" or an engine; the rate is measured per phase. `findings`:
 * their number so far, or PROGRESS_UNCOUNTED.
 */
#define PROGRESS_UNCOUNTED	SIZE_MAX
void progress_step(struct progress *p, const char *what, size_t done, size_t total, size_t findings);
void progress_round(struct progress *p, unsigned round, size_t done, size_t total, size_t findings);
void progress_clear(struct progress *p);

#endif
