/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/range.h"

#include <string.h>

/* The pieces above x.n are never looked at, so nothing clears them. */
struct range range_of(int64_t lo, int64_t hi)
{
	struct range x;

	x.n = lo <= hi;
	x.r[0].lo = lo;
	x.r[0].hi = hi;
	return x;
}

struct range range_full(void)
{
	return range_of(INT64_MIN, INT64_MAX);
}

struct range range_type(const struct ir_type *t)
{
	if (!t)
		return range_full();
	if (t->kind == TY_BOOL)
		return range_of(0, 1);
	if ((t->kind != TY_INT && t->kind != TY_ENUM) || !t->bits || t->bits >= 64)
		return range_full();
	/* enumerators are small: the sign bit of an enum is never set */
	if (t->is_unsigned && t->kind == TY_ENUM && t->bits == 32)
		return range_of(0, INT32_MAX);
	if (t->is_unsigned)
		return range_of(0, (int64_t)((1ull << t->bits) - 1));
	return range_of(-(int64_t)(1ull << (t->bits - 1)), (int64_t)(1ull << (t->bits - 1)) - 1);
}

struct range range_pointer_valid(void)
{
	struct range bad = range_of(-ERRNO_MAX, 0);

	return range_not(&bad);
}

bool range_is_full(const struct range *a)
{
	return a->n == 1 && a->r[0].lo == INT64_MIN && a->r[0].hi == INT64_MAX;
}

bool range_equal(const struct range *a, const struct range *b)
{
	unsigned i;

	if (a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++)
		if (a->r[i].lo != b->r[i].lo || a->r[i].hi != b->r[i].hi)
			return false;
	return true;
}

bool range_has(const struct range *a, int64_t v)
{
	unsigned i;

	for (i = 0; i < a->n; i++)
		if (v >= a->r[i].lo && v <= a->r[i].hi)
			return true;
	return false;
}

bool range_single(const struct range *a, int64_t *v)
{
	if (a->n != 1 || a->r[0].lo != a->r[0].hi)
		return false;
	*v = a->r[0].lo;
	return true;
}

/* Appends in ascending order; merges with the last when they touch or room is out. */
static void append(struct range *x, int64_t lo, int64_t hi)
{
	if (x->n && (x->r[x->n - 1].hi >= lo || x->r[x->n - 1].hi + 1 == lo || x->n == RANGE_MAX)) {
		if (hi > x->r[x->n - 1].hi)
			x->r[x->n - 1].hi = hi;
		return;
	}
	x->r[x->n].lo = lo;
	x->r[x->n].hi = hi;
	x->n++;
}

struct range range_union(const struct range *a, const struct range *b)
{
	struct range x;
	unsigned i = 0, j = 0;

	x.n = 0;
	while (i < a->n || j < b->n) {
		if (j == b->n || (i < a->n && a->r[i].lo <= b->r[j].lo)) {
			append(&x, a->r[i].lo, a->r[i].hi);
			i++;
		} else {
			append(&x, b->r[j].lo, b->r[j].hi);
			j++;
		}
	}
	return x;
}

struct range range_meet(const struct range *a, const struct range *b)
{
	struct range x;
	unsigned i = 0, j = 0;

	x.n = 0;
	while (i < a->n && j < b->n) {
		int64_t lo = a->r[i].lo > b->r[j].lo ? a->r[i].lo : b->r[j].lo;
		int64_t hi = a->r[i].hi < b->r[j].hi ? a->r[i].hi : b->r[j].hi;

		if (lo <= hi)
			append(&x, lo, hi);
		if (a->r[i].hi < b->r[j].hi)
			i++;
		else
			j++;
	}
	return x;
}

struct range range_not(const struct range *a)
{
	struct range x;
	int64_t from = INT64_MIN;
	unsigned i;

	x.n = 0;
	for (i = 0; i < a->n; i++) {
		if (a->r[i].lo > from)
			append(&x, from, a->r[i].lo - 1);
		if (a->r[i].hi == INT64_MAX)
			return x;
		from = a->r[i].hi + 1;
	}
	append(&x, from, INT64_MAX);
	return x;
}

bool range_within(const struct range *a, const struct range *b)
{
	unsigned i, j;

	/* piece by piece: a meet with too many pieces is no longer exact */
	for (i = 0; i < a->n; i++) {
		for (j = 0; j < b->n && b->r[j].hi < a->r[i].lo; j++)
			;
		if (j == b->n || a->r[i].lo < b->r[j].lo || a->r[i].hi > b->r[j].hi)
			return false;
	}
	return true;
}

/* [lo, hi] in unsigned 64-bit order */
static struct range unsigned_interval(uint64_t lo, uint64_t hi)
{
	struct range x;

	x.n = 0;
	if (lo > hi)
		return x;
	if (hi > INT64_MAX)
		append(&x, lo > INT64_MAX ? (int64_t)lo : INT64_MIN, (int64_t)hi);
	if (lo <= INT64_MAX)
		append(&x, (int64_t)lo, hi > INT64_MAX ? INT64_MAX : (int64_t)hi);
	return x;
}

struct range range_where(enum ir_opcode op, int64_t c, unsigned bits, bool is_unsigned)
{
	struct range x, none = { 0 };
	bool u64 = is_unsigned && bits >= 64;
	uint64_t uc = (uint64_t)c;

	switch (op) {
	case OP_EQ:
		return range_of(c, c);
	case OP_NE:
		x = range_of(c, c);
		return range_not(&x);
	case OP_LT:
		if (u64)
			return uc ? unsigned_interval(0, uc - 1) : none;
		return c == INT64_MIN ? none : range_of(INT64_MIN, c - 1);
	case OP_LE:
		return u64 ? unsigned_interval(0, uc) : range_of(INT64_MIN, c);
	case OP_GT:
		if (u64)
			return uc == UINT64_MAX ? none : unsigned_interval(uc + 1, UINT64_MAX);
		return c == INT64_MAX ? none : range_of(c + 1, INT64_MAX);
	case OP_GE:
		return u64 ? unsigned_interval(uc, UINT64_MAX) : range_of(c, INT64_MAX);
	default:
		return range_full();
	}
}
