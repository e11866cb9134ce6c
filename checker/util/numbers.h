/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers objects in the order in which they are first met, for serialization. Pointers are
 * compared, not what they point to.
 */
#ifndef PAGECK_NUMBERS_H
#define PAGECK_NUMBERS_H

#include "util/util.h"

/* A zeroed one is empty. Keys are borrowed; numbers_free() frees the table only. */
struct numbers {
	VEC(const void *) list;		/* number 1 is list.data[0] */
	struct {
		const void *key;
		uint32_t number;
	} *slot;
	size_t cap;
};

/* The number of p, counting from 1; 0 for NULL. Sets *is_new when this call assigned it. */
uint32_t numbers_of(struct numbers *n, const void *p, bool *is_new);
/* The number of p, or 0 when it has none yet: for callers that must number p's parts before p. */
uint32_t numbers_known(const struct numbers *n, const void *p);
void numbers_free(struct numbers *n);

#endif
