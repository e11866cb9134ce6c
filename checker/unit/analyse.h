/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The way of one translation unit from its arguments to findings: what check
 * and audit share.
 */
#ifndef PAGECK_ANALYSE_H
#define PAGECK_ANALYSE_H

/* What one unit may take, unless the user says otherwise. */
#define UNIT_TIMEOUT	60			/* seconds */
#define UNIT_MEMORY	((size_t)2 << 30)	/* bytes */

#include "unit/rules_load.h"
#include "facts/facts.h"
#include "flow/flow.h"
#include "clang/clang.h"
#include "report/report.h"
#include "util/bytes.h"
#include "text/scan.h"

/* The line that `pageck why` asks about. */
struct unit_probe {
	const char *path;			/* absolute: the unit's file, or a header of it */
	unsigned line, col;			/* col 0: all of the line */
	unsigned statement;			/* where the statement that it is part of begins */
	bool opens;				/* a brace is on it */
	bool in_header;
	struct answer *answer;
};

enum dump_kind { DUMP_NONE, DUMP_CFG, DUMP_DOT, DUMP_FLOW, DUMP_REACH };

struct analyse_options {
	const struct facts *facts;
	const struct front_words *words;	/* of facts->words */
	const char *root;			/* source tree, stripped from names; or NULL */
	unsigned budget;			/* 0: the default */
	bool all;				/* notes too */
	bool no_pch;
	bool no_skip;				/* parse also what no rule has a word for */
	unsigned units;				/* how many of them this run is about */
	struct flow_links *links;		/* what is known of other files; or NULL */
	const struct unit_probe *probe;		/* or NULL */
	void (*file)(const char *path, void *arg);	/* each file a parsed unit was made from */
	void *arg;				/* may be NULL, like file */
	struct strbuf *keep;			/* a parsed unit as analyse_cached() takes it; or NULL */
	/* print a function's graph to stdout instead; DUMP_FLOW: its states to stderr as well */
	enum dump_kind dump;
	const char *dump_function;
};

enum analysed {
	ANALYSE_FAILED,		/* listed as not analysed */
	ANALYSE_SKIPPED,	/* no rule has a word for it */
	ANALYSE_DONE,
};

/*
 * Adds what it finds in a->file to `out`. `shown` is the file's name in
 * messages. A unit that can't be read or parsed is listed as not analysed, and
 * nothing is said. The caller calls findings_finish() when every unit is in.
 */
enum analysed analyse_file(const struct front_args *a, const char *shown,
			   const struct analyse_options *o, struct findings *out);

/*
 * The same of a unit that was parsed earlier. False: it would have to be parsed again, and
 * what `out` and o->links have got is void.
 */
bool analyse_cached(struct bytes kept, const char *shown, const struct analyse_options *o,
		  struct findings *out);

double now_seconds(void);	/* monotonic */

#endif
