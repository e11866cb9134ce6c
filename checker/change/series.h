/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A patch series as two states of a git tree, with the files, hunks and words that it changes. The
 * caller owns a struct series and frees it, with all strings in it, by series_close(). Lines count
 * from 1.
 */
#ifndef PAGECK_SERIES_H
#define PAGECK_SERIES_H

#include "change/git.h"

struct hunk {
	unsigned old_line, old_n, new_line, new_n;	/* as in "@@ -old_line,old_n +... @@" */
};

struct state_file {
	const char *path;		/* absolute */
	const char *blob;		/* git's object id */
	/* set by series_read(); NULL: the file doesn't exist in this state */
	const char *text;
	size_t n;
};

/* A changed C file. A side whose path is NULL doesn't exist. */
struct change {
	struct state_file old, new;
	char status;			/* git's status: A, D, M, R, T */
	VEC(struct hunk) hunks;
	/* identifiers in changed lines, and functions that contain these */
	VEC(const char *) words;
};

/* A changed file that isn't C. Names are relative to the repository. */
struct other_change {
	const char *old, *new;
	char status;
};

struct series {
	struct git git;
	struct arena mem;
	const char *before, *after;	/* git tree objects */
	VEC(struct change) changes;	/* changed C files */
	/* files whose state in `after` differs from the work tree */
	VEC(struct state_file) differs;
	VEC(struct other_change) others;
	/* symlinks and submodules that the series creates under the name of a C file */
	VEC(const char *) links;
};

enum series_kind { SERIES_RANGE, SERIES_STAGED, SERIES_PATCHES };

/*
 * Opens a series in the repository around `dir`. SERIES_RANGE: `words` are empty (everything not
 * upstream), BASE, or BASE..HEAD, starting at the merge base. SERIES_PATCHES: `words` are input for
 * patches.h, applied to HEAD. -1 after error(). series_close() in both cases.
 */
int series_open(struct series *s, enum series_kind kind, const char *dir, const char *cache_dir,
		char **words, int nwords);
void series_close(struct series *s);

/*
 * Prints the changed files and lines, one file per line: "STATUS\tNAME[\tNEW-NAME]\tHUNKS". Hunks
 * are "-OLD,N+NEW,N", separated by spaces, as in a diff without context; "not C" stands for those
 * of other files. Names are escaped as in messages.
 */
void series_list(const struct series *s, FILE *out);

/* Replaces the overlay (util/overlay.h) by this state of the tree. */
void series_show_after(struct series *s);
void series_show_before(struct series *s);

/*
 * The number in the new file of an old file's line. 0 when the line was changed or removed; then
 * *hunk is the hunk that did so.
 */
unsigned change_new_line(const struct change *c, unsigned line, const struct hunk **hunk);
/* The hunk that added this line of the new file; NULL: none did. */
const struct hunk *change_added(const struct change *c, unsigned line);

#endif
