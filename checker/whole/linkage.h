/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How the units of a tree hang together: what each exports, which function a
 * member points to, whose summaries are demanded. Made anew from the units' results
 * after each round, and not changed during one.
 */
#ifndef PAGECK_LINKAGE_H
#define PAGECK_LINKAGE_H

#include "whole/callgraph.h"
#include "whole/text_index.h"
#include "flow/flow.h"

/* What one unit says. */
struct unit_summary {
	size_t unit;
	const char *shown;		/* its name: "drivers/a.c" */
	const struct flow_export *exports;
	size_t nexports;
	const struct flow_demand *demands;
	size_t ndemands;
	const struct flow_forward *forwards;
	size_t nforwards;
	const struct flow_target *fnptr_targets;
	size_t ntargets;
};

struct linkage;

struct linkage *linkage_new(struct sources *sources, const struct facts *facts,
			    const struct kbuild_unit *units, size_t n);
void linkage_free(struct linkage *l);
/* `says` stays the caller's, and valid until the next call. */
void linkage_set(struct linkage *l, const struct unit_summary *says, size_t n);

/* What linkage_find() says of an export. */
uint64_t linkage_hash(const struct flow_export *x);
/* What `asking` sees under this name (flow.h), and a hash of it; NULL and 0: nothing. */
const struct flow_export *linkage_find(const struct linkage *l, const char *function, bool relevant_only,
				       size_t asking, uint64_t *hash);
/* The one function that "record.member" points to, or NULL. */
const char *linkage_target(const struct linkage *l, const char *member);

/* Is this function of the unit weak, and another unit's takes its place? */
bool linkage_replaced(const struct linkage *l, const char *function, size_t unit);

/* All that linkage_find() and linkage_target() have an answer for. */
void linkage_each_answer(const struct linkage *l, void (*fn)(const char *name, bool is_member, void *arg),
			 void *arg);

/* How a function is demanded (flow.h). What was demanded once stays so. */
unsigned linkage_demands(const struct linkage *l, const char *function);
/* A hash of the names that the unit may define and that are demanded; 0: none. */
uint64_t linkage_demanded_of(const struct linkage *l, size_t unit);
/* Has the unit to be analysed, so that what it does with a page is known at all? */
bool linkage_needs(const struct linkage *l, size_t unit);
/*
 * Names of exports that have one of these effects, sorted, without those of static
 * functions unless they are asked for. The names stay the exports'.
 */
void linkage_names(const struct linkage *l, unsigned effects, bool statics, name_list *out);
/*
 * Marks the units that have to be analysed because a page may come into them that is
 * used elsewhere.
 */
void linkage_follow_pages(const struct linkage *l, bool *units);

/*
 * Records and members through which a function with one of the effects is called, and
 * with `fnptr_targets` those of which the target is demanded; sorted, each by itself.
 */
void linkage_members(const struct linkage *l, unsigned effects, bool fnptr_targets, name_list *records,
		     name_list *members);

#endif
