/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Programs run side by side, each with a deadline and limits. One is a process group of
 * its own, which is gone when it is done: killed with all that it started.
 */
#ifndef PAGECK_RUN_H
#define PAGECK_RUN_H

#include "util/util.h"

struct command {
	const char **argv;	/* ends with NULL; argv[0] is a path */
	const char *dir;	/* working directory */
	double timeout;		/* seconds */
	const char *text;	/* what it finds in the file RUN_TEXT, or NULL */
	void *job;		/* the caller's */
};
#define RUN_TEXT	"/dev/fd/3"
bool run_has_text(void);	/* false where /proc isn't mounted: there is no such file */

struct command_list {
	VEC(struct command) v;
};

#define TOOK_TOO_LONG	"it took more than %g s"

struct run_result {
	const char *failure;	/* NULL: it ended by itself with a status that is `fine` */
	const char *out, *err;	/* standard output and error, NUL-terminated */
};

struct run_options {
	unsigned jobs;
	size_t memory;		/* bytes of address space; 0: no limit */
	int fine;		/* the highest exit status that isn't a failure */
	/* One is done, in any order. May add to the list. The result is valid until it returns. */
	void (*done)(const struct command *c, const struct run_result *r, void *arg);
	void *arg;
};

/* Returns when all of the list is done. */
void commands_run(struct command_list *list, const struct run_options *o);

/*
 * The program's path: `name` itself when it has a slash, else from the absolute
 * directories of $PATH. malloc()ed; NULL when it isn't there.
 */
char *program_path(const char *name);

#endif
