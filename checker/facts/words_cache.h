/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Caches the words of a rules directory: most units contain none of them, and then nothing else of
 * the rules is loaded.
 *
 * The cache file is valid for one version of the program and of the directory. A file that is
 * damaged, or not of this format, is ignored.
 */
#ifndef PAGECK_WORDS_CACHE_H
#define PAGECK_WORDS_CACHE_H

#include "facts/facts.h"

/* The state of a rules directory at one moment, and the program's version. */
struct words_key {
	uint64_t hash;		/* 0: unknown, so nothing is cached */
	int64_t newest, taken;	/* last change in the directory; time when it was read; in ns */
};

struct words_key words_key(const char *dir);

/* The lists of struct facts with the same names. Strings live in `text`. */
struct words {
	char *text;
	VEC(const char *) words, member_words, device_words, beside_words, beside_members,
		reference_rules;
};

/* False: not cached for this key. words_free() in both cases. */
bool words_load(struct words *w, const char *cache_dir, const char *dir, struct words_key key);
void words_free(struct words *w);
/* `f` must have been loaded after the key was made. Failure is silent. */
void words_save(const struct facts *f, const char *cache_dir, const char *dir,
		    struct words_key key);

#endif
