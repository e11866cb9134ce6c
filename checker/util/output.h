/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Output files that the user names, replaced atomically.
 *
 * output_open() checks at the start of a run that the file can be written. The old file stays until
 * the new one is complete: the new content goes to a temporary file beside it, which is renamed at
 * the end. Permissions are kept. A symbolic link is kept as well, and the file that it points to is
 * replaced. Anything but a regular file (a pipe, a terminal, /dev/null) is opened at the start and
 * written directly. "-", /dev/stdout and the like are the descriptors of this process.
 *
 * The caller owns a struct output; output_end() or output_drop() releases what it holds.
 */
#ifndef PAGECK_OUTPUT_H
#define PAGECK_OUTPUT_H

#include "util/util.h"

struct output {
	const char *name;	/* as the user gave it; NULL: standard output */
	const char *what;	/* names standard output in messages: "the report" */
	char *target;		/* the regular file to replace; NULL: `f` is written directly */
	char *part;		/* the temporary file beside it; NULL: none can be made there */
	FILE *f;
	unsigned mode;		/* permissions of the file */
	bool blocked;		/* signals are blocked, while the temporary file exists */
};

/* `name` NULL or "-": standard output. -1 after error() when it can't be written. */
int output_open(struct output *o, const char *name, const char *what);
/*
 * The stream to write to; NULL after error(). Signals are blocked until output_end(), so call that
 * soon.
 */
FILE *output_begin(struct output *o);
/* Completes the file. -1 after error(); the old file is unchanged then. */
int output_end(struct output *o);
/* Abandons the new content. Does nothing after output_end(). */
void output_drop(struct output *o);

#endif
