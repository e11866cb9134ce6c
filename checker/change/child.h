/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A program that is run, given something and heard out, within bounds.
 *
 * What goes in and what comes out is moved as either side is ready for it, so that
 * neither waits for the other. One that says too much or takes too long is killed.
 */
#ifndef PAGECK_CHILD_H
#define PAGECK_CHILD_H

#include "util/util.h"

#define CHILD_COMPLAINS	((size_t)1 << 16)	/* bytes on its standard error; more are dropped */
#define CHILD_MEMORY	((size_t)2 << 30)	/* bytes that it may allocate */

struct child {
	const char *dir;		/* where it starts */
	char *const *argv, **env;
	const struct strbuf *give;	/* to its standard input; NULL: nothing */
	unsigned seconds;		/* that it may take */
	size_t max;			/* bytes that it may write to its standard output */
	struct strbuf said, complaint;	/* the caller frees them */
};

enum child_end {
	CHILD_NOT_THERE = 127,		/* there is no such program */
	CHILD_KILLED = 256,		/* by a signal */
	CHILD_TOO_SLOW, CHILD_TOO_MUCH,
};
/* Runs it to its end: its exit status, or one of enum child_end. */
int child_run(struct child *c);

#endif
