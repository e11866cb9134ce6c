/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/rules_load.h"

#include <string.h>

int rules_load(struct rules *r, const char *dir)
{
	memset(r, 0, sizeof(*r));
	if (facts_load(&r->facts, dir))
		return -1;
	r->words = front_words_new(r->facts.words.data, r->facts.words.n,
				   r->facts.member_words.data, r->facts.member_words.n);
	return 0;
}

void rules_free(struct rules *r)
{
	if (r->words)
		front_words_free(r->words);
	facts_free(&r->facts);
}
