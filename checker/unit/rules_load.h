/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Loads the rules and the word search that is made from them, for subcommands. */
#ifndef PAGECK_RULES_LOAD_H
#define PAGECK_RULES_LOAD_H

#include "facts/facts.h"
#include "text/scan.h"

struct rules {
	struct facts facts;
	struct front_words *words;	/* made from facts.words */
};

/* Loads from `dir`. 0, or -1 after error(). Call rules_free() in both cases. */
int rules_load(struct rules *r, const char *dir);
/*
 * Loads only the words when they are cached from an earlier run with the same rules; `facts` stays
 * empty then. That suffices to decide whether a unit can matter. If one does, rules_complete()
 * loads the rest.
 */
int rules_load_words(struct rules *r, const char *dir);
int rules_complete(struct rules *r, const char *dir);
void rules_free(struct rules *r);

#endif
