/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A git repository, read through the program git.
 *
 * A repository under audit is as hostile as its files: its configuration names hooks,
 * filters, monitors and transports that git would run. So all but the questions where
 * it lies and what a revision means go through a git directory of our own, with no
 * configuration of theirs, which borrows the objects; an index or an object that is
 * written goes there too. Work tree, index and references are never touched.
 */
#ifndef PAGECK_GIT_H
#define PAGECK_GIT_H

#include "util/util.h"

#define GIT_SECONDS	300

struct git {
	struct arena mem;
	const char *top;		/* of the work tree, absolute */
	const char *dir;		/* our own; removed by git_close() */
	const char *index;		/* theirs */
	const char *common;		/* what all its work trees share: hooks are in it */
	char **theirs, **ours;		/* environments */
	unsigned seconds;		/* that one call of git may take; GIT_SECONDS at first */
	bool quiet;			/* what goes wrong is nobody's fault: no error() */
};

/* The repository around `path`; -1 after error(). git_close() in both cases. */
int git_open(struct git *g, const char *path, const char *cache_dir);
/* The same where it is fine that there is none: nothing is said, now and later. */
int git_open_quietly(struct git *g, const char *path, const char *cache_dir);
void git_close(struct git *g);

/* git ARGUMENTS (NULL ends them) in our own directory; -1 after error(). `in` may be NULL. */
int git_read(struct git *g, const struct strbuf *in, struct strbuf *out, ...)
	__attribute__((sentinel));
/* The same with the arguments in a list. */
int git_readv(struct git *g, const struct strbuf *in, struct strbuf *out, const char *const *words);
/* The same on a copy of their index, which is made anew for each call of git_copy_index(). */
int git_copy_index(struct git *g);

/* The commit that a word of the user's means (in `g->mem`); NULL, after error() unless quiet. */
const char *git_commit(struct git *g, const char *word, bool quiet);
/* "Name <mail>" as git would write it into a commit of the user's; NULL: it doesn't know. */
const char *git_author(struct git *g);
/* Where git looks for hooks, whatever configuration says. NULL after error(). */
const char *git_hooks_dir(struct git *g);

#endif
