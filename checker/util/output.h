/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A file that the user names for what a run finds out.
 *
 * It is checked when the run begins, and it is the old file until the new one is
 * whole: that is written beside it, and renamed. Permissions stay; a symbolic link
 * stays, and what it leads to is replaced. What is no regular file (a pipe, a
 * terminal, /dev/null) is opened at once and written to. "-", /dev/stdout and so on
 * are the descriptors that the process has.
 *
 * A struct output belongs to its caller; output_end() or output_drop() closes it.
 */
#ifndef PAGECK_OUTPUT_H
#define PAGECK_OUTPUT_H

#include "util/util.h"

struct output {
	const char *name;	/* the user's; NULL: standard output */
	const char *what;	/* for messages about standard output: "the report" */
	char *target;		/* the regular file to replace; NULL: `f` is the real thing */
	char *part;		/* beside it, while it is written; NULL: there is no room beside it */
	FILE *f;
	unsigned mode;		/* of the file */
	bool blocked;		/* signals, while there is a part */
};

/* `name` NULL or "-": standard output. -1 after error(): it can't be written. */
int output_open(struct output *o, const char *name, const char *what);
/* Where to write; NULL after error(). To be followed by output_end() without delay. */
FILE *output_begin(struct output *o);
/* -1 after error(): then the old file is still there. */
int output_end(struct output *o);
/* Gives up; may be called after output_end(), too. */
void output_drop(struct output *o);

#endif
