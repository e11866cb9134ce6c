/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "unit/rules_load.h"

#include "facts/words_cache.h"
#include "rule/rule_names.h"
#include "util/dirs.h"
#include "text/scan.h"

#include <string.h>

int rules_load(struct rules *r, const char *dir)
{
	memset(r, 0, sizeof(*r));
	if (facts_load(&r->facts, dir))
		return -1;
	rules_name(r->facts.reference_rules.data, r->facts.reference_rules.n);
	r->words = front_words_new(r->facts.words.data, r->facts.words.n,
				   r->facts.member_words.data, r->facts.member_words.n);
	front_words_pair(r->words, r->facts.device_words.data, r->facts.device_words.n,
			 r->facts.beside_words.data, r->facts.beside_words.n,
			 r->facts.beside_members.data, r->facts.beside_members.n);
	return 0;
}

int rules_load_words(struct rules *r, const char *dir)
{
	struct words_key key = words_key(dir);
	struct words w;
	int failed = 0;

	memset(r, 0, sizeof(*r));
	if (words_load(&w, cache_dir(), dir, key)) {
		r->words = front_words_new(w.words.data, w.words.n, w.member_words.data,
					   w.member_words.n);
		rules_name(w.reference_rules.data, w.reference_rules.n);
		front_words_pair(r->words, w.device_words.data, w.device_words.n, w.beside_words.data,
				 w.beside_words.n, w.beside_members.data, w.beside_members.n);
	} else if (!(failed = rules_load(r, dir)))
		words_save(&r->facts, cache_dir(), dir, key);
	words_free(&w);
	return failed;
}

int rules_complete(struct rules *r, const char *dir)
{
	if (r->facts.all.n)
		return 0;
	front_words_free(r->words);
	return rules_load(r, dir);
}

void rules_free(struct rules *r)
{
	front_words_free(r->words);
	facts_free(&r->facts);
}
