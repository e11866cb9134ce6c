/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers and strings as bytes: what was put is got; what is cut short or garbled is bad. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "util/bytes.h"

#include <limits.h>
#include <string.h>

static struct bytes of(const struct strbuf *b)
{
	return (struct bytes){ strbuf_str(b), strbuf_str(b) + b->n, false };
}

static void numbers(void **unused)
{
	static const uint64_t u[] = { 0, 1, 127, 128, 300, UINT32_MAX, 1ull << 63, UINT64_MAX };
	static const int64_t s[] = { 0, -1, 1, 63, 64, -64, -65, INT32_MIN, INT64_MIN, INT64_MAX };
	struct strbuf b = { 0 };
	struct bytes r;
	size_t i;

	(void)unused;
	for (i = 0; i < ARRAY_SIZE(u); i++)
		put_uint(&b, u[i]);
	for (i = 0; i < ARRAY_SIZE(s); i++)
		put_int(&b, s[i]);
	r = of(&b);
	for (i = 0; i < ARRAY_SIZE(u); i++)
		assert_true(get_uint(&r) == u[i]);
	for (i = 0; i < ARRAY_SIZE(s); i++)
		assert_true(get_int(&r) == s[i]);
	assert_false(r.bad);
	assert_ptr_equal(r.p, r.end);
	strbuf_free(&b);
}

static void small_is_short(void **unused)
{
	struct strbuf b = { 0 };

	(void)unused;
	put_uint(&b, 127);
	assert_int_equal(b.n, 1);
	put_int(&b, -64);
	assert_int_equal(b.n, 2);
	strbuf_free(&b);
}

static void strings(void **unused)
{
	struct arena mem = { 0 };
	struct strbuf b = { 0 };
	struct bytes r, blob;

	(void)unused;
	put_str(&b, "mm/gup.c");
	put_str(&b, NULL);
	put_str(&b, "");
	put_blob(&b, "a\0b", 3);
	put_blob(&b, NULL, 0);
	r = of(&b);
	assert_string_equal(get_str(&r, &mem), "mm/gup.c");
	assert_null(get_str(&r, &mem));
	assert_string_equal(get_str(&r, &mem), "");
	blob = get_blob(&r);
	assert_int_equal(blob.end - blob.p, 3);
	assert_memory_equal(blob.p, "a\0b", 3);
	blob = get_blob(&r);
	assert_ptr_equal(blob.p, blob.end);
	assert_false(r.bad);
	assert_ptr_equal(r.p, r.end);
	strbuf_free(&b);
	arena_free(&mem);
}

/* Cut anywhere, the last thing is missing, and nothing after it is believed. */
static void cut_short(void **unused)
{
	struct arena mem = { 0 };
	struct strbuf b = { 0 };
	size_t n;

	(void)unused;
	put_uint(&b, 1ull << 40);
	put_str(&b, "a name");
	put_blob(&b, "blob", 4);
	for (n = 0; n < b.n; n++) {
		struct bytes r = { b.s, b.s + n, false };

		get_uint(&r);
		get_str(&r, &mem);
		get_blob(&r);
		assert_true(r.bad);
		assert_true(get_uint(&r) == 0);
		assert_true(r.p <= r.end);
	}
	strbuf_free(&b);
	arena_free(&mem);
}

static void counts(void **unused)
{
	struct strbuf b = { 0 };
	struct bytes r;

	(void)unused;
	put_uint(&b, 3);
	strbuf_add(&b, "abc", 3);
	r = of(&b);
	assert_int_equal(get_count(&r), 3);
	assert_false(r.bad);
	strbuf_reset(&b);
	put_uint(&b, 1ull << 50);
	strbuf_add(&b, "abc", 3);
	r = of(&b);
	assert_int_equal(get_count(&r), 0);
	assert_true(r.bad);
	/* a number that doesn't end */
	r = (struct bytes){ "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", NULL, false };
	r.end = r.p + 12;
	get_uint(&r);
	assert_true(r.bad);
	strbuf_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers), cmocka_unit_test(small_is_short), cmocka_unit_test(strings),
		cmocka_unit_test(cut_short), cmocka_unit_test(counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
