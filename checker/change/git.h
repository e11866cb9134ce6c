/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads a git repository by running git.
 *
 * The repository may be hostile: its configuration can name hooks, filters, monitors and transports
 * that git would execute. Only the repository's location and the meaning of revisions are asked of
 * git in the repository itself. Everything else uses a git directory of our own, without the
 * repository's configuration, which borrows its objects; an index or object that must be written
 * goes there too. The user's work tree, index and references are never modified.
 *
 * The caller owns a struct git; strings in it and those returned live until git_close().
 */
#ifndef PAGECK_GIT_H
#define PAGECK_GIT_H

#include "util/util.h"

#define GIT_SECONDS	300

struct git {
	struct arena mem;
	const char *top;		/* top of the work tree, absolute */
	const char *dir;		/* our git directory; git_close() removes it */
	const char *index;		/* the user's index file */
	const char *common;		/* the directory shared by all work trees, with the hooks */
	/* environments for calls in the user's and in our directory */
	char **theirs, **ours;
	unsigned seconds;		/* time limit of one call; GIT_SECONDS initially */
	bool quiet;			/* failures are expected: no error() messages */
};

/* Opens the repository around `path`; -1 after error(). git_close() in both cases. */
int git_open(struct git *g, const char *path, const char *cache_dir);
/* The same where having no repository is fine: sets `quiet`, so no messages now or later. */
int git_open_quietly(struct git *g, const char *path, const char *cache_dir);
void git_close(struct git *g);

/*
 * Runs git with these arguments (NULL-terminated) in our directory and appends its output; -1 after
 * error(). `in` is its standard input, or NULL.
 */
int git_read(struct git *g, const struct strbuf *in, struct strbuf *out, ...)
	__attribute__((sentinel));
/* The same with the arguments in a list. */
int git_readv(struct git *g, const struct strbuf *in, struct strbuf *out, const char *const *words);
/* Copies the user's index to our directory; later calls of git_read() use the copy. */
int git_copy_index(struct git *g);

/* The commit that the user's revision means, in `g->mem`; NULL, after error() unless quiet. */
const char *git_commit(struct git *g, const char *word, bool quiet);
/* "Name <mail>" as git would write it into a commit; NULL: not configured. */
const char *git_author(struct git *g);
/* The directory where git looks for hooks, including core.hooksPath. NULL after error(). */
const char *git_hooks_dir(struct git *g);

#endif
