/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who calls whom in a tree, as it is written: by name, and through members whose target
 * is known. It says which units may lie on the way of a page from a function that gives
 * it to one that uses it, before any of them is parsed. What it says too much costs a
 * parse.
 */
#ifndef PAGECK_CALLGRAPH_H
#define PAGECK_CALLGRAPH_H

#include "whole/text_index.h"
#include "flow/flow.h"

typedef VEC(const char *) name_list;

/* Calls through a member of this name go to the function; `unit` defines it when it is static. */
struct member_target {
	const char *member, *function;
	size_t unit;
};
typedef VEC(struct member_target) member_list;

struct callgraph;

/* Of `n` units. `sources` stays the caller's, and outlives it. */
struct callgraph *callgraph_new(struct sources *sources, size_t n);
void callgraph_free(struct callgraph *g);

struct page_ends {
	name_list givers;		/* functions that give pages which may be a device's */
	name_list users;		/* functions that use a page they are handed */
	name_list guards;		/* functions that tell something of one by their answer */
	name_list tests;		/* the same, of the rules */
	name_list askers;		/* functions that give pages whose origin is demanded */
	member_list members;		/* calls that go to one function */
};

/* What is asked from here on is about these. */
void callgraph_set(struct callgraph *g, const struct page_ends *ends);
/*
 * Marks the units in which a giver is called by a function that has, or is on the way
 * to one that has, a user or an asker within reach.
 */
void callgraph_follow(struct callgraph *g, bool *units);
/* Calls from this function down to one that uses a page or tells of it; many: CALLGRAPH_FAR. */
#define CALLGRAPH_FAR	255
unsigned callgraph_leads(const struct callgraph *g, const char *name);

#endif
