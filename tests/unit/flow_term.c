/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terms: one pointer for one meaning, and what a term can be asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "flow/term.h"

static struct ir_record rec = { .name = "box", .is_complete = true, .size = 192, .nfields = 3 };
static const struct ir_type rec_type = { .kind = TY_RECORD, .record = &rec, .name = "struct box" };
static const struct ir_type rec_ptr = { .kind = TY_POINTER, .bits = 64, .to = &rec_type };
static const struct ir_type s8 = { .kind = TY_INT, .bits = 8 };
static const struct ir_type u8 = { .kind = TY_INT, .bits = 8, .is_unsigned = true };
static const struct ir_type s32 = { .kind = TY_INT, .bits = 32 };
static const struct ir_type u32 = { .kind = TY_INT, .bits = 32, .is_unsigned = true };
static const struct ir_type s64 = { .kind = TY_INT, .bits = 64 };
static const struct ir_type u64 = { .kind = TY_INT, .bits = 64, .is_unsigned = true };
static const struct ir_type boolean = { .kind = TY_BOOL, .bits = 8, .is_unsigned = true };
static const struct ir_type array = { .kind = TY_ARRAY, .to = &rec_ptr };
static struct ir_field fields[] = {
	{ .name = "first", .type = &rec_ptr, .record = &rec, .offset = 0, .size = 64 },
	{ .name = "count", .type = &s32, .record = &rec, .offset = 64, .size = 32 },
	{ .name = "next", .type = &rec_ptr, .record = &rec, .offset = 128, .size = 64 },
};
static const struct ir_field *const first = &fields[0], *const count = &fields[1],
	*const next = &fields[2];

static struct ir_var p_var = { .name = "p", .type = &rec_ptr, .kind = VAR_PARAM };
static struct ir_var g_var = { .name = "g", .type = &rec_ptr, .kind = VAR_GLOBAL };
static struct ir_var l_var = { .name = "l", .type = &rec_ptr, .kind = VAR_LOCAL, .index = 1 };
static struct ir_var i_var = { .name = "i", .type = &s32, .kind = VAR_PARAM, .index = 2 };
static struct ir_var j_var = { .name = "j", .type = &s32, .kind = VAR_PARAM, .index = 3 };
static struct ir_var a_var = { .name = "arr", .type = &array, .kind = VAR_LOCAL, .index = 4 };
static struct ir_var s_var = { .name = "s", .type = &rec_type, .kind = VAR_LOCAL, .index = 5 };
static struct ir_decl fn = { .name = "fn" };
static const char here, there;	/* sites */

static struct arena mem;
static struct terms ts;
static const struct term *p, *i, *j;	/* what the variables hold on entry */

static const struct term *entry(const struct ir_var *v)
{
	return tm_init(&ts, loc_var(&ts, v), NULL, v->type);
}

/* pointer->field, as a value */
static const struct term *get(const struct term *pointer, const struct ir_field *f)
{
	return tm_init(&ts, loc_field(&ts, loc_sym(&ts, pointer), f), NULL, f->type);
}

static const struct term *num(int64_t v)
{
	return tm_const(&ts, v);
}

static int setup(void **state)
{
	(void)state;
	rec.fields = fields;
	terms_init(&ts, &mem);
	p = entry(&p_var);
	i = entry(&i_var);
	j = entry(&j_var);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	terms_free(&ts);
	arena_free(&mem);
	return 0;
}

static void test_equal_terms(void **state)
{
	struct guard_fact g1 = { 0 }, g2 = { 0 };

	(void)state;
	assert_ptr_equal(entry(&p_var), p);
	assert_ptr_not_equal(p, i);
	assert_ptr_not_equal(p, tm_init(&ts, p->a, &here, &rec_ptr));
	assert_ptr_not_equal(tm_init(&ts, p->a, &there, NULL), tm_init(&ts, p->a, &here, NULL));
	assert_ptr_equal(get(p, next), get(p, next));
	assert_ptr_not_equal(get(p, next), get(p, first));
	assert_ptr_equal(num(-1), num(-1));
	assert_ptr_not_equal(num(-1), num(0xffffffff));
	assert_ptr_equal(tm_sym(&ts, &here, p, 0, NULL), tm_sym(&ts, &here, p, 0, NULL));
	assert_ptr_not_equal(tm_sym(&ts, &here, p, 0, NULL), tm_sym(&ts, &here, p, 1, NULL));
	assert_ptr_not_equal(tm_sym(&ts, &here, p, 0, NULL), tm_sym(&ts, &here, i, 0, NULL));
	assert_ptr_equal(tm_pred(&ts, &g1, p), tm_pred(&ts, &g1, p));
	assert_ptr_not_equal(tm_pred(&ts, &g1, p), tm_pred(&ts, &g2, p));
	assert_ptr_equal(tm_same(&ts, &fn, p, NULL), tm_same(&ts, &fn, p, NULL));
	assert_ptr_equal(tm_func(&ts, &fn), tm_func(&ts, &fn));
	assert_ptr_not_equal(tm_string(&ts, &here), tm_string(&ts, &there));
	/* the same variable is a place and, read, a value */
	assert_true(term_is_loc(p->a));
	assert_false(term_is_loc(p));
}

/* Buckets are dealt out again when there are many terms: no term gets a twin. */
static void test_many_terms(void **state)
{
	enum { N = 30000 };
	static const struct term *seen[N];
	int k;

	(void)state;
	for (k = 0; k < N; k++)
		seen[k] = num(k);
	for (k = 0; k < N; k++)
		assert_ptr_equal(num(k), seen[k]);
	assert_ptr_equal(entry(&p_var), p);
	assert_true(seen[N - 1]->id > seen[0]->id);
}

static void test_address_and_deref(void **state)
{
	const struct term *var = loc_var(&ts, &s_var), *addr = tm_addr(&ts, var);

	(void)state;
	assert_int_equal(addr->kind, TM_ADDR);
	assert_ptr_equal(loc_sym(&ts, addr), var);			/* *&x */
	assert_ptr_equal(tm_addr(&ts, loc_sym(&ts, p)), p);		/* &*p */
	assert_ptr_equal(loc_field(&ts, loc_sym(&ts, addr), count), loc_field(&ts, var, count));
	assert_int_equal(loc_sym(&ts, p)->kind, LOC_SYM);
	assert_int_equal(tm_addr(&ts, loc_field(&ts, loc_sym(&ts, p), next))->kind, TM_ADDR);
}

static void test_elements(void **state)
{
	const struct term *arr = loc_var(&ts, &a_var), *sum, *base;

	(void)state;
	/* *(p + i) is an element of what p points to */
	sum = tm_binary(&ts, OP_ADD, p, i, &rec_ptr, true);
	assert_ptr_equal(loc_sym(&ts, sum), loc_elem(&ts, loc_sym(&ts, p), i));
	assert_true(loc_within(loc_sym(&ts, sum), loc_sym(&ts, p)));
	assert_ptr_equal(loc_array(loc_sym(&ts, sum)), loc_sym(&ts, p));
	assert_ptr_equal(loc_array(arr), arr);
	/* p + 0 is p, and p + 1 + 2 is p + 3 */
	assert_ptr_equal(tm_binary(&ts, OP_ADD, p, num(0), &rec_ptr, true), p);
	sum = tm_binary(&ts, OP_ADD, p, num(1), &rec_ptr, true);
	sum = tm_binary(&ts, OP_ADD, sum, num(2), &rec_ptr, true);
	assert_ptr_equal(loc_sym(&ts, sum), loc_elem(&ts, loc_sym(&ts, p), num(3)));
	/* an array that decayed: *(&arr[0] + i) is arr[i] */
	base = tm_addr(&ts, loc_elem(&ts, arr, num(0)));
	sum = tm_binary(&ts, OP_ADD, base, i, &rec_ptr, true);
	assert_ptr_equal(loc_sym(&ts, sum), loc_elem(&ts, arr, i));
	assert_ptr_equal(loc_sym(&ts, base), loc_elem(&ts, arr, num(0)));
	/* *(&arr[2] + 1) */
	base = tm_addr(&ts, loc_elem(&ts, arr, num(2)));
	assert_ptr_equal(loc_sym(&ts, tm_binary(&ts, OP_ADD, base, num(1), sum->type, true)),
			 loc_elem(&ts, arr, num(3)));
	/* an integer sum is no element */
	sum = tm_binary(&ts, OP_ADD, p, j, &u64, true);
	assert_int_equal(loc_sym(&ts, sum)->kind, LOC_SYM);
}

static void test_order_of_operands(void **state)
{
	const struct term *x;

	(void)state;
	x = tm_binary(&ts, OP_ADD, num(5), i, &s32, false);
	assert_ptr_equal(x->a, i);
	assert_true(term_is_const(x->b, 5));
	assert_ptr_equal(x, tm_binary(&ts, OP_ADD, i, num(5), &s32, false));
	assert_ptr_equal(tm_binary(&ts, OP_EQ, i, j, &s32, false), tm_binary(&ts, OP_EQ, j, i, &s32, false));
	assert_ptr_not_equal(tm_binary(&ts, OP_SUB, i, j, &s32, false),
			     tm_binary(&ts, OP_SUB, j, i, &s32, false));
	assert_ptr_not_equal(tm_binary(&ts, OP_LT, i, j, &s32, false),
			     tm_binary(&ts, OP_LT, j, i, &s32, false));
	/* signedness matters to an order, not to a sum or an equality */
	assert_ptr_not_equal(tm_binary(&ts, OP_LT, i, j, &s32, false),
			     tm_binary(&ts, OP_LT, i, j, &s32, true));
	assert_ptr_equal(tm_binary(&ts, OP_NE, i, j, &s32, false), tm_binary(&ts, OP_NE, i, j, &s32, true));
}

static void test_constant_folds(void **state)
{
	(void)state;
#define FOLD(op, a, b, type, u)	tm_binary(&ts, op, num(a), num(b), &(type), u)
	assert_true(term_is_const(FOLD(OP_ADD, INT32_MAX, 1, s32, false), INT32_MIN));
	assert_true(term_is_const(FOLD(OP_ADD, 0xffffffff, 1, u32, true), 0));
	assert_true(term_is_const(FOLD(OP_SUB, 0, 1, u64, true), -1));
	assert_true(term_is_const(FOLD(OP_GT, -1, 1, s32, true), 1));
	assert_true(term_is_const(FOLD(OP_GT, -1, 1, s32, false), 0));
	assert_true(term_is_const(FOLD(OP_SHR, -2, 1, s64, false), -1));
	assert_true(term_is_const(FOLD(OP_SHR, -2, 1, u64, true), INT64_MAX));
	assert_true(term_is_const(FOLD(OP_DIV, -6, 2, s64, false), -3));
	/* what C leaves undefined isn't computed */
	assert_int_equal(FOLD(OP_DIV, 1, 0, s32, false)->kind, TM_BINARY);
	assert_int_equal(FOLD(OP_REM, INT64_MIN, -1, s64, false)->kind, TM_BINARY);
	assert_int_equal(FOLD(OP_SHL, 1, 64, s64, false)->kind, TM_BINARY);
#undef FOLD
	assert_true(term_is_const(tm_unary(&ts, OP_NEG, num(14), &s32), -14));
	assert_true(term_is_const(tm_unary(&ts, OP_COM, num(3), &u32), 0xfffffffc));
	assert_true(term_is_const(tm_unary(&ts, OP_NOT, num(3), &s32), 0));
	assert_true(term_is_const(tm_unary(&ts, OP_NEG, num(INT64_MIN), &s64), INT64_MIN));
	assert_true(term_is_const(tm_binary(&ts, OP_SUB, i, i, &s32, false), 0));
	assert_true(term_is_const(tm_binary(&ts, OP_EQ, i, i, &s32, false), 1));
	assert_true(term_is_const(tm_binary(&ts, OP_LT, i, i, &s32, false), 0));
	assert_true(term_is_const(tm_binary(&ts, OP_AND, i, num(0), &s32, false), 0));
	assert_ptr_equal(tm_binary(&ts, OP_OR, i, num(0), &s32, false), i);
}

/* (x & 4) != 0, however the code writes it */
static void test_tests_of_bits(void **state)
{
	const struct term *bit = tm_binary(&ts, OP_AND, num(4), i, &s32, false);
	const struct term *set = tm_binary(&ts, OP_NE, bit, num(0), &s32, false);

	(void)state;
	assert_int_equal(set->kind, TM_BINARY);
	assert_ptr_equal(set->a, bit);
	assert_ptr_equal(tm_cast(&ts, bit, &boolean), set);
	assert_ptr_equal(tm_unary(&ts, OP_NOT, tm_unary(&ts, OP_NOT, bit, &s32), &s32), set);
	/* the truth of a truth is the same truth */
	assert_ptr_equal(tm_binary(&ts, OP_NE, set, num(0), &s32, false), set);
	assert_ptr_equal(tm_cast(&ts, set, &boolean), set);
	assert_ptr_equal(tm_cast(&ts, set, &u8), set);
	assert_ptr_not_equal(tm_binary(&ts, OP_EQ, set, num(0), &s32, false), set);
	/* (x & 6) & 4 */
	assert_ptr_equal(tm_binary(&ts, OP_AND, tm_binary(&ts, OP_AND, i, num(6), &s32, false), num(4),
				   &s32, false), bit);
}

static void test_casts(void **state)
{
	const struct term *cut = tm_cast(&ts, i, &s8);

	(void)state;
	/* what fits is the same value */
	assert_ptr_equal(tm_cast(&ts, i, &s32), i);
	assert_ptr_equal(tm_cast(&ts, i, &s64), i);
	assert_ptr_equal(tm_cast(&ts, i, &u64), i);	/* sign-extended: the same 64 bits */
	/* what may not fit isn't */
	assert_int_equal(cut->kind, TM_CAST);
	assert_ptr_equal(cut->a, i);
	assert_ptr_not_equal(tm_cast(&ts, i, &u8), cut);
	assert_ptr_equal(tm_cast(&ts, cut, &s8), cut);
	assert_ptr_equal(tm_cast(&ts, cut, &s32), cut);
	assert_int_equal(tm_cast(&ts, i, &u32)->kind, TM_CAST);
	assert_ptr_not_equal(tm_cast(&ts, cut, &u32), cut);	/* -1 becomes 0xffffffff */
	assert_ptr_equal(tm_cast(&ts, tm_cast(&ts, i, &u8), &s32), tm_cast(&ts, i, &u8));
	/* pointers are longs: ERR_PTR(), PTR_ERR() */
	assert_ptr_equal(tm_cast(&ts, p, &s64), p);
	assert_ptr_equal(tm_cast(&ts, p, &u64), p);
	assert_ptr_equal(tm_cast(&ts, tm_cast(&ts, p, &u64), &rec_ptr), p);
	assert_int_equal(tm_cast(&ts, p, &s32)->kind, TM_CAST);
	assert_true(term_is_const(tm_cast(&ts, num(-14), &rec_ptr), -14));
	assert_true(term_is_const(tm_cast(&ts, num(0x1ff), &u8), 0xff));
	assert_true(term_is_const(tm_cast(&ts, num(0x1ff), &s8), -1));
	assert_true(term_is_const(tm_cast(&ts, num(-1), &u32), 0xffffffff));
	assert_true(term_is_const(tm_cast(&ts, num(0x100), &boolean), 1));
}

/* The address of a first member, minus nothing, is the container's again. */
static void test_container_at_zero(void **state)
{
	const struct term *at = tm_addr(&ts, loc_field(&ts, loc_sym(&ts, p), first));
	const struct term *back = tm_cast(&ts, tm_binary(&ts, OP_SUB, at, num(0), &rec_ptr, true), &rec_ptr);

	(void)state;
	assert_ptr_equal(back, at);
	assert_true(term_points_into(back, p));
	assert_ptr_equal(loc_root(loc_sym(&ts, back)), loc_sym(&ts, p));
}

static void test_struct_values(void **state)
{
	const struct term *whole = entry(&s_var), *sym = tm_sym(&ts, &here, NULL, 0, &rec_type), *m, *w;

	(void)state;
	/* a member of a struct that was read is the member that was read */
	assert_ptr_equal(tm_member(&ts, whole, count),
			 tm_init(&ts, loc_field(&ts, whole->a, count), NULL, &s32));
	m = tm_init(&ts, whole->a, &here, &rec_type);
	assert_ptr_equal(tm_member(&ts, m, count)->site, &here);
	assert_true(term_is_const(tm_member(&ts, num(0), count), 0));
	m = tm_member(&ts, sym, count);
	assert_int_equal(m->kind, TM_MEMBER);
	assert_ptr_equal(m->type, &s32);
	assert_ptr_equal(m, tm_member(&ts, sym, count));
	assert_ptr_not_equal(m, tm_member(&ts, sym, next));
	/* { x }.member is x, of no other member */
	w = tm_wrap(&ts, i, count);
	assert_ptr_equal(tm_member(&ts, w, count), i);
	assert_int_equal(tm_member(&ts, w, next)->kind, TM_MEMBER);
	assert_ptr_equal(tm_wrap(&ts, i, count), w);
	assert_ptr_not_equal(tm_wrap(&ts, j, count), w);
}

static void test_mentions(void **state)
{
	const struct term *n = get(p, next), *sum = tm_binary(&ts, OP_ADD, i, n, &s64, false);

	(void)state;
	assert_true(term_mentions(n, p));
	assert_true(term_mentions(n, p->a));
	assert_true(term_mentions(n, n));
	assert_false(term_mentions(p, n));
	assert_true(term_mentions(sum, i) && term_mentions(sum, p));
	assert_false(term_mentions(sum, j));
	assert_true(term_mentions(loc_elem(&ts, loc_var(&ts, &a_var), sum), p));
	/* the site of an unknown is no part, what it stands for is */
	assert_true(term_mentions(tm_sym(&ts, &here, n, 0, NULL), p));
}

static void test_points_into(void **state)
{
	const struct term *at = loc_field(&ts, loc_sym(&ts, p), next), *x;

	(void)state;
	assert_true(term_points_into(p, p));
	assert_true(term_points_into(tm_addr(&ts, at), p));
	assert_true(term_points_into(tm_binary(&ts, OP_ADD, p, i, &rec_ptr, true), p));
	assert_true(term_points_into(tm_binary(&ts, OP_ADD, i, p, &u64, true), p));
	assert_true(term_points_into(tm_cast(&ts, p, &s32), p));
	/* what was read from it is another object; so is a fact on it */
	x = get(p, next);
	assert_false(term_points_into(x, p));
	assert_false(term_points_into(tm_addr(&ts, loc_field(&ts, loc_sym(&ts, x), count)), p));
	assert_true(term_points_into(tm_addr(&ts, loc_field(&ts, loc_sym(&ts, x), count)), x));
	assert_false(term_points_into(tm_binary(&ts, OP_EQ, p, i, &s32, false), p));
	assert_false(term_points_into(tm_unary(&ts, OP_NOT, p, &s32), p));
	assert_false(term_points_into(tm_sym(&ts, &here, p, 0, NULL), p));
	assert_false(term_points_into(entry(&g_var), p));
	/* an element at that index isn't what the index points to */
	x = tm_addr(&ts, loc_elem(&ts, loc_var(&ts, &a_var), p));
	assert_false(term_points_into(x, p));
}

static void test_from_site(void **state)
{
	const struct term *sym = tm_sym(&ts, &here, NULL, 0, &rec_ptr), *n = get(sym, next);

	(void)state;
	assert_true(term_from_site(sym, &here));
	assert_true(term_from_site(n, &here));
	assert_true(term_from_site(tm_binary(&ts, OP_ADD, i, n, &s64, false), &here));
	assert_true(term_from_site(loc_elem(&ts, loc_var(&ts, &a_var), sym), &here));
	assert_true(term_from_site(tm_init(&ts, p->a, &here, NULL), &here));
	assert_false(term_from_site(n, &there));
	assert_false(term_from_site(p, &here));
}

/* The mask over sites may collide: then the answer comes from the terms. */
static void test_from_site_exact(void **state)
{
	static const char sites[300];
	const struct term *sym = tm_sym(&ts, &sites[0], NULL, 0, NULL);
	size_t k;

	(void)state;
	assert_true(term_from_site(sym, &sites[0]));
	for (k = 1; k < sizeof(sites); k++)
		assert_false(term_from_site(sym, &sites[k]));
}

static void test_within_and_root(void **state)
{
	const struct term *o = loc_sym(&ts, p), *f = loc_field(&ts, o, next);
	const struct term *el = loc_elem(&ts, f, i), *in = loc_field(&ts, el, count);

	(void)state;
	assert_true(loc_within(in, o) && loc_within(in, f) && loc_within(in, el) && loc_within(in, in));
	assert_false(loc_within(o, f));
	assert_false(loc_within(in, loc_elem(&ts, f, j)));
	assert_ptr_equal(loc_root(in), o);
	assert_ptr_equal(loc_root(o), o);
	/* what p->next points to is not inside *p, nor is *p inside p */
	assert_false(loc_within(loc_sym(&ts, get(p, next)), o));
	assert_false(loc_within(o, p->a));
	assert_ptr_equal(loc_root(loc_var(&ts, &s_var)), loc_var(&ts, &s_var));
}

static void test_paths(void **state)
{
	const struct term *x = p, *el;
	int hops;

	(void)state;
	assert_true(term_is_path(p));
	assert_true(term_is_path(entry(&g_var)));
	assert_false(term_is_path(entry(&l_var)));
	assert_false(term_is_path(num(0)));
	assert_false(term_is_path(tm_sym(&ts, &here, NULL, 0, &rec_ptr)));
	assert_false(term_is_path(get(tm_sym(&ts, &here, NULL, 0, &rec_ptr), next)));
	for (hops = 1; hops <= 3; hops++) {
		x = get(x, next);
		assert_true(term_is_path(x));
	}
	assert_false(term_is_path(get(x, next)));
	/* a fixed index is a place, a computed one is any */
	el = loc_elem(&ts, loc_sym(&ts, p), num(2));
	assert_true(term_is_path(tm_init(&ts, el, NULL, &rec_ptr)));
	el = loc_elem(&ts, loc_sym(&ts, p), i);
	assert_false(term_is_path(tm_init(&ts, el, NULL, &rec_ptr)));
	assert_false(term_is_path(get(tm_init(&ts, el, NULL, &rec_ptr), next)));
}

/* A loop that piles operation on operation comes to an end. */
static void test_depth_ends(void **state)
{
	const struct term *x = i, *seen[400];
	int k, n;

	(void)state;
	for (k = 0; k < 400; k++) {
		x = tm_binary(&ts, OP_XOR, tm_binary(&ts, OP_MUL, x, num(3), &s32, false), j, &s32, false);
		assert_true(x->depth < 64);
		/* what is too deep to be told is not for that equal to anything else */
		for (n = 0; n < k; n++)
			assert_ptr_not_equal(x, seen[n]);
		seen[k] = x;
	}
	assert_ptr_equal(tm_binary(&ts, OP_ADD, x, j, &s32, false), tm_binary(&ts, OP_ADD, x, j, &s32, false));
}

static void print_is(const struct term *t, const char *want)
{
	struct strbuf b = { 0 };

	term_print(&b, t);
	assert_string_equal(strbuf_str(&b), want);
	strbuf_free(&b);
}

static void test_print(void **state)
{
	(void)state;
	print_is(get(get(p, next), count), "p->next->count");
	print_is(loc_field(&ts, loc_var(&ts, &s_var), count), "s.count");
	print_is(tm_addr(&ts, loc_elem(&ts, loc_var(&ts, &a_var), i)), "&arr[i]");
	print_is(tm_binary(&ts, OP_GE, p, num(-4095), &u64, true), "(p >= -4095)");
	print_is(tm_init(&ts, p->a, &here, NULL), "p'");
	print_is(tm_cast(&ts, i, &u8), "(u8)i");
	print_is(tm_same(&ts, &fn, p, NULL), "fn(p)");
}

int main(void)
{
#define T(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_equal_terms), T(test_many_terms), T(test_address_and_deref), T(test_elements),
		T(test_order_of_operands), T(test_constant_folds), T(test_tests_of_bits), T(test_casts),
		T(test_container_at_zero), T(test_struct_values), T(test_mentions), T(test_points_into),
		T(test_from_site), T(test_from_site_exact), T(test_within_and_root), T(test_paths),
		T(test_depth_ends), T(test_print),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
