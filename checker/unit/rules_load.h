/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules and what the scan looks for, as the subcommands need them. */
#ifndef PAGECK_RULES_LOAD_H
#define PAGECK_RULES_LOAD_H

#include "facts/facts.h"
#include "text/scan.h"

struct rules {
	struct facts facts;
	struct front_words *words;	/* of facts.words */
};

/* 0, or -1 after error(). rules_free() in both cases. */
int rules_load(struct rules *r, const char *dir);
/*
 * The same, but `facts` stays empty when the words are remembered from an earlier
 * run with the same rules: enough to tell whether a unit can matter. If one does,
 * rules_complete() fills them in.
 */
int rules_load_words(struct rules *r, const char *dir);
int rules_complete(struct rules *r, const char *dir);
void rules_free(struct rules *r);

#endif
