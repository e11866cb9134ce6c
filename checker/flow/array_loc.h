/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which array a pointer, or the value of an element, leads to; and loops over arrays of pages. */
#ifndef PAGECK_ARRAY_LOC_H
#define PAGECK_ARRAY_LOC_H

#include "flow/fixpoint.h"

/* Without the casts around it. */
const struct term *uncast(const struct term *t);
/* The array that a pointer to its start, or to one of its elements, leads to. */
const struct term *array_pointed_to(struct fn_ctx *c, const struct term *pointer);
/* The array that the value (or the page that it is part of) was read from; NULL: none. */
const struct term *array_of_element(struct state_env *e, const struct term *value);
/* Does the value contain what was read from an element? */
bool mentions_element(struct state_env *e, const struct term *value, const struct term *array);
/* The member of a structure that the array is, or hangs on; NULL: none. */
const struct ir_field *array_member(const struct term *array);
/* The parameter, as a value, from which it is reached; NULL: from none. */
const struct term *array_parameter(const struct term *array);
/* Can who has the value come to the array? */
bool array_reached(struct fn_ctx *c, struct state *s, const struct term *value,
		   const struct term *array);
/* Is b the head of a loop that hands pages to functions or stores them, and `to` outside of it? */
bool leaves_page_loop(struct fn_ctx *c, const struct ir_block *b, const struct ir_block *to);

#endif
