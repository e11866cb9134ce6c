/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which texts include a header, and how a file is called. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/includes.h"
#include "util/path.h"

#include <stdbool.h>
#include <string.h>

static bool has(const char *text)
{
	return text_includes(text, strlen(text), "/k/include/linux/mm.h");
}

static void included(void **unused)
{
	(void)unused;
	assert_true(has("#include <linux/mm.h>"));
	assert_true(has("int a;\n \t# include\t\"mm.h\"\n"));
	assert_true(has("#include \"../../include/linux/mm.h\"\n"));
	assert_true(has("#include <asm/mm.h>\n#include <./linux/mm.h>\n"));
}

static void not_included(void **unused)
{
	(void)unused;
	assert_false(has("#include <asm/mm.h>\n"));
	assert_false(has("#include <linux/shmm.h>\n"));
	assert_false(has("#include <linux/mm.hh>\n"));
	assert_false(has("see \"linux/mm.h\"\n"));
	assert_false(has("#define HEADER <linux/mm.h>\n"));
	assert_false(has("#include <linux/mm.h"));
	assert_false(has("#include"));
	assert_false(has(""));
}

static void names(void **unused)
{
	(void)unused;
	assert_string_equal(path_base("/a/b.c"), "b.c");
	assert_string_equal(path_base("b.c"), "b.c");
	assert_string_equal(path_shown("/k/mm/a.c", "/k"), "mm/a.c");
	assert_string_equal(path_shown("/kk/a.c", "/k"), "/kk/a.c");
	assert_string_equal(path_shown("/k/a.c", NULL), "/k/a.c");
	assert_string_equal(path_below("/a", "/"), "a");
	assert_string_equal(path_below("/k", "/k"), "");
	assert_null(path_below("/kk", "/k"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(included),
		cmocka_unit_test(not_included),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
