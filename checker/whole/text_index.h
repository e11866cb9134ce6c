/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The texts of a tree's units: which words are in them, which functions they
 * define. What was seen is kept in the store, so that a run over an unchanged
 * tree reads none of them.
 */
#ifndef PAGECK_TEXT_INDEX_H
#define PAGECK_TEXT_INDEX_H

#include "kbuild/kbuild.h"
#include "store/store.h"
#include "text/scan.h"

struct sources;

/* The units stay the caller's, and in place. */
struct sources *sources_open(struct store *store, const struct kbuild_unit *units, size_t n,
			     bool remember);
/* Writes to the store what is new, if it is to be remembered. */
void sources_close(struct sources *s);

/*
 * Does the unit mention one of the words, itself or through a header beside it?
 * `id`: a hash of the list, so that the answer can be kept. A unit that can't be
 * read matches: whoever parses it will say so.
 */
bool sources_match(struct sources *s, size_t unit, const struct front_words *words, uint64_t id);
/* Does the unit call one of these members, itself? `id` as above. */
bool sources_call(struct sources *s, size_t unit, const struct front_words *members, uint64_t id);
/* Is one of the words in the unit or, wherever, in a header beside it? `id` as above. */
bool sources_mention(struct sources *s, size_t unit, const struct front_words *words, uint64_t id);
/* A function, or a macro with parameters, as it is written: nothing is expanded. */
struct text_function {
	uint64_t name;			/* text_name() */
	uint32_t first, n;		/* its calls in text_calls.calls */
	uint32_t how;			/* enum front_linkage */
};
struct text_calls {
	const struct text_function *functions;
	size_t nfunctions;
	const uint64_t *calls;		/* text_name() of a function, text_member() of what is called through one */
};
uint64_t text_name(const char *name, size_t n);
uint64_t text_member(const char *name, size_t n);
/* What stands in a unit's own file; in the headers beside units, for each header once. */
struct text_calls sources_calls(struct sources *s, size_t unit);
size_t sources_headers(struct sources *s);
struct text_calls sources_header_calls(struct sources *s, size_t header);

/*
 * The units that may define this function for others, in order; at most `max`. Weak
 * definitions count when there is no other one.
 */
size_t sources_defining(struct sources *s, const char *function, size_t *units, size_t max);
/* A hash of the unit's weak functions that another unit defines as well; 0: there are none. */
uint64_t sources_replaced(struct sources *s, size_t unit);

#endif
