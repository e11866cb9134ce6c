/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Coccinelle and Sparse as additional engines that confirm pageck's findings.
 *
 * Both examine the same units: spatch with cocci/ (one semantic patch per rule), sparse with
 * rules/sparse/pgmap.h. When one of them reports the same problem as pageck, the finding lists it
 * among its engines; what only they report becomes a note. They only read the tree: nothing in it
 * is executed, and nothing is written to it.
 */
#ifndef PAGECK_EXTERNAL_H
#define PAGECK_EXTERNAL_H

#include "facts/facts.h"
#include "kbuild/kbuild.h"
#include "report/report.h"
#include "text/scan.h"

enum {
	ENGINE_LIBCLANG	= 1 << 0,	/* pageck itself; always enabled */
	ENGINE_COCCI	= 1 << 1,
	ENGINE_SPARSE	= 1 << 2,
};

struct engine_options {
	unsigned engines;		/* mask of ENGINE_*, from engines_parse() */
	/* the source tree, to which file names in findings are relative */
	const char *root;
	const char *rules_dir;		/* contains sparse/pgmap.h; cocci/ is beside it */
	const struct facts *facts;
	/* the words of the rules: units without any are skipped */
	const struct front_words *words;
	unsigned jobs;			/* number of processes */
	double timeout;			/* seconds per process */
	size_t memory;			/* bytes per process; 0: no limit */
	void (*progress)(const char *engine, size_t done, size_t total, void *arg);
	void *arg;			/* for progress, which may be NULL */
};

/*
 * Parses "libclang,cocci,sparse" into a mask. 0, or -1 after error(), which suggests the nearest
 * word.
 */
int engines_parse(const char *list, unsigned *engines);

/*
 * Does the unit, or a header beside it, contain one of the words? False for a unit that can't be
 * read, or whose name contains a newline (file lists can't hold it).
 */
bool engine_unit_matters(const struct kbuild_unit *u, const struct front_words *words);

/*
 * Runs the engines on the units that matter and that pageck could analyse. Adds their results to
 * `out`, which must contain pageck's findings; call findings_finish() afterwards. If an engine, or
 * some of its runs, fails, there is one warning() for that engine.
 */
void engines_run(const struct engine_options *o, const struct kbuild_unit *units, size_t n,
		 struct findings *out);

/*
 * For `make C=2` with PAGECK_SPARSE=1 (or a path to sparse) in the environment: runs sparse with
 * kbuild's arguments and our stdout and stderr. Returns its exit status; 0 when it isn't requested,
 * or after a warning() when it can't be run or crashes.
 */
int engine_run_sparse_too(const char *const *argv, size_t argc);

#endif
