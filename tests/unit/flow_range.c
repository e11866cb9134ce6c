/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sets of values: what the operators keep, and what they may only widen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "flow/range.h"

static struct range pair(int64_t a, int64_t b, int64_t c, int64_t d)
{
	struct range x = range_of(a, b), y = range_of(c, d);

	return range_union(&x, &y);
}

static void expect(struct range x, unsigned n, const int64_t (*want)[2])
{
	unsigned i;

	assert_int_equal(x.n, n);
	for (i = 0; i < n; i++) {
		assert_true(x.r[i].lo == want[i][0]);
		assert_true(x.r[i].hi == want[i][1]);
	}
}

#define EXPECT(x, ...) do {						\
	const int64_t want_[][2] = { __VA_ARGS__ };			\
									\
	expect(x, ARRAY_SIZE(want_), want_);				\
} while (0)

static void test_interval(void **state)
{
	struct range x = range_of(5, 4), y = range_of(-3, -3), z = range_of(3, 9);
	int64_t v = 77;

	(void)state;
	assert_true(range_empty(&x));
	assert_false(range_single(&x, &v));
	assert_int_equal(v, 77);
	assert_true(range_single(&y, &v));
	assert_int_equal(v, -3);
	assert_false(range_single(&z, &v));
	assert_true(range_has(&z, 3) && range_has(&z, 9));
	assert_false(range_has(&z, 2) || range_has(&z, 10) || range_has(&x, 5));
	x = range_full();
	assert_true(range_is_full(&x));
	assert_false(range_is_full(&z));
	x = pair(1, 1, 3, 3);
	assert_false(range_single(&x, &v));
	assert_false(range_has(&x, 2));
}

static void test_union(void **state)
{
	struct range x, y, empty = { 0 };

	(void)state;
	EXPECT(pair(10, 20, 1, 3), { 1, 3 }, { 10, 20 });
	EXPECT(pair(1, 3, 4, 8), { 1, 8 });		/* they touch */
	EXPECT(pair(1, 30, 4, 8), { 1, 30 });		/* one holds the other */
	EXPECT(pair(1, 5, 4, 8), { 1, 8 });
	EXPECT(pair(INT64_MIN, INT64_MAX, 3, 4), { INT64_MIN, INT64_MAX });
	EXPECT(pair(INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN), { INT64_MIN, INT64_MIN },
	       { INT64_MAX, INT64_MAX });
	x = pair(1, 2, 8, 9);
	EXPECT(range_union(&x, &empty), { 1, 2 }, { 8, 9 });
	EXPECT(range_union(&empty, &x), { 1, 2 }, { 8, 9 });
	y = range_of(3, 7);
	EXPECT(range_union(&x, &y), { 1, 9 });
}

static void test_meet(void **state)
{
	struct range x = pair(0, 10, 20, 30), y = pair(5, 22, 30, 40), z = range_of(11, 19);

	(void)state;
	EXPECT(range_meet(&x, &y), { 5, 10 }, { 20, 22 }, { 30, 30 });
	EXPECT(range_meet(&y, &x), { 5, 10 }, { 20, 22 }, { 30, 30 });
	y = range_meet(&x, &z);
	assert_true(range_empty(&y));
	y = range_full();
	EXPECT(range_meet(&x, &y), { 0, 10 }, { 20, 30 });
}

static void test_not(void **state)
{
	struct range x = range_of(0, 0), y, empty = { 0 };

	(void)state;
	EXPECT(range_not(&x), { INT64_MIN, -1 }, { 1, INT64_MAX });
	EXPECT(range_not(&empty), { INT64_MIN, INT64_MAX });
	x = range_full();
	y = range_not(&x);
	assert_true(range_empty(&y));
	x = range_of(INT64_MIN, 4);
	EXPECT(range_not(&x), { 5, INT64_MAX });
	x = range_of(4, INT64_MAX);
	EXPECT(range_not(&x), { INT64_MIN, 3 });
	x = pair(-7, -5, 2, 8);
	y = range_not(&x);
	y = range_not(&y);
	assert_true(range_equal(&x, &y));
}

static void test_within(void **state)
{
	struct range x = pair(0, 10, 20, 30), y = pair(2, 3, 20, 30), empty = { 0 }, full = range_full();

	(void)state;
	assert_true(range_within(&y, &x));
	assert_false(range_within(&x, &y));
	assert_true(range_within(&x, &x));
	assert_true(range_within(&empty, &y));
	assert_false(range_within(&y, &empty));
	assert_true(range_within(&x, &full));
	y = range_of(9, 21);
	assert_false(range_within(&y, &x));

	/* the meet of these needs more pieces than a set has, and is no witness */
	{
		struct range a = { 0 }, one, b;
		int64_t v;

		for (v = 2; v <= 14; v += 2) {
			one = range_of(v, v);
			a = range_union(&a, &one);
		}
		one = range_of(100, 200);
		a = range_union(&a, &one);
		b = pair(0, 20, 100, 110);
		one = range_of(190, 200);
		b = range_union(&b, &one);
		assert_false(range_within(&a, &b));
	}
	y = range_of(10, 11);
	assert_false(range_within(&y, &x));
	assert_false(range_equal(&x, &y));
}

static void test_where_signed(void **state)
{
	struct range x;

	(void)state;
	EXPECT(range_where(OP_EQ, -14, 32, false), { -14, -14 });
	EXPECT(range_where(OP_NE, 0, 64, true), { INT64_MIN, -1 }, { 1, INT64_MAX });
	EXPECT(range_where(OP_LT, 0, 64, false), { INT64_MIN, -1 });
	EXPECT(range_where(OP_LE, 0, 64, false), { INT64_MIN, 0 });
	EXPECT(range_where(OP_GT, 0, 32, false), { 1, INT64_MAX });
	EXPECT(range_where(OP_GE, -4095, 32, false), { -4095, INT64_MAX });
	x = range_where(OP_LT, INT64_MIN, 64, false);
	assert_true(range_empty(&x));
	x = range_where(OP_GT, INT64_MAX, 64, false);
	assert_true(range_empty(&x));
	/* arithmetic is no comparison: it says nothing */
	x = range_where(OP_ADD, 4, 64, false);
	assert_true(range_is_full(&x));
}

static void test_where_unsigned(void **state)
{
	struct range x;

	(void)state;
	/* IS_ERR(): (unsigned long)p >= (unsigned long)-4095 */
	EXPECT(range_where(OP_GE, -4095, 64, true), { -4095, -1 });
	EXPECT(range_where(OP_GT, -4096, 64, true), { -4095, -1 });
	EXPECT(range_where(OP_LT, -4095, 64, true), { INT64_MIN, -4096 }, { 0, INT64_MAX });
	EXPECT(range_where(OP_LE, -4096, 64, true), { INT64_MIN, -4096 }, { 0, INT64_MAX });
	/* values above INT64_MAX are the negative ones */
	EXPECT(range_where(OP_GT, 7, 64, true), { INT64_MIN, -1 }, { 8, INT64_MAX });
	EXPECT(range_where(OP_GE, 7, 64, true), { INT64_MIN, -1 }, { 7, INT64_MAX });
	EXPECT(range_where(OP_LT, 7, 64, true), { 0, 6 });
	EXPECT(range_where(OP_LE, 7, 64, true), { 0, 7 });
	EXPECT(range_where(OP_LE, INT64_MAX, 64, true), { 0, INT64_MAX });
	EXPECT(range_where(OP_GT, INT64_MAX, 64, true), { INT64_MIN, -1 });
	x = range_where(OP_LT, 0, 64, true);
	assert_true(range_empty(&x));
	x = range_where(OP_GT, -1, 64, true);
	assert_true(range_empty(&x));
	x = range_where(OP_GE, 0, 64, true);
	assert_true(range_is_full(&x));
	/* 32-bit unsigned values are zero-extended: signed order is theirs */
	EXPECT(range_where(OP_GE, 0xfffff001, 32, true), { 0xfffff001, INT64_MAX });
	EXPECT(range_where(OP_LT, 0xfffff001, 32, true), { INT64_MIN, 0xfffff000 });
}

/* A condition and its negation part the values: nothing in both, nothing in none. */
static void test_where_parts(void **state)
{
	static const enum ir_opcode ops[][2] = {
		{ OP_EQ, OP_NE }, { OP_LT, OP_GE }, { OP_LE, OP_GT },
	};
	static const int64_t at[] = { INT64_MIN, INT64_MIN + 1, -4095, -1, 0, 1, INT64_MAX };
	size_t i, j;
	int u;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(ops); i++)
		for (j = 0; j < ARRAY_SIZE(at); j++)
			for (u = 0; u < 2; u++) {
				struct range x = range_where(ops[i][0], at[j], 64, u);
				struct range y = range_where(ops[i][1], at[j], 64, u);
				struct range both = range_meet(&x, &y), any = range_union(&x, &y);

				assert_true(range_empty(&both));
				assert_true(range_is_full(&any));
			}
}

/* Too many pieces: gaps close, but no value that was in gets lost. */
static void test_too_many_pieces(void **state)
{
	struct range x = { 0 }, one, not;
	int64_t i;

	(void)state;
	for (i = 0; i < RANGE_MAX; i++) {
		one = range_of(i * 10, i * 10 + 1);
		x = range_union(&x, &one);
	}
	assert_int_equal(x.n, RANGE_MAX);
	assert_false(range_has(&x, 5));
	/* one more in front: all are kept, there is one gap less */
	one = range_of(-10, -9);
	x = range_union(&x, &one);
	assert_int_equal(x.n, RANGE_MAX);
	assert_true(range_has(&x, -10));
	for (i = 0; i < RANGE_MAX; i++)
		assert_true(range_has(&x, i * 10) && range_has(&x, i * 10 + 1));
	assert_false(range_has(&x, -11) || range_has(&x, -1) || range_has(&x, 72));
	/* the complement has one piece more than there is room for */
	x.n = 0;
	for (i = 0; i < RANGE_MAX; i++) {
		one = range_of(i * 10, i * 10 + 1);
		x = range_union(&x, &one);
	}
	not = range_not(&x);
	assert_int_equal(not.n, RANGE_MAX);
	assert_true(range_has(&not, INT64_MIN) && range_has(&not, INT64_MAX));
	for (i = -1; i < RANGE_MAX; i++)
		assert_true(range_has(&not, i * 10 + 5));
	assert_false(range_has(&not, 0) || range_has(&not, 31));
}

static void test_types(void **state)
{
	struct ir_type t = { .kind = TY_INT, .bits = 8 };
	struct range x;

	(void)state;
	EXPECT(range_type(&t), { -128, 127 });
	t.is_unsigned = true;
	EXPECT(range_type(&t), { 0, 255 });
	t.bits = 32;
	EXPECT(range_type(&t), { 0, 0xffffffff });
	t.is_unsigned = false;
	EXPECT(range_type(&t), { INT32_MIN, INT32_MAX });
	t.bits = 64;
	t.is_unsigned = true;
	x = range_type(&t);	/* the upper half is negative */
	assert_true(range_is_full(&x));
	/* gcc makes an enum without a negative enumerator unsigned: still no high bit */
	t.kind = TY_ENUM;
	t.bits = 32;
	EXPECT(range_type(&t), { 0, INT32_MAX });
	t.is_unsigned = false;
	EXPECT(range_type(&t), { INT32_MIN, INT32_MAX });
	t.bits = 8;
	t.is_unsigned = true;
	EXPECT(range_type(&t), { 0, 255 });
	t.kind = TY_BOOL;
	EXPECT(range_type(&t), { 0, 1 });
	t.kind = TY_POINTER;
	t.bits = 64;
	x = range_type(&t);
	assert_true(range_is_full(&x));
	x = range_type(NULL);
	assert_true(range_is_full(&x));
}

static void test_pointer_valid(void **state)
{
	struct range p = range_pointer_valid(), err = range_where(OP_GE, -ERRNO_MAX, 64, true), x;

	(void)state;
	EXPECT(p, { INT64_MIN, -4096 }, { 1, INT64_MAX });
	assert_true(range_has(&p, (int64_t)0xffff888000000000ull));
	x = range_meet(&p, &err);
	assert_true(range_empty(&x));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_interval),
		cmocka_unit_test(test_union),
		cmocka_unit_test(test_meet),
		cmocka_unit_test(test_not),
		cmocka_unit_test(test_within),
		cmocka_unit_test(test_where_signed),
		cmocka_unit_test(test_where_unsigned),
		cmocka_unit_test(test_where_parts),
		cmocka_unit_test(test_too_many_pieces),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_pointer_valid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
