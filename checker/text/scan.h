/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Can a file matter? Its text is searched for words, as no parser is needed for that.
 *
 * A struct front_words belongs to whoever makes it; the strings that it is made of may go.
 */
#ifndef PAGECK_SCAN_H
#define PAGECK_SCAN_H

#include "util/util.h"

/*
 * Does the text hold one of the words as a whole identifier? One of the members
 * counts only where it may be a member's name. A word in both lists is a member.
 * "word+member" counts only in a text that selects that member as well.
 */
struct front_words;
struct front_words *front_words_new(const char *const *words, size_t n,
				    const char *const *members, size_t nmembers);
/* A text that holds one of `first` and one of `second` or `members` matches as well. */
void front_words_pair(struct front_words *w, const char *const *first, size_t nfirst,
		      const char *const *second, size_t nsecond, const char *const *members,
		      size_t nmembers);
void front_words_free(struct front_words *w);
bool front_words_match(const struct front_words *w, const char *text, size_t len);

/* Does the text call one of the members: p->member(...)? */
bool front_calls_member(const struct front_words *members, const char *text, size_t len);

#endif
