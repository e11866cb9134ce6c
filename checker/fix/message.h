/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The log of a commit that has a fix, as Documentation/process/researcher-guidelines.rst asks
 * for it: what is wrong, how it is reached, what it does, how it was found and on which
 * version, what was changed, what was and wasn't tested. What pageck can't know stands in
 * brackets, for whoever sends the patch; so does their Signed-off-by.
 */
#ifndef PAGECK_MESSAGE_H
#define PAGECK_MESSAGE_H

#include "report/report.h"

struct message {
	const struct finding *x;	/* as it was before the fix */
	const char *what;		/* of the proposal: "puts 'pgmap' before the return" */
	const char *diff;
	unsigned added, gone;		/* lines */
	unsigned units;			/* that were analysed again with the fix */
	const char *tree, *docs;	/* as in report_options; or NULL */
	const char *author;		/* "Name <mail>"; NULL: not known */
	const char *fixes;		/* "0123456789ab (\"subject\")"; NULL: not known */
	const char *why_no_fixes;	/* then; or NULL */
	unsigned number, total;		/* of the series */
};

/* A mail that `git am` takes. */
void message_mail(struct strbuf *out, const struct message *m);

#endif
