/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Things in the order in which they are first spoken of, with the number that gives each. */
#ifndef PAGECK_NUMBERS_H
#define PAGECK_NUMBERS_H

#include "util/util.h"

/* All zero is an empty one. It doesn't own what the pointers lead to. */
struct numbers {
	VEC(const void *) list;		/* number 1 is list.data[0] */
	struct {
		const void *key;
		uint32_t number;
	} *slot;
	size_t cap;
};

/* p's number, from 1 on; 0 for NULL. *is_new: it has just got it. */
uint32_t numbers_of(struct numbers *n, const void *p, bool *is_new);
/* The same, for who must number first what p is made of: 0 when p has none yet. */
uint32_t numbers_known(const struct numbers *n, const void *p);
void numbers_free(struct numbers *n);

#endif
