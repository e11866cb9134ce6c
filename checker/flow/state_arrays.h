/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The arrays of a state, for the files that change it: state.c, clean.c. */
#ifndef PAGECK_STATE_ARRAYS_H
#define PAGECK_STATE_ARRAYS_H

#include "flow/state.h"

#include <string.h>

/*
 * Arrays are shared after a fork. own() makes one private, with room for `more`
 * elements: it is called before every write.
 */
#define own(e, v, more)	state_own((e)->mem, (void **)&(v)->data, (v)->n, &(v)->cap, \
				  &(v)->shared, (more), sizeof(*(v)->data))

#define open_gap(e, v, i) do {							\
	own(e, v, 1);								\
	memmove(&(v)->data[(i) + 1], &(v)->data[i], ((v)->n - (i)) * sizeof(*(v)->data)); \
	(v)->n++;								\
} while (0)

#define close_gap(e, v, i) do {							\
	own(e, v, 0);								\
	(v)->n--;								\
	memmove(&(v)->data[i], &(v)->data[(i) + 1], ((v)->n - (i)) * sizeof(*(v)->data)); \
} while (0)

void state_own(struct arena *mem, void **data, uint32_t n, uint32_t *cap, bool *shared, uint32_t more,
	       size_t size);

#endif
