/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The incremental cache: results of earlier runs over a tree, in one SQLite database.
 *
 * A step is the result of analysing one unit, together with all its inputs: hashes of the files
 * that it read, the configuration (program, rules, options), and the answers to its questions about
 * functions in other files. A step is reused only when all inputs are the same, so a run that uses
 * the store reports exactly what a run without it would.
 *
 * One process writes (audit); others may read at the same time (check under make -jN). Steps are
 * written in transactions, so a killed process leaves no partial step. The store is only a cache:
 * when the file can't be used, the work is done again, after a warning.
 *
 * The caller owns a struct store and closes it with store_close(). Pointers that are returned live
 * in the arena `mem` that was passed.
 */
#ifndef PAGECK_STORE_H
#define PAGECK_STORE_H

#include "util/util.h"

struct store;

/*
 * Roots of the source and object trees. Names in the database are relative to them, so it can be
 * moved to another machine. obj may equal src.
 */
struct store_roots {
	const char *src, *obj;
};

/* Path of the database for an object tree, below the cache directory. Interned. */
const char *store_path(const char *cache_dir, const char *obj);
/*
 * Opens the database for writing, creating it when missing and replacing it when it is damaged or
 * of another version. Only one process may write. When that fails, or path is NULL, warns and uses
 * a database in memory: never NULL.
 *
 * With `read_only`: NULL, without a message, when there is no usable database.
 */
struct store *store_open(const char *path, const struct store_roots *roots, bool read_only);
void store_close(struct store *s);
/* The file is to be copied elsewhere: store_close() leaves no WAL or lock file beside it. */
void store_alone(struct store *s);

/* --- files ---------------------------------------------------------------------- */

/* The file's number, valid as long as the database exists. */
uint32_t store_file(struct store *s, const char *path);
const char *store_file_name(const struct store *s, uint32_t file);
/* Files may have changed: forget which ones store_content() has checked in this run. */
void store_look_again(struct store *s);
/* The hash that store_content() gives for a file with this text. */
uint64_t store_hash(const char *text, size_t n);
/* Hash of the file's current content; 0 when it can't be read. Each file is read once per run. */
uint64_t store_content(struct store *s, uint32_t file);
/* Does the hash belong to the version with this stamp (util/stamp.h)? 0: there is no file. */
bool store_content_is_of(struct store *s, uint32_t file, uint64_t stamp);

/* --- steps ----------------------------------------------------------------------- */

struct step_file {
	uint32_t file;
	uint64_t content;
};

struct step_answer {
	uint64_t question, answer;	/* hashes; an answer of 0: nothing was known */
};

struct step {
	int64_t id;			/* row id; 0: not in the database */
	const char *unit;
	uint64_t key;			/* hash of the configuration and the unit's arguments */
	struct step_file *files;	/* files that were read */
	uint32_t nfiles;
	struct step_answer *answers;	/* sorted by question */
	uint32_t nanswers;
	const char *out;		/* the serialized result */
	size_t nout;
};

/* The steps of a unit that have this key, oldest first, in `mem`. */
typedef VEC(struct step *) step_list;
void store_steps(struct store *s, const char *unit, uint64_t key, struct arena *mem,
		 step_list *out);
void store_add_step(struct store *s, struct step *step);	/* sets its id */
/* Marks a step as used in this run. Steps unused for several runs are deleted. */
void store_keep_step(struct store *s, const struct step *step);
void store_commit(struct store *s);

/*
 * Adds the steps from another database, of this tree or a copy of it elsewhere. Returns their
 * number, or -1 after error().
 */
int store_import(struct store *s, const char *path);

/* --- what is true of the tree after the last run --------------------------------------- */

struct store_export {
	const char *name, *unit;
	unsigned effects;
	const char *bytes;
	size_t n;
};

/* Replaces the set of functions that the unit exports. */
void store_publish(struct store *s, const char *unit, int64_t step,
		   const struct store_export *exports, size_t n);
/*
 * The export that a unit in `dir` sees under a function's name, in `mem`. False when there is none,
 * when two units export the name and neither is in `dir`, or when a file that it was computed from
 * has changed.
 */
bool store_find_export(struct store *s, const char *name, const char *dir, uint64_t with,
		       struct arena *mem, struct store_export *out);

/* A named blob, in `mem`; NULL when there is none. */
const char *store_get(struct store *s, const char *name, struct arena *mem, size_t *n);
void store_put(struct store *s, const char *name, const char *data, size_t n);

#endif
