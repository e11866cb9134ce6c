/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Headers beside a file matter when what matters in them is used. */
#include "clang/clang.h"

#include "tree.h"
#include "text/scan.h"
#include "text/local_headers.h"

static const char header[] =
	"#define PLAIN 1\n"
	"#define READ(p) \\\n\t((p)->mapping)\n"
	"static inline void *owner(struct page *p)\n{\n\treturn p->mapping;\n}\n"
	"static inline void *owner_of(struct page *p, int (*f)(int))\n{\n\treturn owner(p);\n}\n"
	"static inline int other(struct address_space *mapping)\n{\n\treturn !mapping;\n}\n";

static int setup(void **state)
{
	(void)state;
	if (make_root())
		return -1;
	put("m/local.h", header);
	put("m/outer.h", "#include \"local.h\"\n#define WRAPPED(p) owner_of(p, f)\n");
	put("m/loop.h", "#include \"loop.h\"\n#include \"loop.h\"\n");
	return 0;
}

static bool match(const char *text)
{
	static const char *const members[] = { "mapping" };
	struct front_words *w = front_words_new(NULL, 0, members, 1);
	bool r = front_local_headers_match(w, in_root("m/file.c"), text);

	front_words_free(w);
	return r;
}

static void test_used(void **state)
{
	(void)state;
	assert_true(match("#include \"local.h\"\nvoid f(void) { owner(p); }\n"));
	assert_true(match("# include\t\"local.h\"\nvoid f(void) { READ(p); }\n"));
	/* an inline that calls the one that matters, and a header in a header */
	assert_true(match("#include \"local.h\"\nvoid f(void) { owner_of(p, g); }\n"));
	assert_true(match("#include \"outer.h\"\nvoid f(void) { owner(p); }\n"));
	assert_true(match("#include \"outer.h\"\nvoid f(void) { WRAPPED(p); }\n"));
}

static void test_not_used(void **state)
{
	(void)state;
	assert_false(match(""));
	assert_false(match("void f(void) { owner(p); }\n"));
	assert_false(match("#include <local.h>\nvoid f(void) { owner(p); }\n"));
	assert_false(match("#include \"none.h\"\nvoid f(void) { owner(p); }\n"));
	assert_false(match("#include \"local.h\"\nint f(void) { return other(PLAIN); }\n"));
	assert_false(match("#include \"local.h\"\nvoid f(void) { owners(p); disowner(p); }\n"));
	assert_false(match("#include \"loop.h\"\nvoid f(void) { owner(p); }\n"));
	assert_false(match("#include \"local.h"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_used, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_not_used, setup, remove_root),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
