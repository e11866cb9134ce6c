/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sets of 64-bit values as few disjoint intervals, in signed order.
 *
 * A pointer is its bit pattern: NULL is 0, ERR_PTR(-14) is -14, everything else
 * lies outside [-4095, 0]. An unsigned value narrower than 64 bits is zero-
 * extended. Sets are immutable values; a union with too many pieces closes gaps.
 */
#ifndef PAGECK_RANGE_H
#define PAGECK_RANGE_H

#include "ir/ir.h"

#define RANGE_MAX	8
#define ERRNO_MAX	4095

struct range {
	unsigned n;
	struct { int64_t lo, hi; } r[RANGE_MAX];
};

struct range range_full(void);
struct range range_of(int64_t lo, int64_t hi);
struct range range_type(const struct ir_type *type);	/* what a value of the type can be */
struct range range_pointer_valid(void);			/* neither NULL nor an error pointer */
struct range range_union(const struct range *a, const struct range *b);
struct range range_meet(const struct range *a, const struct range *b);
struct range range_not(const struct range *a);
/* The x with `x op c` true, computed in `bits`, signed or not. */
struct range range_where(enum ir_opcode op, int64_t c, unsigned bits, bool is_unsigned);

static inline bool range_empty(const struct range *a)
{
	return a->n == 0;
}
bool range_is_full(const struct range *a);
bool range_equal(const struct range *a, const struct range *b);
bool range_has(const struct range *a, int64_t v);
bool range_within(const struct range *a, const struct range *b);	/* a is a subset of b */
bool range_single(const struct range *a, int64_t *v);

#endif
