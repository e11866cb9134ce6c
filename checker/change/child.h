/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs a program with limits on time and output.
 *
 * Input is written and output read as the pipes become ready, so that neither side blocks the
 * other. A child that writes too much or runs too long is killed. The caller owns a struct child
 * and frees the output buffers.
 */
#ifndef PAGECK_CHILD_H
#define PAGECK_CHILD_H

#include "util/util.h"

/* bytes of standard error that are kept; the rest is dropped */
#define CHILD_COMPLAINS	((size_t)1 << 16)
#define CHILD_MEMORY	((size_t)2 << 30)	/* limit of the child's memory, in bytes */

struct child {
	const char *dir;		/* working directory */
	char *const *argv, **env;
	const struct strbuf *give;	/* standard input; NULL: empty */
	unsigned seconds;		/* time limit */
	size_t max;			/* limit of standard output, in bytes */
	struct strbuf said, complaint;	/* standard output and error; the caller frees them */
};

enum child_end {
	CHILD_NOT_THERE = 127,		/* the program doesn't exist */
	CHILD_KILLED = 256,		/* it was killed by a signal */
	CHILD_TOO_SLOW, CHILD_TOO_MUCH,
};
/* Runs the program until it ends; returns its exit status or an enum child_end. */
int child_run(struct child *c);

#endif
