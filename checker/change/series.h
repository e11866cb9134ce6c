/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a patch series changes: two states of a git tree and what lies between them.
 */
#ifndef PAGECK_SERIES_H
#define PAGECK_SERIES_H

#include "change/git.h"

struct hunk {
	unsigned old_line, old_n, new_line, new_n;	/* as in "@@ -old_line,old_n +... @@" */
};

struct state_file {
	const char *path;		/* absolute */
	const char *blob;		/* its name in git */
	const char *text;		/* once series_read() was called; NULL: there is no such file */
	size_t n;
};

/* One file. A side whose path is NULL doesn't exist. */
struct change {
	struct state_file old, new;
	char status;			/* as git has it: A, D, M, R, T */
	VEC(struct hunk) hunks;
	VEC(const char *) words;	/* identifiers in changed lines, and whose body they are in */
};

/* A file that isn't C; names as the repository has them. */
struct other_change {
	const char *old, *new;
	char status;
};

struct series {
	struct git git;
	struct arena mem;
	const char *before, *after;	/* trees */
	VEC(struct change) changes;	/* of C files */
	VEC(struct state_file) differs;	/* what `after` has otherwise than the work tree */
	VEC(struct other_change) others;
	VEC(const char *) links;	/* what it makes a link, or a submodule, of a name that is C */
};

enum series_kind { SERIES_RANGE, SERIES_STAGED, SERIES_PATCHES };

/*
 * The series in the repository around `dir`. SERIES_RANGE: `words` are none (what upstream
 * doesn't have), BASE or BASE..HEAD, from where the two part; SERIES_PATCHES: what
 * patches.h takes, for HEAD. -1 after error(). series_close() in both cases.
 */
int series_open(struct series *s, enum series_kind kind, const char *dir, const char *cache_dir,
		char **words, int nwords);
void series_close(struct series *s);

/*
 * Which files and lines it changes, a line a file: "STATUS\tNAME[\tNEW-NAME]\tHUNKS", with the
 * hunks as "-OLD,N+NEW,N" apart by spaces, as a diff without context has them. Of a file that
 * isn't C: "not C". A name is escaped as it would be in a message.
 */
void series_list(const struct series *s, FILE *out);

/* Lays a state over the work tree (util/overlay.h), in place of what was. */
void series_show_after(struct series *s);
void series_show_before(struct series *s);

/*
 * Where line `line` of the old file is in the new one; 0: it was changed or taken out.
 * Then *hunk is where.
 */
unsigned change_new_line(const struct change *c, unsigned line, const struct hunk **hunk);
/* The hunk that added this line of the new file, or NULL. */
const struct hunk *change_added(const struct change *c, unsigned line);

#endif
