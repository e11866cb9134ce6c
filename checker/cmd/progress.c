/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/progress.h"

#include "cmd/cmd.h"
#include "unit/analyse.h"
#include "cmd/paths.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REDRAW	0.1	/* minimal time between updates, in seconds */

void progress_start(struct progress *p)
{
	const char *term = getenv("TERM");

	/* needs a terminal that can return to the start of a line; not colour */
	p->shown = is_interactive(STDERR_FILENO) && term && strcmp(term, "dumb");
	p->start = now_seconds();
	p->drawn = 0;
}

void progress_phase(struct progress *p, const char *what)
{
	struct strbuf b = { 0 };

	if (!p->shown)
		return;
	strbuf_add_escaped(&b, what);
	fprintf(stderr, "\r\033[K%s", strbuf_str(&b));
	fflush(stderr);
	strbuf_free(&b);
}

void progress_step(struct progress *p, const char *what, size_t done, size_t total, size_t findings)
{
	double now = now_seconds(), taken, rate;

	if (!p->shown)
		return;
	if (strncmp(what, p->what, sizeof(p->what) - 1) != 0) {
		snprintf(p->what, sizeof(p->what), "%s", what);
		p->start = now;
	} else if (now - p->drawn < REDRAW && done < total) {
		return;
	}
	p->drawn = now;
	taken = now - p->start;
	rate = done && taken > 0 ? (double)done / taken : 0;
	fprintf(stderr, "\r\033[K%s: %zu/%zu units, %.0f/s", p->what, done, total, rate);
	if (rate > 0 && done < total)
		fprintf(stderr, ", %.0f s left", (double)(total - done) / rate);
	if (findings != PROGRESS_UNCOUNTED)
		fprintf(stderr, ", %zu finding%s so far", findings, findings == 1 ? "" : "s");
	fflush(stderr);
}

void progress_round(struct progress *p, unsigned round, size_t done, size_t total, size_t findings)
{
	char what[sizeof(p->what)];

	snprintf(what, sizeof(what), "round %u", round);
	progress_step(p, what, done, total, findings);
}

void progress_clear(struct progress *p)
{
	if (p->shown)
		fputs("\r\033[K", stderr);
}
