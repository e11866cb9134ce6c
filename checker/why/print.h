/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `pageck why` found out, and how it is printed. */
#ifndef PAGECK_PRINT_H
#define PAGECK_PRINT_H

#include "why/answer.h"
#include "report/report.h"

enum why_verdict {
	WHY_REPORTED,		/* a warning stands on the line */
	WHY_NOTE,		/* a note: shown with --all */
	WHY_SUPPRESSED,
	WHY_SILENT,		/* analysed, and there is nothing to report */
	WHY_NOT_ANALYSED,	/* pageck doesn't look there: `because` says why */
};

struct why {
	const char *file;	/* as findings have it */
	unsigned line, col;
	const char *source;	/* the line's text, or NULL */
	const char *unit;	/* the unit it was seen in; NULL: no parse was needed */
	enum why_verdict verdict;
	struct answer answer;
	struct findings *found;	/* of all that was analysed, finished */
};

/* Sets the verdict. */
void why_judge(struct why *w);
void why_text(FILE *out, const struct why *w, const struct report_options *o);
void why_json(FILE *out, const struct why *w);

#endif
