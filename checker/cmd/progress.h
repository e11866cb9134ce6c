/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line on a terminal that says how far a run is; nothing anywhere else. */
#ifndef PAGECK_PROGRESS_H
#define PAGECK_PROGRESS_H

#include "util/util.h"

struct progress {
	bool shown;		/* standard error is a terminal and make isn't running us */
	double start, drawn;
	char what[24];		/* that goes on */
};

void progress_start(struct progress *p);
/* A phase without a count: "collecting compile commands". */
void progress_phase(struct progress *p, const char *what);
/*
 * `what`: "round 2" of an audit, an engine. Its rate is its own. `findings` so far, or
 * PROGRESS_UNCOUNTED.
 */
#define PROGRESS_UNCOUNTED	SIZE_MAX
void progress_step(struct progress *p, const char *what, size_t done, size_t total, size_t findings);
void progress_round(struct progress *p, unsigned round, size_t done, size_t total, size_t findings);
void progress_clear(struct progress *p);

#endif
