/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of a rules directory, remembered: most units hold none of them, and
 * then nothing else of the rules is needed.
 *
 * A file of the cache directory, valid for one program and one state of the
 * directory. One that is damaged, or not ours, is as good as none.
 */
#ifndef PAGECK_WORDS_CACHE_H
#define PAGECK_WORDS_CACHE_H

#include "facts/facts.h"

/* What a directory of rules is made of at one moment, and which program asks. */
struct words_key {
	uint64_t hash;		/* 0: can't be told, so nothing is remembered */
	int64_t newest, taken;	/* last change in the directory; when we looked; ns */
};

struct words_key words_key(const char *dir);

/* As in struct facts, of which they are lists. Strings live in `text`. */
struct words {
	char *text;
	VEC(const char *) words, member_words, device_words, beside_words, beside_members,
		reference_rules;
};

/* False: none are remembered for this key. words_free() in both cases. */
bool words_load(struct words *w, const char *cache_dir, const char *dir, struct words_key key);
void words_free(struct words *w);
/* `f` was loaded after the key was made. Failure only costs the next one its time. */
void words_save(const struct facts *f, const char *cache_dir, const char *dir,
		    struct words_key key);

#endif
