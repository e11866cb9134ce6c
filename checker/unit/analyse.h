/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Analyses one translation unit, from its compiler arguments to findings. Shared by `check` and
 * `audit`. Results are added to the caller's struct findings and links; nothing else of the unit is
 * left to free.
 */
#ifndef PAGECK_ANALYSE_H
#define PAGECK_ANALYSE_H

/* Default limits for one unit. */
#define UNIT_TIMEOUT	60			/* seconds */
#define UNIT_MEMORY	((size_t)2 << 30)	/* bytes */

#include "unit/rules_load.h"
#include "facts/facts.h"
#include "flow/flow.h"
#include "clang/clang.h"
#include "report/report.h"
#include "util/bytes.h"
#include "text/scan.h"

/* The line that `pageck why` asks about. Lines count from 1. */
struct unit_probe {
	/* absolute: the unit's own file, or a header that it includes */
	const char *path;
	unsigned line, col;			/* col 0: the whole line */
	/* first line of the statement that the line is part of */
	unsigned statement;
	bool opens;				/* the line contains an opening brace */
	bool in_header;
	struct answer *answer;
};

enum dump_kind { DUMP_NONE, DUMP_CFG, DUMP_DOT, DUMP_FLOW, DUMP_REACH };

struct analyse_options {
	const struct facts *facts;
	const struct front_words *words;	/* made from facts->words */
	const char *root;			/* source tree, removed from file names; or NULL */
	/* steps of the analysis per function; 0: the default */
	unsigned budget;
	bool all;				/* report notes too */
	bool no_pch;
	/* also parse files that contain no word of the rules */
	bool no_skip;
	unsigned units;				/* number of units in this run */
	struct flow_links *links;		/* summaries of functions in other files; or NULL */
	const struct unit_probe *probe;		/* question of `pageck why`; or NULL */
	/* called for each file that the unit includes; may be NULL */
	void (*file)(const char *path, void *arg);
	void *arg;				/* passed to file() */
	struct strbuf *keep;			/* receives the IR for analyse_cached(); or NULL */
	/* print functions' graphs to stdout instead; DUMP_FLOW: also their states to stderr */
	enum dump_kind dump;
	const char *dump_function;
};

enum analysed {
	ANALYSE_FAILED,		/* recorded as not analysed */
	ANALYSE_SKIPPED,	/* the file contains no word of the rules */
	ANALYSE_DONE,
};

/*
 * Analyses a->file and adds its findings to `out`. `shown` is the file's name in messages. A unit
 * that can't be read or parsed is recorded in `out` as not analysed, without a message. The caller
 * calls findings_finish() after the last unit.
 */
enum analysed analyse_file(const struct front_args *a, const char *shown,
			   const struct analyse_options *o, struct findings *out);

/*
 * The same from the cached IR of an earlier parse. False when the unit must be parsed again; `out`
 * and o->links are undefined then.
 */
bool analyse_cached(struct bytes kept, const char *shown, const struct analyse_options *o,
		  struct findings *out);

double now_seconds(void);	/* CLOCK_MONOTONIC */

#endif
