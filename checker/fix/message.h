/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes the commit message for a fix, as Documentation/process/researcher-guidelines.rst requires:
 * the problem, how it is reached, its effect, how it was found and in which version, the change,
 * and what was and wasn't tested. What pageck can't know is left in brackets for the sender to fill
 * in, and so is the Signed-off-by.
 */
#ifndef PAGECK_MESSAGE_H
#define PAGECK_MESSAGE_H

#include "report/report.h"

struct message {
	const struct finding *x;	/* the finding before the fix */
	const char *what;		/* proposal.what: "puts 'pgmap' before the return" */
	const char *diff;
	unsigned added, gone;		/* numbers of lines */
	unsigned units;			/* number of units analysed with the fix */
	const char *tree, *docs;	/* as in report_options; or NULL */
	const char *author;		/* "Name <mail>"; NULL: unknown */
	const char *fixes;		/* "0123456789ab (\"subject\")"; NULL: unknown */
	const char *why_no_fixes;	/* reason, when fixes is NULL; or NULL */
	unsigned number, total;		/* position in the series */
};

/* Appends a mail that `git am` accepts. */
void message_mail(struct strbuf *out, const struct message *m);

#endif
