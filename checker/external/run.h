/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs programs in parallel, each with a time and memory limit. Each is a process group of its own,
 * and everything left in the group is killed when the program ends. The caller owns the list and
 * what its commands point to.
 */
#ifndef PAGECK_RUN_H
#define PAGECK_RUN_H

#include "util/util.h"

struct command {
	const char **argv;	/* argument vector, ends with NULL; argv[0] is a path */
	const char *dir;	/* working directory */
	double timeout;		/* time limit in seconds */
	const char *text;	/* content of the file RUN_TEXT for the program; or NULL */
	void *job;		/* for the caller's use */
};
#define RUN_TEXT	"/dev/fd/3"
bool run_has_text(void);	/* false where /proc isn't mounted: RUN_TEXT can't be opened then */

struct command_list {
	VEC(struct command) v;
};

#define TOOK_TOO_LONG	"it took more than %g s"

struct run_result {
	/* NULL: the program ended by itself, with a status of at most `fine` */
	const char *failure;
	/* standard output and error, NUL-terminated; owned by commands_run() */
	const char *out, *err;
};

struct run_options {
	unsigned jobs;
	size_t memory;		/* limit of the address space in bytes; 0: none */
	int fine;		/* highest exit status that counts as success */
	/*
	 * Called when a program has ended, in any order. It may append to the list. The result is
	 * valid until it returns.
	 */
	void (*done)(const struct command *c, const struct run_result *r, void *arg);
	void *arg;
};

/* Runs all commands and returns when all have ended. */
void commands_run(struct command_list *list, const struct run_options *o);

/*
 * Finds a program: `name` itself when it contains a slash, else in the absolute directories of
 * $PATH. free() it; NULL: not found.
 */
char *program_path(const char *name);

#endif
