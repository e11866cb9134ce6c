/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Coccinelle and Sparse as witnesses of what pageck finds.
 *
 * Each looks at the same units in its own way: spatch with cocci/ (one semantic patch a
 * rule), sparse with rules/sparse/pgmap.h. Where one says what pageck says, the finding
 * names it among its engines; what a witness alone says becomes a note. Both only read:
 * of the tree under audit nothing is run, and nothing is written anywhere.
 */
#ifndef PAGECK_EXTERNAL_H
#define PAGECK_EXTERNAL_H

#include "facts/facts.h"
#include "kbuild/kbuild.h"
#include "report/report.h"
#include "text/scan.h"

enum {
	ENGINE_LIBCLANG	= 1 << 0,	/* pageck itself; always on */
	ENGINE_COCCI	= 1 << 1,
	ENGINE_SPARSE	= 1 << 2,
};

struct engine_options {
	unsigned engines;		/* ENGINE_*, what engines_parse() made of --engines */
	const char *root;		/* the source tree; findings name files relative to it */
	const char *rules_dir;		/* has sparse/pgmap.h; cocci/ is beside it */
	const struct facts *facts;
	const struct front_words *words;	/* of the facts: which units can matter */
	unsigned jobs;			/* programs at a time */
	double timeout;			/* seconds, of one program */
	size_t memory;			/* bytes, of one program; 0: no limit */
	void (*progress)(const char *engine, size_t done, size_t total, void *arg);
	void *arg;			/* progress may be NULL */
};

/* "libclang,cocci,sparse" to a mask. 0, or -1 after error() with the nearest word. */
int engines_parse(const char *list, unsigned *engines);

/*
 * Has the unit one of the words, itself or in a header beside it? One that can't be read, or
 * whose name has a newline, hasn't: no list of lines has a place for it.
 */
bool engine_unit_matters(const struct kbuild_unit *u, const struct front_words *words);

/*
 * Asks the witnesses about those of the units that can matter and could be analysed, and adds what they say to
 * `out`, which has pageck's own findings; findings_finish() comes after it. What makes an
 * engine useless, or some of its runs, is one warning() an engine, and no more.
 */
void engines_run(const struct engine_options *o, const struct kbuild_unit *units, size_t n,
		 struct findings *out);

/*
 * For `make C=2` with PAGECK_SPARSE=1 (or the path of a sparse) in the environment: runs
 * it with kbuild's arguments, what it says going where ours does. Its exit status; 0 when
 * it isn't asked for, or after a warning() when it can't be run or crashes.
 */
int engine_run_sparse_too(const char *const *argv, size_t argc);

#endif
