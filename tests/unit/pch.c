/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Shared precompiled headers, on a tree of a few headers: used when they may be,
 * not used when they may not, and never the reason for another result.
 */
#include "clang/clang.h"
#include "clang/pch.h"

#include "tree.h"

#define MANY	100

static const char mm_h[] =
	"#ifndef MM_H\n#define MM_H\n"
	"struct page { unsigned long flags; void *mapping; };\n"
	"#ifdef WITH_EXTRA\nint extra(void);\n#endif\n"
	"enum { SOME_CONSTANT = 7 };\n"
	"static inline int page_is_big(struct page *page) { return page->flags > 3; }\n"
	"#endif\n";

static int setup(void **state)
{
	(void)state;
	if (make_root())
		return -1;
	put("k/include/linux/kconfig.h", "#define CONFIG_ZONE_DEVICE 1\n");
	put("k/include/linux/compiler_types.h", "#define __user\n");
	put("k/include/linux/mm.h", mm_h);
	put("k/mm/plain.c", "#include <linux/mm.h>\nint f(struct page *p) { return !p->mapping; }\n");
	return 0;
}

static struct front_unit *parse(const char *file, const char *extra, unsigned expected)
{
	const char *v[] = {
		"-nostdinc", "-I./include", "-include", "./include/linux/kconfig.h", "-include",
		"./include/linux/compiler_types.h", "-D__KERNEL__",
		arena_printf(&mem, "-DKBUILD_MODNAME=\"%s\"", file), extra, file,
	};
	const struct front_options o = { .cache_dir = in_root("cache"), .expected_units = expected };
	struct front_unit *u;
	struct front_args a;

	front_args_init(&a, in_root("k"), v, ARRAY_SIZE(v));
	u = front_parse(&a, &o);
	front_args_free(&a);
	return u;
}

/* Parses, expects no error, and says whether the shared header was used. */
static bool used(const char *file, const char *extra, unsigned expected)
{
	struct front_unit *u = parse(file, extra, expected);
	bool r = u->used_pch;

	if (u->status != FRONT_OK)
		fail_msg("%s: %s", file, u->reason);
	if (u->errors.n)
		fail_msg("%s:%u: %s", u->errors.data[0].file, u->errors.data[0].line,
			 u->errors.data[0].text);
	front_unit_free(u);
	return r;
}

/* --- when ------------------------------------------------------------------------------- */

static void test_second_unit(void **state)
{
	(void)state;
	put("k/mm/other.c", "#include <linux/mm.h>\nint g(struct page *p) { return page_is_big(p); }\n");
	assert_false(used("mm/plain.c", "-DA", 0));
	assert_true(used("mm/other.c", "-DA", 0));
	assert_true(used("mm/plain.c", "-DA", 0));
	/* Another set of arguments is another header. */
	assert_false(used("mm/plain.c", "-DB", 1));
	assert_true(used("mm/plain.c", "-DB", 1));
}

static void test_many_units(void **state)
{
	(void)state;
	assert_true(used("mm/plain.c", "-DA", MANY));
}

static void test_not_a_kernel(void **state)
{
	const char *v[] = { "-DA", "plain.c" };
	const struct front_options o = { .cache_dir = in_root("cache"), .expected_units = MANY };
	struct front_unit *u;
	struct front_args a;

	(void)state;
	put("k/plain.c", "int f(void) { return 1; }\n");
	front_args_init(&a, in_root("k"), v, ARRAY_SIZE(v));
	u = front_parse(&a, &o);
	assert_int_equal(u->status, FRONT_OK);
	assert_false(u->used_pch);
	front_unit_free(u);
	front_args_free(&a);
	assert_int_not_equal(access(in_root("cache"), F_OK), 0);
}

/* --- the same result -------------------------------------------------------------------------- */

/* Under the shared header extra() would not be declared. */
static void test_define_before_include(void **state)
{
	struct front_unit *u;

	(void)state;
	put("k/mm/extra.c", "#define WITH_EXTRA\n#include <linux/mm.h>\n"
	    "int f(void) { int (*p)(void) = extra; return p(); }\n");
	put("k/mm/flag.c", "#include <linux/mm.h>\n"
	    "#ifdef WITH_EXTRA\n#error \"defined\"\n#endif\nint f(void) { return 1; }\n");
	assert_true(used("mm/flag.c", "-DA", MANY));
	assert_false(used("mm/extra.c", "-DA", MANY));
	/* On the command line it is part of the key. */
	u = parse("mm/flag.c", "-DWITH_EXTRA", MANY);
	assert_int_equal(u->errors.n, 1);
	assert_false(u->used_pch);
	front_unit_free(u);
}

/* The unit's own name is no part of the header, and still is what the unit says. */
static void test_module_name(void **state)
{
	(void)state;
	put("k/mm/name.c", "#include <linux/mm.h>\n"
	    "_Static_assert(sizeof(KBUILD_MODNAME) == sizeof(\"mm/name.c\"), \"\");\n");
	assert_true(used("mm/plain.c", "-DA", MANY));
	assert_true(used("mm/name.c", "-DA", MANY));
}

static void test_changed_header(void **state)
{
	(void)state;
	assert_true(used("mm/plain.c", "-DA", MANY));
	put("k/include/linux/mm.h", "#ifndef MM_H\n#define MM_H\n"
	    "struct page { int added; void *mapping; };\n#endif\n");
	put("k/mm/new.c", "#include <linux/mm.h>\nint f(struct page *p) { return p->added; }\n");
	assert_true(used("mm/new.c", "-DA", MANY));
	assert_true(used("mm/plain.c", "-DA", MANY));
}

static const char *the_pch(void)
{
	char *cmd = xasprintf("ls %s/cache/pch/*.pch", root);
	FILE *f = popen(cmd, "r");
	char line[256] = "";

	free(cmd);
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof(line), f));
	pclose(f);
	line[strcspn(line, "\n")] = '\0';
	return arena_strdup(&mem, line);
}

static void test_damaged(void **state)
{
	const char *path;
	FILE *f;

	(void)state;
	assert_true(used("mm/plain.c", "-DA", MANY));
	path = the_pch();
	f = fopen(path, "w");
	fputs("not a syntax tree", f);
	fclose(f);
	used("mm/plain.c", "-DA", MANY);
	f = fopen(path, "w");
	fclose(f);
	used("mm/plain.c", "-DA", MANY);
	assert_int_equal(truncate(path, 1 << 14), 0);
	used("mm/plain.c", "-DA", MANY);
}

/* Errors count from the full parse, which is what they are reported of. */
static void test_errors(void **state)
{
	struct front_unit *u;

	(void)state;
	put("k/mm/wrong.c", "#include <linux/mm.h>\nint f(struct page *p) { return p->nosuch; }\n");
	put("k/mm/hole.c", "#include <linux/mm.h>\n#include <linux/nosuch.h>\n");
	assert_true(used("mm/plain.c", "-DA", MANY));
	u = parse("mm/wrong.c", "-DA", MANY);
	assert_int_equal(u->status, FRONT_OK);
	assert_int_equal(u->errors.n, 1);
	assert_int_equal(u->errors.data[0].line, 2);
	assert_string_equal(u->errors.data[0].file, "mm/wrong.c");
	front_unit_free(u);
	u = parse("mm/hole.c", "-DA", MANY);
	assert_int_equal(u->status, FRONT_FAILED);
	assert_non_null(strstr(u->reason, "linux/nosuch.h"));
	front_unit_free(u);
	u = parse("mm/nosuch.c", "-DA", MANY);
	assert_int_equal(u->status, FRONT_FAILED);
	assert_non_null(strstr(u->reason, "No such file"));
	front_unit_free(u);
}

/* A header that cannot be made costs nothing but time. */
static void test_unmakeable(void **state)
{
	(void)state;
	put("k/include/linux/fs.h", "struct file { struct undeclared member; };\n");
	put("k/include/linux/pagemap.h", "#error \"not alone\"\n");
	assert_false(used("mm/plain.c", "-DA", MANY));
	assert_false(used("mm/plain.c", "-DA", MANY));
}

/* Names that the unit doesn't mention are found in the shared header too. */
static void test_names(void **state)
{
	int pass;

	(void)state;
	put("k/mm/empty.c", "#include <linux/mm.h>\nint f(void) { return 1; }\n");
	for (pass = 0; pass < 2; pass++) {
		struct front_unit *u = parse("mm/empty.c", "-DA", pass ? MANY : 0);
		int64_t value = 0;
		struct ir_record *r;
		struct ir_decl *d;

		assert_int_equal(u->used_pch, pass);
		d = ir_find_decl(&u->ir, intern("page_is_big"));
		assert_non_null(d);
		assert_int_equal(d->nparams, 1);
		assert_true(ir_find_constant(&u->ir, intern("SOME_CONSTANT"), &value));
		assert_int_equal(value, 7);
		r = ir_find_record(&u->ir, intern("page"));
		assert_non_null(r);
		assert_int_equal(r->nfields, 2);
		assert_null(ir_find_decl(&u->ir, intern("nosuch")));
		assert_false(ir_find_constant(&u->ir, intern("nosuch"), &value));
		front_unit_free(u);
	}
}

/* --- the text ------------------------------------------------------------------------------------ */

static bool conflict(const char *text)
{
	static const char header[] = "#ifdef TRACE /* COMMENTED */\nint used; // LATER\n#endif\n"
				     "char *s = \"QUOTED \\\" STILL\"; AFTER\n#define pr_fmt(x) x\n";
	struct word_set set = { 0 };
	const char *path = in_root("words");

	word_set_add(&set, header, strlen(header));
	assert_true(word_set_write(&set, path));
	word_set_free(&set);
	return pch_words_conflict(path, text, strlen(text));
}

static void test_words(void **state)
{
	(void)state;
	assert_true(conflict("#define TRACE\n#include <a.h>\n"));
	assert_true(conflict("#include <b.h>\n  #  undef\tTRACE\n # include \"a.h\""));
	assert_true(conflict("#define used(x) y\n#include A_H\n"));
	assert_true(conflict("#define AFTER\n#include <a.h>\n"));
	assert_false(conflict("#include <a.h>\n#define TRACE\n"));
	assert_false(conflict("#define TRACE_IT\n#define RACE\n#include <a.h>\n"));
	assert_false(conflict("#define pr_fmt(f) f\n#undef dev_fmt\n#include <a.h>\n"));
	assert_false(conflict("#define COMMENTED\n#define LATER\n#include <a.h>\n"));
	assert_false(conflict("#define QUOTED\n#define STILL\n#include <a.h>\n"));
	assert_false(conflict("#defined TRACE\n#define\n#include <a.h>"));
	assert_false(conflict(""));
	assert_true(pch_words_conflict(in_root("nosuch"), "", 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_words, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_second_unit, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_many_units, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_not_a_kernel, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_define_before_include, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_module_name, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_changed_header, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_damaged, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_errors, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_unmakeable, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_names, setup, remove_root),
	};

	if (front_missing()) {
		fprintf(stderr, "%s\n", front_missing());
		return 77;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
