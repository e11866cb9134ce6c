/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An approximate call graph of a tree, made from source text: calls by name, and calls through
 * members whose target is known. It selects the units that may be on the way of a page from a
 * function that gives it to one that uses it, before any of them is parsed. Selecting too many
 * costs only parses.
 */
#ifndef PAGECK_CALLGRAPH_H
#define PAGECK_CALLGRAPH_H

#include "whole/text_index.h"
#include "flow/flow.h"

typedef VEC(const char *) name_list;

/*
 * Calls through a member of this name go to the function; `unit` is where it is defined if it is
 * static.
 */
struct member_target {
	const char *member, *function;
	size_t unit;
};
typedef VEC(struct member_target) member_list;

struct callgraph;

/* For `n` units. `sources` is borrowed and must outlive it. callgraph_free() it. */
struct callgraph *callgraph_new(struct sources *sources, size_t n);
void callgraph_free(struct callgraph *g);

struct page_ends {
	name_list givers;		/* functions that give pages which may be device pages */
	name_list users;		/* functions that use a page passed to them */
	name_list guards;		/* functions whose result tells kinds of page apart */
	name_list tests;		/* guards that the rules name */
	/* functions that give pages and whose callers need to know the origin */
	name_list askers;
	member_list members;		/* members with a single known target */
};

/* Sets the functions that later calls are about. */
void callgraph_set(struct callgraph *g, const struct page_ends *ends);
/*
 * Marks the units in which a giver is called by a function that leads, within a few calls, to a
 * user or an asker.
 */
void callgraph_follow(struct callgraph *g, bool *units);
/* Calls from this function down to one that uses a page or tells of it; many: CALLGRAPH_FAR. */
#define CALLGRAPH_FAR	255
unsigned callgraph_leads(const struct callgraph *g, const char *name);

#endif
