/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decides the verdict of `pageck why` and prints the answer. */
#ifndef PAGECK_PRINT_H
#define PAGECK_PRINT_H

#include "why/answer.h"
#include "report/report.h"

enum why_verdict {
	WHY_REPORTED,		/* there is a warning on the line */
	WHY_NOTE,		/* a note: shown with --all */
	WHY_SUPPRESSED,
	WHY_SILENT,		/* analysed, and nothing is reported */
	WHY_NOT_ANALYSED,	/* pageck doesn't analyse it: `because` says why */
};

struct why {
	const char *file;	/* named as in findings */
	unsigned line, col;
	const char *source;	/* the line's text, or NULL */
	const char *unit;	/* the unit that was analysed; NULL: no parse was needed */
	enum why_verdict verdict;
	struct answer answer;
	struct findings *found;	/* all findings of the run, after findings_finish() */
};

/* Sets w->verdict. */
void why_judge(struct why *w);
void why_text(FILE *out, const struct why *w, const struct report_options *o);
void why_json(FILE *out, const struct why *w);

#endif
