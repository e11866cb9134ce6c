/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Searches a file's text for the words of the rules, to decide whether it is worth parsing.
 *
 * The caller owns a struct front_words and frees it with front_words_free(). The strings that it is
 * built from are copied.
 */
#ifndef PAGECK_SCAN_H
#define PAGECK_SCAN_H

#include "util/util.h"

/*
 * Does the text contain one of the words as a whole identifier? Members count only where they can
 * select a member. A word in both lists is treated as a member. A word "word+member" counts only in
 * a text that also selects that member.
 */
struct front_words;
struct front_words *front_words_new(const char *const *words, size_t n,
				    const char *const *members, size_t nmembers);
/* A text that contains one of `first` and one of `second` or `members` matches, too. */
void front_words_pair(struct front_words *w, const char *const *first, size_t nfirst,
		      const char *const *second, size_t nsecond, const char *const *members,
		      size_t nmembers);
void front_words_free(struct front_words *w);
bool front_words_match(const struct front_words *w, const char *text, size_t len);

/* Does the text call one of the members: p->member(...)? */
bool front_calls_member(const struct front_words *members, const char *text, size_t len);

#endif
