/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What was found out about a tree, kept between runs in one SQLite file.
 *
 * A step is the analysis of one unit, with everything that went into it: the
 * contents of the files that it read, what it was run with, and what other files
 * answered when it asked. A step is used again only when all of that is the same,
 * so a run that finds its steps here gives what a run from nothing would give.
 *
 * One process writes (audit), others may read at the same time (check under
 * make -jN). A step is there whole or not at all, whenever a process is killed.
 * Nothing in here is needed: when the file can't be used, the work is done again.
 */
#ifndef PAGECK_STORE_H
#define PAGECK_STORE_H

#include "util/util.h"

struct store;

/* Where the tree lies, so that names in the store don't depend on it. obj may equal src. */
struct store_roots {
	const char *src, *obj;
};

/* The file for an object tree, below the cache directory. Interned. */
const char *store_path(const char *cache_dir, const char *obj);
/*
 * Opens it for the one process that may write it; made when it isn't there. When it
 * can't be used, or path is NULL, one in memory takes its place, after a warning: never
 * NULL. A damaged file, or one of another version, is replaced. With `read_only`: NULL,
 * silently, when there is none to read. store_close() commits.
 */
struct store *store_open(const char *path, const struct store_roots *roots, bool read_only);
void store_close(struct store *s);
/* The file is to travel: nothing but the one file is left of it when it is closed. */
void store_alone(struct store *s);

/* --- files ---------------------------------------------------------------------- */

/*
 * The number under which a file is known, the same for the life of the store.
 */
uint32_t store_file(struct store *s, const char *path);
const char *store_file_name(const struct store *s, uint32_t file);
/* Files may have changed: what store_content() has seen in this run is looked at again. */
void store_look_again(struct store *s);
/* Hash of a content, as store_content() has it. */
uint64_t store_hash(const char *text, size_t n);
/* Hash of its content as it is now; 0 when it can't be read. Read once a run. */
uint64_t store_content(struct store *s, uint32_t file);
/* Was that content read from the version with this stamp (stamp.h)? 0: it isn't there. */
bool store_content_is_of(struct store *s, uint32_t file, uint64_t stamp);

/* --- steps ----------------------------------------------------------------------- */

struct step_file {
	uint32_t file;
	uint64_t content;
};

struct step_answer {
	uint64_t question, answer;	/* hashes; answer 0: there was none */
};

struct step {
	int64_t id;			/* 0: not in the file */
	const char *unit;
	uint64_t key;			/* hash of what the unit was analysed with */
	struct step_file *files;	/* what was read */
	uint32_t nfiles;
	struct step_answer *answers;	/* by question */
	uint32_t nanswers;
	const char *out;		/* what came of it */
	size_t nout;
};

/* The steps of a unit with this key, in `mem`: the oldest first. */
typedef VEC(struct step *) step_list;
void store_steps(struct store *s, const char *unit, uint64_t key, struct arena *mem,
		 step_list *out);
void store_add_step(struct store *s, struct step *step);	/* sets its id */
/* It served this run: it is kept. Steps that served none of the last runs are dropped. */
void store_keep_step(struct store *s, const struct step *step);
void store_commit(struct store *s);

/*
 * Takes over the steps of a file that another run left, on this machine or on one with
 * the same tree elsewhere. Their number, or -1 after error().
 */
int store_import(struct store *s, const char *path);

/* --- what is true of the tree after the last run --------------------------------------- */

struct store_export {
	const char *name, *unit;
	unsigned effects;
	const char *bytes;
	size_t n;
};

/* Replaces what the unit exported. */
void store_publish(struct store *s, const char *unit, int64_t step,
		   const struct store_export *exports, size_t n);
/*
 * What the unit in `dir` sees under a name: false when nothing is known, when two
 * units export it and neither is in that directory, or when a file that it was
 * made from has changed since. In `mem`.
 */
bool store_find_export(struct store *s, const char *name, const char *dir, uint64_t with,
		       struct arena *mem, struct store_export *out);

/* A named piece of data, in `mem`; NULL when there is none. */
const char *store_get(struct store *s, const char *name, struct arena *mem, size_t *n);
void store_put(struct store *s, const char *name, const char *data, size_t n);

#endif
