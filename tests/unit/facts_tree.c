/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules against the text of small trees. */
#include "facts_tmp.h"
#include "facts/declared.h"

static const char rules[] =
	"guards:\n"
	"  - {function: is_dev, equals: ZONE_DEVICE, true: device, ref: include/a.h}\n"
	"  - {function: maybe_gone, true: device, ref: a, when: {declares: self}}\n"
	"reference-kinds:\n"
	"  - {reference: k, says: hold, give-back: put, given-back: put, leak: l, again: g, ref: a}\n"
	"references:\n"
	"  - {function: put, release: 'container(arg0, pagemap.ref)', kind: k, ref: a}\n"
	"  - {function: freed, consume: arg0, kind: k, if: arg0->type, in: [KIND_A], ref: a}\n"
	"owners:\n"
	"  - {file: 'drivers/dax/*', ref: a}\n"
	"  - {callback: ops.page_free, ref: a}\n"
	"words:\n"
	"  - {word: wrapper, ref: fs/local.h}\n";

/* Everything that the rules name, where the check looks. */
static void write_tree(const char *dir)
{
	tmp_write(dir, "include/a.h", "int is_dev(void);\nenum { ZONE_DEVICE };\nstruct page; struct folio;\n"
		  "struct pagemap { int ref; };\nvoid put(int *);\n");
	tmp_write(dir, "mm/b.c", "void freed(void) { x = KIND_A; }\n");
	tmp_write(dir, "arch/x86/include/c.h", "struct ops { void (*page_free)(void); };\n");
	tmp_write(dir, "fs/local.h", "#define wrapper(x) (x)\n");
	tmp_write(dir, "drivers/dax/d.c", "");
}

static int check(const char *text, const char *const *trees, size_t n, char **listed)
{
	struct facts f;
	size_t len;
	FILE *out = open_memstream(listed, &len);
	int ret;

	load_text(&f, text);
	ret = facts_check_trees(&f, trees, n, out);
	fclose(out);
	facts_free(&f);
	return ret;
}

static void nothing_missing(void **state)
{
	char *dir = tmp_dir(), *listed;
	const char *trees[] = { dir };

	(void)state;
	write_tree(dir);
	assert_int_equal(check(rules, trees, 1, &listed), 0);
	/* the row with `when` is listed, and not counted */
	assert_non_null(strstr(listed, "x.yaml:3: guards: no 'maybe_gone' in "));
	assert_non_null(strstr(listed, "(expected in some: the row has 'when')\n"));
	assert_ptr_equal(strchr(listed, '\n'), listed + strlen(listed) - 1);
	free(listed);
	tmp_remove(dir);
}

static void each_name_is_looked_for(void **state)
{
	static const struct {
		const char *file, *text, *missing;
	} cases[] = {
		{ "include/a.h", "int is_device(void); enum { ZONE_DEVICE }; "
		  "struct pagemap { int ref; }; void put(int *);", "'is_dev'" },
		{ "include/a.h", "int is_dev(void); struct pagemap { int ref; }; void put();",
		  "'ZONE_DEVICE'" },
		{ "include/a.h", "int is_dev; enum { ZONE_DEVICE }; int ref; void put();",
		  "'pagemap'" },
		{ "include/a.h", "int is_dev; enum { ZONE_DEVICE }; struct pagemap; void put();",
		  "'ref'" },
		{ "mm/b.c", "void freed(void) { x = KIND_AB + 0KIND_A; }", "'KIND_A'" },
		{ "mm/b.c", "KIND_A", "'freed'" },
		{ "arch/x86/include/c.h", "struct op { void (*page_free)(void); };", "'ops'" },
		{ "arch/x86/include/c.h", "struct ops;", "'page_free'" },
		{ "fs/local.h", "wrapper_2", "'wrapper'" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		char *dir = tmp_dir(), *listed;
		const char *trees[] = { dir };

		write_tree(dir);
		tmp_write(dir, cases[i].file, cases[i].text);
		assert_int_equal(check(rules, trees, 1, &listed), 1);
		assert_non_null(strstr(listed, cases[i].missing));
		free(listed);
		tmp_remove(dir);
	}
}

static void owner_without_files(void **state)
{
	char *dir = tmp_dir(), *listed, *path;
	const char *trees[] = { dir };

	(void)state;
	write_tree(dir);
	path = xasprintf("%s/drivers/dax/d.c", dir);
	assert_int_equal(remove(path), 0);
	free(path);
	assert_int_equal(check(rules, trees, 1, &listed), 1);
	assert_non_null(strstr(listed, "x.yaml:10: owners: no 'drivers/dax/*' in "));
	free(listed);
	tmp_remove(dir);
}

static void one_of_several_trees_is_enough(void **state)
{
	char *a = tmp_dir(), *b = tmp_dir(), *listed;
	const char *trees[] = { a, b };

	(void)state;
	write_tree(a);
	write_tree(b);
	tmp_write(a, "mm/b.c", "freed");
	tmp_write(b, "include/a.h", "");
	assert_int_equal(check(rules, trees, 2, &listed), 0);
	free(listed);
	tmp_write(b, "mm/b.c", "freed");
	assert_int_equal(check(rules, trees, 2, &listed), 1);
	assert_non_null(strstr(listed, "no 'KIND_A' in any of the trees\n"));
	free(listed);
	tmp_remove(a);
	tmp_remove(b);
}

/* A ref: can't make the check read outside of the tree. */
static void refs_stay_in_the_tree(void **state)
{
	char *dir = tmp_dir(), *tree = xasprintf("%s/tree", dir), *listed;
	const char *trees[] = { tree };

	(void)state;
	tmp_write(dir, "tree/include/a.h", "");
	tmp_write(dir, "secret/a.h", "outside");
	assert_int_equal(check("words:\n  - {word: outside, ref: ../secret/a.h}\n", trees, 1,
			       &listed), 1);
	free(listed);
	free(tree);
	tmp_remove(dir);
}

static void not_a_tree(void **state)
{
	char *dir = tmp_dir(), *listed, *said, *expected;
	const char *trees[] = { dir };
	struct capture c;

	(void)state;
	capture_start(&c);
	assert_int_equal(check(rules, trees, 1, &listed), -1);
	said = capture_end(&c);
	expected = xasprintf("pageck: error: %s: not a kernel source tree, it has no include/\n",
			     dir);
	assert_string_equal(said, expected);
	free(expected);
	free(said);
	free(listed);
	tmp_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_missing),
		cmocka_unit_test(each_name_is_looked_for),
		cmocka_unit_test(owner_without_files),
		cmocka_unit_test(one_of_several_trees_is_enough),
		cmocka_unit_test(refs_stay_in_the_tree),
		cmocka_unit_test(not_a_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
