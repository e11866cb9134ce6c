/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An index of the sources of a tree's units: which words they contain, which functions they define
 * and call. It is cached in the store, so a run over an unchanged tree reads none of the files.
 */
#ifndef PAGECK_TEXT_INDEX_H
#define PAGECK_TEXT_INDEX_H

#include "kbuild/kbuild.h"
#include "store/store.h"
#include "text/scan.h"

struct sources;

/* `units` is borrowed and must not move. sources_close() frees the index. */
struct sources *sources_open(struct store *store, const struct kbuild_unit *units, size_t n,
			     bool remember);
/* Saves what is new in the store, if there is one, and frees the index. */
void sources_close(struct sources *s);

/*
 * Does the unit contain one of the words, itself or through a header beside it? `id`: a hash of the
 * word list, under which the answer is cached. A unit that can't be read matches, so that the parse
 * reports the error.
 */
bool sources_match(struct sources *s, size_t unit, const struct front_words *words, uint64_t id);
/* Does the unit's own file call one of these members? `id` as above. */
bool sources_call(struct sources *s, size_t unit, const struct front_words *members, uint64_t id);
/* Is one of the words anywhere in the unit's file or in a header beside it? `id` as above. */
bool sources_mention(struct sources *s, size_t unit, const struct front_words *words, uint64_t id);
/* A function, or a macro with parameters, as written; macros are not expanded. */
struct text_function {
	uint64_t name;			/* a text_name() */
	uint32_t first, n;		/* its calls, in text_calls.calls */
	uint32_t how;			/* mask of enum front_linkage */
};
struct text_calls {
	const struct text_function *functions;
	size_t nfunctions;
	/* text_name() of a called function, text_member() for calls through a member */
	const uint64_t *calls;
};
uint64_t text_name(const char *name, size_t n);
uint64_t text_member(const char *name, size_t n);
/* The functions in a unit's own file; and in each header beside units, once. */
struct text_calls sources_calls(struct sources *s, size_t unit);
size_t sources_headers(struct sources *s);
struct text_calls sources_header_calls(struct sources *s, size_t header);

/*
 * Units that may define this function with external linkage, in order; at most `max`. Weak
 * definitions count only when there is no other.
 */
size_t sources_defining(struct sources *s, const char *function, size_t *units, size_t max);
/* Hash of the unit's weak functions that another unit defines too; 0: none. */
uint64_t sources_replaced(struct sources *s, size_t unit);

#endif
