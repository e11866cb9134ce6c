/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Analyses a unit: flow over every function that can matter; who listens is told of events.
 */
#ifndef PAGECK_FLOW_H
#define PAGECK_FLOW_H

#include "facts/facts.h"
#include "ir/ir.h"
#include "report/report.h"

/* --- across files ------------------------------------------------------------ */

/* Calls from where a page is known to what is done with it, over files. */
#define FLOW_MAX_CALLS	3

/* What the summary of a function can change in its callers. */
enum flow_effect {
	EFFECT_REFS	= 1 << 0,	/* takes, puts or takes over references */
	EFFECT_FAILS	= 1 << 1,	/* reports a lookup that failed for good */
	EFFECT_PAGES	= 1 << 2,	/* hands out pages that may be a device's */
	EFFECT_USES	= 1 << 3,	/* uses a judged member of a page it is handed */
	EFFECT_GUARDS	= 1 << 4,	/* its outcome tells what a page can be */
	EFFECT_CURES	= 1 << 5,	/* registers what lookups look for */
	EFFECT_USES_INSIDE = 1 << 6,	/* like EFFECT_USES, of pages inside what it is handed */
	EFFECT_READS	= 1 << 7,	/* hands out what it reads from a judged member */
	/* of interest to every caller; the others only to one that hands over what matters */
	EFFECTS_RELEVANT	= EFFECT_REFS | EFFECT_FAILS | EFFECT_PAGES | EFFECT_CURES |
			  EFFECT_USES_INSIDE,
};

/* A function's summary as bytes that another unit of the tree can read. */
struct flow_export {
	const char *name;		/* "get_it"; of a static function "drivers/a.c:get_it" */
	unsigned effects;		/* 0: of interest only to who wants it */
	const char *bytes;
	size_t n;
};

/* A hash of what it says to a caller, wherever in its file that stands. */
uint64_t export_meaning(const struct flow_export *x);

/*
 * A function is handed something that matters by one which doesn't know what comes of
 * it: a page that may be a device's, or a reference.
 */
enum demand_kind {
	DEMAND_PAGE,		/* only if somebody down there does something with pages */
	DEMAND_REFERENCE,		/* also if nothing becomes of it */
	DEMAND_ORIGIN,		/* it gives a page: of which kind? */
	DEMAND_TARGET,		/* "record.member" is handed a reference: what does it point to? */
	DEMAND_ALL,		/* a function of this unit in which there is something to report: what
				 * all of its callees do may tell otherwise */
};

struct flow_demand {
	enum demand_kind kind;
	const char *function;
};

/* `from` hands on to `to` what it was handed itself. */
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
