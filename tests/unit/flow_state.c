/* SPDX-License-Identifier: GPL-2.0-or-later */
/* States: what memory holds, what a branch teaches, what is left where paths meet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "flow/state.h"
#include "page_kinds.h"

#include <stdlib.h>
#include <string.h>

static struct ir_record rec, whole;
static const struct ir_type rec_type = { .kind = TY_RECORD, .record = &rec, .name = "struct box" };
static const struct ir_type rec_ptr = { .kind = TY_POINTER, .bits = 64, .to = &rec_type };
static const struct ir_type whole_type = { .kind = TY_RECORD, .record = &whole };
static const struct ir_type s32 = { .kind = TY_INT, .bits = 32 };
static const struct ir_type u64 = { .kind = TY_INT, .bits = 64, .is_unsigned = true };
static const struct ir_type array = { .kind = TY_ARRAY, .to = &rec_ptr };
static struct ir_field fields[] = {
	{ .name = "next", .type = &rec_ptr, .record = &rec, .offset = 0, .size = 64 },
	{ .name = "count", .type = &s32, .record = &rec, .offset = 64, .size = 32 },
	/* two members of an anonymous union */
	{ .name = "map", .type = &rec_ptr, .record = &rec, .offset = 128, .size = 64 },
	{ .name = "word", .type = &u64, .record = &rec, .offset = 128, .size = 64 },
};
static struct ir_record rec = { .name = "box", .is_complete = true, .size = 192, .fields = fields,
				.nfields = ARRAY_SIZE(fields) };
static struct ir_field whole_fields[] = {
	{ .name = "box", .type = &rec_type, .record = &whole, .offset = 0, .size = 192 },
};
static struct ir_record whole = { .name = "whole", .is_complete = true, .size = 192,
				  .fields = whole_fields, .nfields = 1 };
static const struct ir_field *const next = &fields[0], *const count = &fields[1],
	*const map = &fields[2], *const word = &fields[3], *const box = &whole_fields[0];

static struct ir_var p_var = { .name = "p", .type = &rec_ptr, .kind = VAR_PARAM, .index = 0 };
static struct ir_var i_var = { .name = "i", .type = &s32, .kind = VAR_PARAM, .index = 1 };
static struct ir_var l_var = { .name = "l", .type = &rec_ptr, .kind = VAR_LOCAL, .index = 2 };
static struct ir_var n_var = { .name = "n", .type = &s32, .kind = VAR_LOCAL, .index = 3 };
static struct ir_var a_var = { .name = "arr", .type = &array, .kind = VAR_LOCAL, .index = 4 };
static struct ir_var s_var = { .name = "s", .type = &rec_type, .kind = VAR_LOCAL, .index = 5 };
static struct ir_var w_var = { .name = "w", .type = &whole_type, .kind = VAR_LOCAL, .index = 6 };
static struct ir_var g_var = { .name = "g", .type = &rec_ptr, .kind = VAR_GLOBAL };
static const char here, there, meeting;		/* sites */
static struct guard_fact guard = { .if_true = K_DEVICE, .if_false = K_RAM };

static struct arena mem;
static struct terms ts;
static struct facts facts;
static struct ir_unit unit;
static struct state_env e;
static struct state *s;
static const struct term *p, *i, *pv, *iv, *lv, *nv, *arr, *sv;

static int setup(void **state)
{
	static struct stable_fact stable;

	(void)state;
	memset(&e, 0, sizeof(e));
	memset(&facts, 0, sizeof(facts));
	terms_init(&ts, &mem);
	table_put(&facts.stable, "box.map", &stable);
	while (facts.kinds.any != K_ANY)
		kinds_add(&facts.kinds, "memory");
	facts.kinds.ordinary = K_RAM;
	e.mem = &mem;
	e.terms = &ts;
	e.facts = &facts;
	e.unit = &unit;
	s = state_new(&e);
	pv = loc_var(&ts, &p_var);
	iv = loc_var(&ts, &i_var);
	lv = loc_var(&ts, &l_var);
	nv = loc_var(&ts, &n_var);
	arr = loc_var(&ts, &a_var);
	sv = loc_var(&ts, &s_var);
	p = state_load(&e, s, pv, &rec_ptr);
	i = state_load(&e, s, iv, &s32);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	free(e.stamps);
	table_free(&facts.stable);
	terms_free(&ts);
	arena_free(&mem);
	return 0;
}

static const struct term *num(int64_t v)
{
	return tm_const(&ts, v);
}

static const struct term *at(const struct term *pointer, const struct ir_field *f)
{
	return loc_field(&ts, loc_sym(&ts, pointer), f);
}

static const struct term *in(const struct term *loc, const struct ir_field *f)
{
	return loc_field(&ts, loc, f);
}

static const struct term *load(const struct term *loc)
{
	return state_load(&e, s, loc, loc->type);
}

static void store(const struct term *loc, const struct term *value)
{
	state_store(&e, s, loc, value);
}

static const struct term *sym(const void *site, const struct ir_type *type)
{
	return tm_sym(&ts, site, NULL, 0, type);
}

static const struct term *cmp(const struct term *a, enum ir_opcode op, int64_t c)
{
	return tm_binary(&ts, op, a, num(c), &s32, a->type && a->type->kind == TY_POINTER);
}

static void range_is(const struct state *x, const struct term *t, int64_t lo, int64_t hi)
{
	struct range r = state_range(&e, x, t), want = range_of(lo, hi);

	assert_true(range_equal(&r, &want));
}

static struct ref held(const struct term *object)
{
	return (struct ref){ .object = object, .status = REF_HELD, .count = 1 };
}

static unsigned mask_of(const struct state *x, const struct term *page)
{
	return state_kind(&e, x, page).mask;
}

/* --- memory --------------------------------------------------------------------- */

static void test_store_load(void **state)
{
	const struct term *n = load(at(p, next));

	(void)state;
	assert_int_equal(n->kind, TM_INIT);
	assert_ptr_equal(load(at(p, next)), n);		/* nobody wrote: the same value */
	assert_null(state_bound(s, at(p, next)));
	store(at(p, next), num(0));
	store(lv, p);
	store(nv, num(3));
	assert_true(term_is_const(load(at(p, next)), 0));
	assert_ptr_equal(load(at(load(lv), next)), load(at(p, next)));	/* another name of it */
	assert_true(term_is_const(load(nv), 3));
	store(nv, i);
	assert_ptr_equal(load(nv), i);
	assert_int_equal(load(at(p, count))->kind, TM_INIT);
	assert_true(state_reachable(s, p));
	assert_false(state_reachable(s, n));
}

static void test_struct_stored_whole(void **state)
{
	const struct term *v = sym(&here, &rec_type), *wv = loc_var(&ts, &w_var);
	const struct term *u = sym(&there, &whole_type);

	(void)state;
	store(in(sv, count), num(7));
	store(sv, v);
	assert_ptr_equal(load(in(sv, count)), tm_member(&ts, v, count));	/* 7 is gone */
	store(in(sv, count), num(8));
	assert_true(term_is_const(load(in(sv, count)), 8));
	assert_ptr_equal(load(in(sv, next)), tm_member(&ts, v, next));
	/* s = *p, then a member of s is the member of *p */
	store(sv, state_load(&e, s, loc_sym(&ts, p), &rec_type));
	assert_ptr_equal(load(in(sv, next)), load(at(p, next)));
	store(sv, num(0));
	assert_true(term_is_const(load(in(sv, next)), 0));
	/* two levels */
	store(wv, u);
	assert_ptr_equal(load(in(in(wv, box), next)), tm_member(&ts, tm_member(&ts, u, box), next));
}

static void test_union_members(void **state)
{
	const struct term *old = load(at(p, word));

	(void)state;
	store(at(p, word), num(1));
	store(at(p, next), num(2));
	store(at(p, map), num(0));
	assert_true(term_is_const(load(at(p, map)), 0));
	assert_null(state_bound(s, at(p, word)));
	assert_true(term_is_const(load(at(p, next)), 2));	/* shares no storage */
	/* another object's union is another's */
	store(at(old, word), num(5));
	store(at(p, word), num(6));
	assert_null(state_bound(s, at(p, map)));
	assert_true(term_is_const(load(at(old, word)), 5));
}

static void test_elements(void **state)
{
	const struct term *e0 = loc_elem(&ts, arr, num(0)), *e1 = loc_elem(&ts, arr, num(1));
	const struct term *ei = loc_elem(&ts, arr, i);

	(void)state;
	store(e0, p);
	store(e1, num(0));
	assert_ptr_equal(load(e0), p);		/* another constant index is another element */
	store(ei, num(9));
	assert_true(term_is_const(load(ei), 9));
	assert_null(state_bound(s, e0));	/* i may be 0 */
	assert_null(state_bound(s, e1));
	store(e1, p);
	assert_null(state_bound(s, ei));	/* and it may be 1 */
	store(arr, num(0));			/* `= { 0 }` */
	assert_true(term_is_const(load(e0), 0));
	assert_true(term_is_const(load(e1), 0));
}

static void test_clobber(void **state)
{
	const struct term *n = load(at(p, next)), *m = load(at(p, map)), *n1, *n2;

	(void)state;
	store(at(p, count), num(1));
	store(at(n, count), num(2));
	state_clobber(&e, s, loc_sym(&ts, p), &here);
	n1 = load(at(p, next));
	assert_ptr_not_equal(n1, n);
	assert_ptr_equal(n1->site, &here);
	assert_ptr_equal(load(at(p, next)), n1);	/* one new value, not one for each read */
	assert_null(state_bound(s, at(p, count)));
	assert_ptr_equal(load(at(p, map)), m);		/* stable */
	assert_true(term_is_const(load(at(n, count)), 2));	/* other memory */
	state_clobber(&e, s, loc_sym(&ts, p), &there);
	n2 = load(at(p, next));
	assert_true(n2 != n1 && n2 != n);
	assert_int_equal(s->clobbers.n, 1);		/* the first says nothing any more */
	/* one member: the others stay */
	store(at(p, count), num(3));
	state_clobber(&e, s, at(p, next), &here);
	assert_true(term_is_const(load(at(p, count)), 3));
	assert_ptr_not_equal(load(at(p, next)), n2);
	/* what was stored since is what is read */
	store(at(p, next), num(0));
	assert_true(term_is_const(load(at(p, next)), 0));
}

static void test_clobber_keeps_stable_store(void **state)
{
	(void)state;
	store(at(p, map), num(5));
	store(at(p, next), num(6));
	state_clobber(&e, s, loc_sym(&ts, p), &here);
	assert_true(term_is_const(load(at(p, map)), 5));
	assert_null(state_bound(s, at(p, next)));
}

/* Below a struct that was stored whole: the old whole must not shine through. */
static void test_clobber_in_whole(void **state)
{
	const struct term *v = sym(&here, &rec_type);

	(void)state;
	store(sv, v);
	state_clobber(&e, s, in(sv, count), &there);
	assert_ptr_not_equal(load(in(sv, count)), tm_member(&ts, v, count));
	assert_ptr_equal(load(in(sv, next)), tm_member(&ts, v, next));
}

/* Who changes memory that holds the only pointer may have taken the reference over. */
static void test_clobber_lends(void **state)
{
	const struct term *o = sym(&here, &rec_ptr);
	struct ref r = held(o);

	(void)state;
	state_ref_add(&e, s, &r);
	store(at(p, next), o);
	state_clobber(&e, s, loc_sym(&ts, i), &there);
	assert_false(state_ref(&e, s, o, NULL)->escaped);
	state_clobber(&e, s, loc_sym(&ts, p), &there);
	assert_true(state_ref(&e, s, o, NULL)->escaped);
}

static void test_fork_copies(void **state)
{
	const struct term *o = sym(&here, &rec_ptr);
	struct kind k = { .root = p, .mask = K_FSDAX };
	struct range pos = range_of(1, 9), more = range_of(5, 9);
	struct ref r = held(p), *fr;
	struct state *f;

	(void)state;
	store(nv, num(1));
	assert_true(state_narrow(&e, s, i, &pos));
	state_set_kind(&e, s, &k);
	state_ref_add(&e, s, &r);
	state_clobber(&e, s, loc_sym(&ts, p), &here);
	f = state_fork(&e, s);

	state_store(&e, f, nv, num(2));
	state_store(&e, f, lv, o);
	assert_true(state_narrow(&e, f, i, &more));
	assert_true(state_narrow(&e, f, o, &pos));
	k.mask = K_RAM;
	state_set_kind(&e, f, &k);
	fr = state_ref(&e, f, p, NULL);
	fr->status = REF_RELEASED;
	r.object = o;
	state_ref_add(&e, f, &r);
	state_clobber(&e, f, pv, &there);

	assert_true(term_is_const(load(nv), 1));
	assert_null(state_bound(s, lv));
	range_is(s, i, 1, 9);
	assert_int_equal(s->cons.n, 1);
	assert_int_equal(mask_of(s, p), K_FSDAX);
	assert_int_equal(state_ref(&e, s, p, NULL)->status, REF_HELD);
	assert_null(state_ref(&e, s, o, NULL));
	assert_int_equal(s->clobbers.n, 1);
	/* nor does what happens to the original reach the copy */
	state_clobber(&e, s, iv, &there);
	assert_ptr_equal(f->clobbers.data[1].loc, pv);
	store(nv, num(3));
	state_ref_drop(&e, s, p, NULL);
	assert_true(term_is_const(state_load(&e, f, nv, &s32), 2));
	assert_int_equal(state_ref(&e, f, p, NULL)->status, REF_RELEASED);
	range_is(f, i, 5, 9);
	assert_int_equal(mask_of(f, p), K_RAM);
}

/* --- values ----------------------------------------------------------------------- */

static void test_narrow(void **state)
{
	struct range a = range_of(0, 10), b = range_of(5, 20), c = range_of(11, 12);

	(void)state;
	range_is(s, i, INT32_MIN, INT32_MAX);
	assert_true(state_narrow(&e, s, i, &a));
	assert_true(state_narrow(&e, s, i, &b));
	range_is(s, i, 5, 10);
	assert_false(state_narrow(&e, s, i, &c));
	assert_true(state_narrow(&e, s, num(11), &c));
	assert_false(state_narrow(&e, s, num(13), &c));
	/* facts reach through sums both ways */
	range_is(s, tm_binary(&ts, OP_ADD, i, num(2), &s32, false), 7, 12);
	a = range_of(9, 9);
	assert_true(state_narrow(&e, s, tm_binary(&ts, OP_ADD, i, num(2), &s32, false), &a));
	range_is(s, i, 7, 7);
}

static void test_assume(void **state)
{
	struct state *f = state_fork(&e, s);
	struct range r;

	(void)state;
	assert_true(state_assume(&e, s, cmp(i, OP_EQ, 4), true));
	range_is(s, i, 4, 4);
	assert_false(state_assume(&e, s, cmp(i, OP_NE, 4), true));
	assert_false(state_assume(&e, s, cmp(i, OP_LT, 4), true));
	assert_true(state_assume(&e, s, cmp(i, OP_LE, 4), true));
	range_is(s, cmp(i, OP_GT, 3), 1, 1);
	range_is(s, cmp(i, OP_GT, 4), 0, 0);

	assert_true(state_assume(&e, f, cmp(i, OP_EQ, 0), false));
	r = state_range(&e, f, i);
	assert_false(range_has(&r, 0));
	assert_true(range_has(&r, 1) && range_has(&r, -1));
	assert_true(state_assume(&e, f, cmp(i, OP_LT, 0), false));
	range_is(f, i, 1, INT32_MAX);
	assert_true(state_assume(&e, f, cmp(i, OP_LT, 4), false));
	range_is(f, i, 4, INT32_MAX);
	assert_true(state_assume(&e, f, cmp(i, OP_GT, 9), false));
	range_is(f, i, 4, 9);
	/* as a condition itself, and negated */
	assert_false(state_assume(&e, f, i, false));
	assert_false(state_assume(&e, f, tm_unary(&ts, OP_NOT, i, &s32), true));
	assert_true(state_assume(&e, f, tm_unary(&ts, OP_NOT, i, &s32), false));
}

static void test_assume_bits(void **state)
{
	const struct term *bit = tm_binary(&ts, OP_AND, i, num(4), &s32, false);
	struct state *f = state_fork(&e, s);
	struct range r;

	(void)state;
	range_is(s, bit, 0, 4);
	assert_true(state_assume(&e, s, cmp(bit, OP_NE, 0), true));
	r = state_range(&e, s, i);
	assert_false(range_has(&r, 0));
	assert_false(state_assume(&e, s, bit, false));		/* the same test again */
	assert_true(state_assume(&e, f, bit, false));
	assert_false(state_assume(&e, f, cmp(bit, OP_NE, 0), true));
	r = state_range(&e, f, i);
	assert_true(range_has(&r, 0) && range_has(&r, 1));
}

static void test_assume_equal_values(void **state)
{
	const struct term *o = sym(&here, &rec_ptr), *q = sym(&there, &rec_ptr);
	struct range valid = range_pointer_valid(), zero = range_of(0, 0);

	(void)state;
	assert_true(state_narrow(&e, s, o, &valid));
	assert_true(state_assume(&e, s, tm_binary(&ts, OP_EQ, o, q, &s32, true), true));
	assert_false(state_narrow(&e, s, q, &zero));
	assert_true(state_narrow(&e, s, p, &zero));
	assert_false(state_assume(&e, s, tm_binary(&ts, OP_EQ, o, p, &s32, true), true));
	assert_false(state_assume(&e, s, tm_binary(&ts, OP_NE, q, q, &s32, true), true));
}

/* IS_ERR(p), IS_ERR_OR_NULL(p), PTR_ERR(p) == -14 */
static void test_assume_error_pointers(void **state)
{
	const struct term *is_err = cmp(p, OP_GE, -ERRNO_MAX);
	struct state *f = state_fork(&e, s);
	struct range r;

	(void)state;
	assert_true(state_assume(&e, s, is_err, true));
	range_is(s, p, -ERRNO_MAX, -1);
	assert_false(state_assume(&e, s, cmp(p, OP_EQ, 0), true));
	assert_true(state_assume(&e, s, cmp(tm_cast(&ts, p, &u64), OP_EQ, -14), true));
	range_is(s, p, -14, -14);

	assert_true(state_assume(&e, f, is_err, false));
	r = state_range(&e, f, p);
	assert_true(range_has(&r, 0));
	assert_true(state_assume(&e, f, p, true));
	r = state_range(&e, f, p);
	assert_false(range_has(&r, -1) || range_has(&r, 0));
	assert_true(range_has(&r, -4096));
	assert_false(state_assume(&e, f, is_err, true));
	/* an object's address is neither */
	assert_false(state_assume(&e, f, cmp(tm_addr(&ts, sv), OP_EQ, 0), true));
}

static void test_assume_guard(void **state)
{
	const struct term *g = tm_pred(&ts, &guard, p);
	struct state *f = state_fork(&e, s), *h = state_fork(&e, s);

	(void)state;
	assert_int_equal(mask_of(s, p), K_ANY);
	assert_true(state_assume(&e, s, g, true));
	assert_int_equal(mask_of(s, p), K_DEVICE);
	assert_false(state_assume(&e, s, g, false));
	assert_true(state_assume(&e, f, g, false));
	assert_int_equal(mask_of(f, p), K_RAM);
	assert_false(state_assume(&e, f, cmp(g, OP_NE, 0), true));
	/* `guard(p) == false` */
	assert_true(state_assume(&e, h, cmp(g, OP_EQ, 0), true));
	assert_int_equal(mask_of(h, p), K_RAM);
	/* the other way round: the kind says what the guard would */
	assert_true(state_narrow_kind(&e, s, p, K_FSDAX | K_RAM));
	assert_int_equal(mask_of(s, p), K_FSDAX);
	assert_false(state_narrow_kind(&e, s, p, K_RAM));
	range_is(f, g, 0, 0);
}

static void test_fresh(void **state)
{
	struct range r = range_of(3, 4);
	const struct term *a, *b, *c;
	struct ref ref;

	(void)state;
	a = state_fresh(&e, s, &here, NULL, &s32);
	assert_ptr_equal(state_fresh(&e, s, &here, NULL, &s32), a);	/* nothing holds it */
	assert_ptr_not_equal(state_fresh(&e, s, &there, NULL, &s32), a);
	assert_true(state_narrow(&e, s, a, &r));
	assert_ptr_equal(state_fresh(&e, s, &here, NULL, &s32), a);
	range_is(s, a, INT32_MIN, INT32_MAX);		/* another value: nothing known */
	store(nv, a);
	assert_true(state_narrow(&e, s, a, &r));
	b = state_fresh(&e, s, &here, NULL, &s32);
	assert_ptr_not_equal(b, a);
	range_is(s, a, 3, 4);
	range_is(s, b, INT32_MIN, INT32_MAX);
	/* held by a reference only */
	ref = held(b);
	state_ref_add(&e, s, &ref);
	c = state_fresh(&e, s, &here, NULL, &s32);
	assert_true(c != a && c != b);
	/* the last generation is shared: the number of terms stays bounded */
	store(lv, c);
	assert_ptr_equal(state_fresh(&e, s, &here, NULL, &s32), c);
	state_forget_site(&e, s, &here);
	range_is(s, a, INT32_MIN, INT32_MAX);
}

static void test_rename(void **state)
{
	const struct term *o = sym(&here, &rec_ptr);
	struct range valid = range_pointer_valid(), r;
	struct kind k = { .root = o, .mask = K_FSDAX };
	struct ref ref = held(o);

	(void)state;
	store(lv, o);
	state_set_kind(&e, s, &k);
	state_ref_add(&e, s, &ref);
	assert_true(state_narrow(&e, s, o, &valid));
	state_rename(&e, s, o, p);
	assert_ptr_equal(load(lv), p);
	assert_null(state_ref(&e, s, o, NULL));
	assert_non_null(state_ref(&e, s, p, NULL));
	assert_int_equal(mask_of(s, p), K_FSDAX);
	r = state_range(&e, s, p);
	assert_true(range_equal(&r, &valid));
}

/* --- joining ------------------------------------------------------------------------ */

static void test_join_values(void **state)
{
	struct state *b;
	const struct term *v;

	(void)state;
	store(lv, p);
	b = state_fork(&e, s);
	store(nv, num(0));
	state_store(&e, b, nv, num(-14));
	assert_true(state_join(&e, s, b, &meeting, false));
	assert_ptr_equal(load(lv), p);			/* equal stays */
	v = load(nv);
	assert_int_equal(v->kind, TM_SYM);
	assert_ptr_equal(v->site, &meeting);
	{
		struct range r = state_range(&e, s, v);

		assert_true(range_has(&r, 0) && range_has(&r, -14));
		assert_false(range_has(&r, -13) || range_has(&r, 1));
	}
	/* what is in it already changes nothing */
	assert_false(state_join(&e, s, b, &meeting, false));
	assert_ptr_equal(load(nv), v);
	/* the original of the other side is untouched */
	assert_true(term_is_const(state_load(&e, b, nv, &s32), -14));
}

/* Written on one side only: the other side's is what was there before. */
static void test_join_one_side(void **state)
{
	const struct term *old = load(at(p, next)), *v;
	struct state *b = state_fork(&e, s);

	(void)state;
	state_store(&e, b, at(p, next), num(0));
	assert_true(state_join(&e, s, b, &meeting, false));
	v = load(at(p, next));
	assert_true(v != old && !term_is_const(v, 0));
	b = state_fork(&e, s);
	state_clobber(&e, b, loc_sym(&ts, p), &here);
	assert_true(state_join(&e, s, b, &there, false));
	assert_ptr_equal(load(at(p, count))->site, &there);
	/* changed on both, at different places: a third value; at the same place: that one */
	b = state_fork(&e, s);
	state_clobber(&e, s, pv, &here);
	state_clobber(&e, b, pv, &there);
	state_clobber(&e, s, iv, &here);
	state_clobber(&e, b, iv, &here);
	state_join(&e, s, b, &meeting, false);
	assert_ptr_equal(load(pv)->site, &meeting);
	assert_ptr_equal(load(iv)->site, &here);
}

static void test_join_constraints(void **state)
{
	struct range a = range_of(1, 3), b = range_of(7, 9), r;
	const struct term *o = sym(&here, &s32);
	struct state *f = state_fork(&e, s);

	(void)state;
	assert_true(state_narrow(&e, s, i, &a));
	assert_true(state_narrow(&e, f, i, &b));
	assert_true(state_narrow(&e, s, o, &a));	/* one side only */
	state_join(&e, s, f, &meeting, false);
	r = state_range(&e, s, i);
	assert_true(range_has(&r, 2) && range_has(&r, 8));
	assert_false(range_has(&r, 5) || range_has(&r, 0));
	range_is(s, o, INT32_MIN, INT32_MAX);
}

static void test_join_kinds(void **state)
{
	struct origin_fact ram = { .may_be = K_RAM }, dax = { .may_be = K_FSDAX };
	struct kind a = { .root = p, .mask = K_RAM, .origin = &ram };
	struct kind b = { .root = p, .mask = K_FSDAX, .origin = &dax };
	struct state *f = state_fork(&e, s);
	const struct term *x = sym(&here, &rec_ptr), *y = sym(&there, &rec_ptr);

	(void)state;
	state_set_kind(&e, s, &a);
	state_set_kind(&e, f, &b);
	/* two pages in one variable */
	a.root = x;
	b.root = y;
	store(lv, x);
	state_set_kind(&e, s, &a);
	state_store(&e, f, lv, y);
	state_set_kind(&e, f, &b);
	state_join(&e, s, f, &meeting, false);
	assert_int_equal(mask_of(s, p), K_RAM | K_FSDAX);
	assert_ptr_equal(state_kind(&e, s, p).origin, &dax);	/* the device page's speaks */
	assert_int_equal(mask_of(s, load(lv)), K_RAM | K_FSDAX);
	assert_ptr_equal(state_kind(&e, s, load(lv)).origin, &dax);
}

/* A NULL says nothing of the page that the other side has. */
static void test_join_null_page(void **state)
{
	struct origin_fact dax = { .may_be = K_FSDAX };
	const struct term *x = sym(&here, &rec_ptr);
	struct kind k = { .root = x, .mask = K_FSDAX, .origin = &dax };
	struct state *f = state_fork(&e, s);

	(void)state;
	store(lv, num(0));
	state_store(&e, f, lv, x);
	state_set_kind(&e, f, &k);
	state_join(&e, s, f, &meeting, false);
	assert_int_equal(mask_of(s, load(lv)), K_FSDAX);
}

static void test_join_refs(void **state)
{
	struct ref r = held(p);
	struct state *f;

	(void)state;
	state_ref_add(&e, s, &r);
	f = state_fork(&e, s);
	state_ref(&e, f, p, NULL)->escaped = true;
	state_join(&e, s, f, &meeting, false);
	assert_non_null(state_ref(&e, s, p, NULL));
	assert_int_equal(state_ref(&e, s, p, NULL)->status, REF_HELD);
	assert_true(state_ref(&e, s, p, NULL)->escaped);		/* in either */
}

/* A counter that grows: bounds are given up, its sign is kept. */
static void test_join_widens(void **state)
{
	struct state *f = state_fork(&e, s);

	(void)state;
	store(nv, num(1));
	state_store(&e, f, nv, num(2));
	state_join(&e, s, f, &meeting, true);
	range_is(s, load(nv), 1, INT32_MAX);
}

/* --- keys ---------------------------------------------------------------------------- */

static uint64_t key(const struct state *x, unsigned level)
{
	return state_key(&e, x, &nv, 1, level);
}

static void test_keys(void **state)
{
	struct state *f = state_fork(&e, s);
	struct kind k = { .root = p, .mask = K_FSDAX };
	struct ref r = held(p);
	unsigned level;

	(void)state;
	assert_true(key(s, 0) == key(f, 0));
	/* flags */
	store(nv, num(0));
	state_store(&e, f, nv, num(1));
	assert_true(key(s, 0) != key(f, 0));
	assert_true(key(s, 1) == key(f, 1));
	state_store(&e, f, nv, num(0));
	assert_true(key(s, 0) == key(f, 0));
	/* a variable that is no flag */
	state_store(&e, f, lv, num(5));
	assert_true(key(s, 0) == key(f, 0));
	/* kinds */
	state_set_kind(&e, f, &k);
	assert_true(key(s, 1) != key(f, 1));
	assert_true(key(s, 2) == key(f, 2));
	/* references, at every level: there, how many, put */
	state_ref_add(&e, f, &r);
	for (level = 0; level <= 3; level++)
		assert_true(key(s, level) != key(f, level));
	k.mask = K_ANY;
	state_set_kind(&e, s, &k);
	state_set_kind(&e, f, &k);
	state_ref_add(&e, s, &r);
	assert_true(key(s, 0) == key(f, 0));
	state_ref(&e, f, p, NULL)->count = 2;
	assert_true(key(s, 3) != key(f, 3));
	state_ref(&e, f, p, NULL)->count = 1;
	state_ref(&e, f, p, NULL)->status = REF_RELEASED;
	assert_true(key(s, 3) != key(f, 3));
	/* who holds it */
	state_ref(&e, f, p, NULL)->status = REF_HELD;
	state_store(&e, f, lv, p);
	assert_true(key(s, 1) != key(f, 1));
	assert_true(key(s, 2) == key(f, 2));
}

static void test_keys_of_failures(void **state)
{
	struct lookup_fact lookup = { 0 }, other = { 0 };
	struct ir_insn insn = { .kind = I_CALL };
	const struct term *args_a[] = { p }, *args_b[] = { i };
	struct fail fail = { .lookup = &lookup, .insn = &insn, .args = args_a, .nargs = 1 };
	struct state *f = state_fork(&e, s);

	(void)state;
	state_add_fail(&e, s, &fail);
	assert_true(key(s, 3) != key(f, 3));
	fail.args = args_b;
	state_add_fail(&e, f, &fail);
	assert_true(key(s, 2) != key(f, 2));
	assert_true(key(s, 3) == key(f, 3));	/* whatever their arguments */
	state_add_fail(&e, s, &fail);		/* the same call again takes the first's place */
	assert_int_equal(s->fails.n, 1);
	assert_true(key(s, 2) == key(f, 2));
	fail.lookup = &other;
	state_add_fail(&e, s, &fail);
	assert_int_equal(s->fails.n, 2);
	assert_true(state_fails_mention(s, i));
	assert_false(state_fails_mention(s, p));
}

/* --- cleaning --------------------------------------------------------------------------- */

static void test_clean(void **state)
{
	const struct term *o = sym(&here, &rec_ptr), *x = sym(&there, &rec_ptr);
	const struct term *gv = loc_var(&ts, &g_var);
	struct range valid = range_pointer_valid();
	uint64_t live[1] = { 1ull << n_var.index };
	struct ref r = held(o);

	(void)state;
	state_ref_add(&e, s, &r);
	store(lv, o);				/* dead, but it holds the reference */
	store(nv, num(1));			/* live */
	store(sv, x);				/* dead */
	store(gv, num(2));			/* never dead */
	store(at(p, count), num(3));		/* a caller sees it */
	store(at(x, count), num(4));		/* nobody can name it any more */
	assert_true(state_narrow(&e, s, o, &valid));
	assert_true(state_narrow(&e, s, x, &valid));
	state_clean(&e, s, live);
	assert_ptr_equal(state_bound(s, lv), o);
	assert_non_null(state_bound(s, nv));
	assert_null(state_bound(s, sv));
	assert_non_null(state_bound(s, gv));
	assert_non_null(state_bound(s, at(p, count)));
	assert_null(state_bound(s, at(x, count)));
	assert_int_equal(s->cons.n, 1);
	assert_ptr_equal(s->cons.data[0].t, o);
	/* put: the holder is dead now, and so is what was known of the object */
	state_ref(&e, s, o, NULL)->status = REF_RELEASED;
	state_clean(&e, s, live);
	assert_null(state_bound(s, lv));
	assert_null(state_ref(&e, s, o, NULL));
	assert_int_equal(s->cons.n, 0);
}

/* A variable whose address was taken can be read through the pointer. */
static void test_clean_address_taken(void **state)
{
	uint64_t live[1] = { 0 };

	(void)state;
	store(nv, num(1));
	n_var.address_taken = true;
	state_clean(&e, s, live);
	assert_non_null(state_bound(s, nv));
	n_var.address_taken = false;
	state_clean(&e, s, live);
	assert_null(state_bound(s, nv));
}

int main(void)
{
#define T(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_store_load), T(test_struct_stored_whole), T(test_union_members),
		T(test_elements), T(test_clobber), T(test_clobber_keeps_stable_store),
		T(test_clobber_in_whole), T(test_clobber_lends), T(test_fork_copies),
		T(test_narrow), T(test_assume), T(test_assume_bits), T(test_assume_equal_values),
		T(test_assume_error_pointers), T(test_assume_guard), T(test_fresh), T(test_rename),
		T(test_join_values), T(test_join_one_side), T(test_join_constraints),
		T(test_join_kinds), T(test_join_null_page), T(test_join_refs), T(test_join_widens),
		T(test_keys), T(test_keys_of_failures), T(test_clean), T(test_clean_address_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
