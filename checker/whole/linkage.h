/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Links the units of a tree: what each exports, which function a member points to, which summaries
 * are demanded. It is computed from the units' results after each round and doesn't change during
 * one. linkage_free() frees it; exports that it returns belong to the units' results.
 */
#ifndef PAGECK_LINKAGE_H
#define PAGECK_LINKAGE_H

#include "whole/callgraph.h"
#include "whole/text_index.h"
#include "flow/flow.h"

/* The exported part of one unit's result. */
struct unit_summary {
	size_t unit;
	const char *shown;		/* its name in the tree: "drivers/a.c" */
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
/* `says` is borrowed and must stay valid until the next call. */
void linkage_set(struct linkage *l, const struct unit_summary *says, size_t n);

/* Hash of an export, as linkage_find() returns it. */
uint64_t linkage_hash(const struct flow_export *x);
/* The summary that unit `asking` sees under this name (flow.h), and its hash; NULL and 0: none. */
const struct flow_export *linkage_find(const struct linkage *l, const char *function, bool relevant_only,
				       size_t asking, uint64_t *hash);
/* The only function that "record.member" points to; NULL: unknown, or there are several. */
const char *linkage_target(const struct linkage *l, const char *member);

/* Is this function of the unit weak, and overridden by another unit's definition? */
bool linkage_replaced(const struct linkage *l, const char *function, size_t unit);

/* Calls fn for every name that linkage_find() or linkage_target() can answer. */
void linkage_each_answer(const struct linkage *l, void (*fn)(const char *name, bool is_member, void *arg),
			 void *arg);

/* How a function's summary is demanded (flow.h). Demands are never withdrawn. */
unsigned linkage_demands(const struct linkage *l, const char *function);
/* Hash of the demanded names that the unit may define; 0: none. */
uint64_t linkage_demanded_of(const struct linkage *l, size_t unit);
/* Must the unit be analysed because another one demands a function that it may define? */
bool linkage_needs(const struct linkage *l, size_t unit);
/*
 * Sorted names of exports that have one of these effects, without static functions unless
 * `statics`. The strings belong to the exports.
 */
void linkage_names(const struct linkage *l, unsigned effects, bool statics, name_list *out);
/*
 * Marks units that must be analysed because a page may be passed through them to a use elsewhere.
 */
void linkage_follow_pages(const struct linkage *l, bool *units);

/*
 * Records and members through which a function with one of the effects is called; with
 * `fnptr_targets` also those whose target is demanded. Both lists are sorted.
 */
void linkage_members(const struct linkage *l, unsigned effects, bool fnptr_targets, name_list *records,
		     name_list *members);

#endif
