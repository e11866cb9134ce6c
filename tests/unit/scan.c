/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The scan finds whole identifiers, wherever they stand, and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/scan.h"
#include "clang/clang.h"

static const char *const words[] = { "mapping", "get_dev_pagemap", "lru", "x", "_m1", "lru" };

static bool match(const char *text)
{
	struct front_words *w = front_words_new(words, ARRAY_SIZE(words), NULL, 0);
	bool r = front_words_match(w, text, strlen(text));

	front_words_free(w);
	return r;
}

static void test_found(void **state)
{
	(void)state;
	assert_true(match("mapping"));
	assert_true(match("page->mapping = NULL;"));
	assert_true(match("&page->lru"));
	assert_true(match("a\nb\nget_dev_pagemap(pfn)"));
	assert_true(match("x"));
	assert_true(match("/* x */"));
	assert_true(match("(_m1)"));
	assert_true(match("1.mapping+lru"));
	assert_true(match("\xff\xfe lru"));
}

static void test_not_found(void **state)
{
	(void)state;
	assert_false(match(""));
	assert_false(match("page_mapping mappings Mapping mappin"));
	assert_false(match("lru_add xlru 0x 1lru xx"));
	assert_false(match("get_dev_pagema p"));
	assert_false(match("m1 _m _m11"));
	assert_false(match("\xc3\xa4lru"));
}

/* The text is not NUL-terminated, and may hold NULs. */
static void test_length(void **state)
{
	struct front_words *w = front_words_new(words, ARRAY_SIZE(words), NULL, 0);

	(void)state;
	assert_false(front_words_match(w, "lrux", 2));
	assert_true(front_words_match(w, "lruu", 3));
	assert_true(front_words_match(w, "a\0lru", 5));
	front_words_free(w);
	w = front_words_new(NULL, 0, NULL, 0);
	assert_false(front_words_match(w, "lru", 3));
	front_words_free(w);
	front_words_free(NULL);
}

/* Against the obvious way to do it, on words that collide in every table. */
static void test_many(void **state)
{
	char name[300][16], text[32];
	const char *list[300];
	struct front_words *w;
	size_t i;

	(void)state;
	for (i = 0; i < 300; i++) {
		snprintf(name[i], sizeof(name[i]), "wo%04zu", i * 7);
		list[i] = name[i];
	}
	w = front_words_new(list, 300, NULL, 0);
	for (i = 0; i < 2100; i++) {
		snprintf(text, sizeof(text), " wo%04zu;", i);
		assert_int_equal(front_words_match(w, text, strlen(text)), i % 7 == 0);
	}
	front_words_free(w);
}

static bool selects(const char *text)
{
	static const char *const members[] = { "mapping" };
	struct front_words *w = front_words_new(words, ARRAY_SIZE(words), members, 1);
	bool r = front_words_match(w, text, strlen(text));

	front_words_free(w);
	return r;
}

static void test_member(void **state)
{
	(void)state;
	assert_true(selects("page->mapping = NULL;"));
	assert_true(selects("if (page ->\n\t\tmapping)"));
	assert_true(selects("folio.mapping"));
	assert_true(selects("folio. mapping"));
	assert_true(selects("page->/* why */mapping"));
	assert_true(selects("page-> /**/ /* why */ mapping"));
	assert_true(selects("page->\\\nmapping"));
	assert_true(selects(".mapping"));
	assert_true(selects("offsetof(struct page, mapping)"));
	assert_true(selects("FIELD(page,mapping\n)"));
	assert_true(selects("#define FIELD mapping"));
	assert_true(selects("int a;\n  # define FIELD(x) \\\n\t(x mapping)\n"));
	/* what is no member's name is found as before */
	assert_true(selects("struct address_space *mapping; lru"));
}

static void test_no_member(void **state)
{
	(void)state;
	assert_false(selects("mapping"));
	assert_false(selects("struct address_space *mapping;"));
	assert_false(selects("a > mapping"));
	assert_false(selects("a - > mapping"));
	assert_false(selects("f(mapping, a, mapping, b)"));
	assert_false(selects("(mapping)"));
	assert_false(selects("f(a,\n mapping"));
	assert_false(selects("/* -> */ mapping"));
	assert_false(selects("*/ mapping"));
	assert_false(selects("#define A 1\nmapping"));
	assert_false(selects("#include <linux/dma-mapping.h>\n"));
	assert_false(selects(" # include \"mapping.h\"\n"));
	assert_false(selects("page->mappings, page->amapping"));
}

static void test_pair(void **state)
{
	static const char *const list[] = { "alone" };
	static const char *const first[] = { "pin_pages", "alone" };
	static const char *const second[] = { "add_lru" };
	static const char *const members[] = { "lru" };
	struct front_words *w = front_words_new(list, ARRAY_SIZE(list), NULL, 0);
	static const struct {
		const char *text;
		bool matches;
	} cases[] = {
		{ "alone()", true },
		{ "pin_pages(); pin_pages();", false },
		{ "add_lru(page); page->lru", false },
		{ "pin_pages(); add_lru(page);", true },
		{ "add_lru(page); pin_pages();", true },
		{ "pin_pages(&page); list_add(&page->lru, l);", true },
		{ "list_add(&page->lru, l); pin_pages(&page);", true },
		{ "pin_pages(&page); lru = 1;", false },
		{ "page->lru", false },
	};
	size_t i;

	(void)state;
	front_words_pair(w, first, ARRAY_SIZE(first), second, ARRAY_SIZE(second), members,
			 ARRAY_SIZE(members));
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(front_words_match(w, cases[i].text, strlen(cases[i].text)),
				 cases[i].matches);
	front_words_free(w);
}

static void test_companion(void **state)
{
	static const char *const list[] = { "get", "count_put+ref", "count_get+ref" };
	static const char *const members[] = { "mapping" };
	struct front_words *w = front_words_new(list, ARRAY_SIZE(list), members, 1);
	static const struct {
		const char *text;
		bool matches;
	} cases[] = {
		{ "count_put(&p->ref);", true },
		{ "r = &p->ref; count_get(r);", true },
		{ "count_put(r); x.ref = 1;", true },
		{ "count_put(&p->users);", false },
		{ "count_put(ref);", false },
		{ "p->ref = 1;", false },
		{ "get(p);", true },
		{ "p->mapping", true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		if (front_words_match(w, cases[i].text, strlen(cases[i].text)) != cases[i].matches)
			fail_msg("%s", cases[i].text);
	front_words_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_found), cmocka_unit_test(test_not_found),
		cmocka_unit_test(test_length), cmocka_unit_test(test_many),
		cmocka_unit_test(test_member), cmocka_unit_test(test_no_member),
		cmocka_unit_test(test_companion),
		cmocka_unit_test(test_pair),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
