/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Analyses a unit: runs all functions that may matter, and passes events to observers. */
#ifndef PAGECK_FLOW_H
#define PAGECK_FLOW_H

#include "facts/facts.h"
#include "ir/ir.h"
#include "report/report.h"

/* --- across files ------------------------------------------------------------ */

/* Maximal number of calls, across files, between where a page is known and where it is used. */
#define FLOW_MAX_CALLS	3

/* Effects of a function that matter to callers in other files. */
enum flow_effect {
	EFFECT_REFS	= 1 << 0,	/* takes, puts or takes over references */
	EFFECT_FAILS	= 1 << 1,	/* reports a lookup that failed permanently */
	EFFECT_PAGES	= 1 << 2,	/* returns pages that may be device pages */
	EFFECT_USES	= 1 << 3,	/* uses a judged member of a page passed to it */
	EFFECT_GUARDS	= 1 << 4,	/* its outcome tells kinds of page apart */
	EFFECT_CURES	= 1 << 5,	/* registers what a lookup searches */
	/* like EFFECT_USES, for pages inside what is passed to it */
	EFFECT_USES_INSIDE = 1 << 6,
	EFFECT_READS	= 1 << 7,	/* returns what it reads from a judged member */
	/* these matter to every caller; the others only to callers that pass something relevant */
	EFFECTS_RELEVANT	= EFFECT_REFS | EFFECT_FAILS | EFFECT_PAGES | EFFECT_CURES |
			  EFFECT_USES_INSIDE,
};

/* A function's summary as bytes that another unit of the tree can read. */
struct flow_export {
	const char *name;		/* "get_it"; of a static function "drivers/a.c:get_it" */
	unsigned effects;		/* 0: matters only to units that demand it */
	const char *bytes;
	size_t n;
};

/* A hash of the export without line numbers. */
uint64_t export_meaning(const struct flow_export *x);

/* Why a unit demands the summary of a function in another file. */
enum demand_kind {
	/* it is passed a page; only matters if a function below uses pages */
	DEMAND_PAGE,
	/* it is passed a reference; matters even if nothing is done with it */
	DEMAND_REFERENCE,
	DEMAND_ORIGIN,		/* it gives a page of unknown origin */
	/* "record.member" is called with a reference: which function is it? */
	DEMAND_TARGET,
	/*
	 * this unit has a finding in the function, which the summaries of all its callees may
	 * change
	 */
	DEMAND_ALL,
};

struct flow_demand {
	enum demand_kind kind;
	const char *function;
};

/* `from` passes its own parameter on to `to`. */
struct flow_forward {
	const char *from, *to;
};

/* A function's address in a member of a record: .get = my_get. */
struct flow_target {
	const char *member;		/* "my_ops.get" */
	const char *function;		/* as exports name it */
};

/*
 * A unit's place in its tree. The caller fills the first part; flow_unit() the
 * second, from `mem`. flow_links_free() when both are done with.
 */
struct flow_links {
	/*
	 * What another file exports under this name, or NULL; with `relevant_only`, NULL also when
	 * it has none of EFFECTS_RELEVANT. Stays valid during the unit.
	 */
	const struct flow_export *(*ask)(const char *function, bool relevant_only, void *arg);
	/* The one function that "record.member" points to in the whole tree, or NULL. */
	const char *(*target)(const char *member, void *arg);
	/* Is this function of the unit weak, and another unit's takes its place? NULL: never */
	bool (*replaced)(const char *function, void *arg);
	void *arg;
	/*
	 * How is a function of this unit demanded? A mask of 1 << enum demand_kind. Unless it is,
	 * what becomes of what it is handed in other files is left out of its summary.
	 */
	unsigned (*demanded)(const char *function, void *arg);	/* NULL: nothing is exported */

	struct arena mem;
	VEC(struct flow_export) exports;
	VEC(struct flow_demand) demands;
	VEC(struct flow_forward) forwards;
	VEC(struct flow_target) fnptr_targets;
};

void flow_links_free(struct flow_links *l);

/* --- a unit ------------------------------------------------------------------ */

struct answer;

/* One line of which everything is to be told (observer.h). */
struct flow_probe {
	const char *file;		/* as the unit names it */
	unsigned line, col;		/* col 0: all of the line */
	unsigned statement;		/* where the statement that the line is part of begins; or 0 */
	const char *function;		/* that the line lies in; NULL: in none */
	struct answer *answer;
};

struct flow_options {
	const struct flow_observer *rules;	/* told of what may be reported (observer.h); or NULL */
	const struct flow_watcher *watcher;	/* told of everything in one function; or NULL, with: */
	const struct flow_probe *probe;		/* what it was asked */
	struct flow_links *links;	/* NULL: the unit is all there is */
	unsigned budget;	/* steps a function may take; 0: the default */
	const char *root;	/* source tree, stripped from file names in findings; or NULL */
	bool all;		/* notes are wanted too */
	bool entries;		/* what is made of an entry is taken to be about its page (proposal.h) */
	const char *trace;	/* function whose states are printed to stderr as they arrive; or NULL */
};

/* Adds findings and statistics to `out`. */
void flow_unit(struct ir_unit *u, const struct facts *f, const struct flow_options *o,
	       struct findings *out);

#endif
