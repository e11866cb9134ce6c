/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What units say of themselves, seen by the others. The units are texts in a directory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "whole/linkage.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct { const char *name, *text; } texts[] = {
	{ "a/get.c",	"void *get(void)\n{\n\treturn 0;\n}\nstatic void *hid(void)\n{\n}\n" },
	{ "a/user.c",	"#include \"use.h\"\nint user(void)\n{\n\treturn use_it(get());\n}\n" },
	{ "a/use.c",	"int use(void *p)\n{\n\treturn 0;\n}\n" },
	{ "a/far.c",	"int far(void)\n{\n\treturn other(get());\n}\n" },
	{ "b/get.c",	"void *get(void)\n{\n\treturn 1;\n}\n" },
	{ "b/weak.c",	"int __weak twice(int x)\n{\n\treturn x;\n}\n" },
	{ "a/twice.c",	"int twice(int x)\n{\n\treturn x + x;\n}\n" },
};
enum { A_GET, USER, USE, FAR_AWAY, B_GET, WEAK, TWICE, N };

static struct arena names;
static char dir[] = "/tmp/pageck-linkage-XXXXXX";
static struct kbuild_unit units[N];
static struct facts facts;
static struct store *store;
static struct sources *sources;
static struct linkage *l;

static void write_text(const char *name, const char *text)
{
	char *path = xasprintf("%s/%s", dir, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	free(path);
}

static int set_up(void **unused)
{
	struct store_roots roots = { dir, dir };
	size_t i;

	(void)unused;
	for (i = 0; i < N; i++) {
		units[i].shown = texts[i].name;
		units[i].file = arena_printf(&names, "%s/%s", dir, texts[i].name);
		write_text(texts[i].name, texts[i].text);
	}
	write_text("a/use.h", "#define use_it(p) (use(p))\n");
	store = store_open(NULL, &roots, false);
	sources = sources_open(store, units, N, false);
	l = linkage_new(sources, &facts, units, N);
	return 0;
}

static int tear_down(void **unused)
{
	(void)unused;
	linkage_free(l);
	sources_close(sources);
	store_close(store);
	return 0;
}

static struct flow_export export(const char *name, unsigned effects, const char *bytes)
{
	return (struct flow_export){ name, effects, bytes, strlen(bytes) };
}

static const char *seen(const char *name, bool relevant_only, size_t by)
{
	uint64_t hash;
	const struct flow_export *x = linkage_find(l, name, relevant_only, by, &hash);

	assert_true(!x == !hash);
	return x ? x->bytes : "";
}

/* The definition in the caller's directory is meant; from elsewhere, neither. */
static void two_definitions(void **unused)
{
	struct flow_export one = export("get", EFFECT_REFS, "one"), two = export("get", EFFECT_REFS, "two");
	struct unit_summary says[] = {
		{ .unit = A_GET, .shown = "a/get.c", .exports = &one, .nexports = 1 },
		{ .unit = B_GET, .shown = "b/get.c", .exports = &two, .nexports = 1 },
	};

	(void)unused;
	linkage_set(l, says, 2);
	assert_string_equal(seen("get", true, USER), "one");
	assert_string_equal(seen("get", true, WEAK), "two");
	/* that the other one exists is known from its text, whether it has spoken or not */
	linkage_set(l, says + 1, 1);
	assert_string_equal(seen("get", true, USER), "");
	assert_string_equal(seen("no such", true, USER), "");
}

static void only_for_who_wants_it(void **unused)
{
	struct flow_export x = export("use", EFFECT_USES, "use");
	struct unit_summary says = { .unit = USE, .shown = "a/use.c", .exports = &x, .nexports = 1 };

	(void)unused;
	linkage_set(l, &says, 1);
	assert_string_equal(seen("use", true, USER), "");
	assert_string_equal(seen("use", false, USER), "use");
}

static void weak(void **unused)
{
	struct flow_export x = export("twice", EFFECT_REFS, "weak"), y = export("twice", EFFECT_REFS, "not");
	struct unit_summary says[] = {
		{ .unit = WEAK, .shown = "b/weak.c", .exports = &x, .nexports = 1 },
		{ .unit = TWICE, .shown = "a/twice.c", .exports = &y, .nexports = 1 },
	};

	(void)unused;
	linkage_set(l, says, 2);
	assert_string_equal(seen("twice", true, WEAK), "not");
	assert_string_equal(seen("twice", true, USER), "not");
	assert_true(linkage_replaced(l, "twice", WEAK));
	assert_false(linkage_replaced(l, "twice", TWICE));
	assert_false(linkage_replaced(l, "use", USE));
	assert_true(sources_replaced(sources, WEAK) != 0);
	assert_true(sources_replaced(sources, TWICE) == 0);
}

static void fnptr_targets(void **unused)
{
	struct flow_target t[] = { { "ops.get", "get" }, { "ops.put", "put" }, { "ops.put", "other" },
				   { "ops.get", "get" }, { "ops.fn", "" } };
	struct unit_summary says = { .unit = USE, .shown = "a/use.c", .fnptr_targets = t, .ntargets = 5 };

	(void)unused;
	linkage_set(l, &says, 1);
	assert_string_equal(linkage_target(l, "ops.get"), "get");
	assert_null(linkage_target(l, "ops.put"));
	assert_null(linkage_target(l, "ops.fn"));
	assert_null(linkage_target(l, "ops.none"));
}

/* A page goes from get() to use(), by a macro of a header beside the file between them. */
static void ways_of_pages(void **unused)
{
	struct flow_export get = export("get", EFFECT_PAGES, "get"), use = export("use", EFFECT_USES, "use");
	struct unit_summary says[] = {
		{ .unit = A_GET, .shown = "a/get.c", .exports = &get, .nexports = 1 },
		{ .unit = USE, .shown = "a/use.c", .exports = &use, .nexports = 1 },
	};
	bool on_the_way[N] = { false };

	(void)unused;
	linkage_set(l, says, 2);
	linkage_follow_pages(l, on_the_way);
	assert_true(on_the_way[USER]);
	assert_false(on_the_way[FAR_AWAY]);
	assert_false(on_the_way[TWICE]);
}

/* Whose summary changes in each round has none in the end, and never again. */
static void changes_without_end(void **unused)
{
	unsigned i, lasted = 0;

	(void)unused;
	for (i = 0; i < 40; i++) {
		char *bytes = xasprintf("%u", i);
		struct flow_export x = export("far", EFFECT_REFS, bytes);
		struct unit_summary says = { .unit = FAR_AWAY, .shown = "a/far.c", .exports = &x, .nexports = 1 };

		linkage_set(l, &says, 1);
		if (!strcmp(seen("far", true, USER), bytes)) {
			assert_int_equal(lasted, i);
			lasted++;
		}
		linkage_set(l, NULL, 0);
		free(bytes);
	}
	assert_in_range(lasted, 2, 20);
}

static void demands(void **unused)
{
	struct flow_demand w = { DEMAND_REFERENCE, "use" };
	struct flow_forward p = { "use", "twice" };
	struct unit_summary says = { .unit = USER, .shown = "a/user.c", .demands = &w, .ndemands = 1,
				  .forwards = &p, .nforwards = 1 };

	(void)unused;
	assert_int_equal(linkage_demands(l, "use"), 0);
	linkage_set(l, &says, 1);
	assert_true(linkage_demands(l, "use") & 1u << DEMAND_REFERENCE);
	assert_true(linkage_demands(l, "twice") & 1u << DEMAND_REFERENCE);
	assert_true(linkage_needs(l, USE));
	assert_true(linkage_demanded_of(l, USE) != 0);
	assert_true(linkage_demanded_of(l, A_GET) == 0);
	/* what was demanded once stays so */
	linkage_set(l, NULL, 0);
	assert_true(linkage_demands(l, "use") & 1u << DEMAND_REFERENCE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(two_definitions, set_up, tear_down),
		cmocka_unit_test_setup_teardown(only_for_who_wants_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(weak, set_up, tear_down),
		cmocka_unit_test_setup_teardown(fnptr_targets, set_up, tear_down),
		cmocka_unit_test_setup_teardown(ways_of_pages, set_up, tear_down),
		cmocka_unit_test_setup_teardown(changes_without_end, set_up, tear_down),
		cmocka_unit_test_setup_teardown(demands, set_up, tear_down),
	};
	static const char *const dirs[] = { "a", "b" };
	int failed;
	size_t i;

	if (!mkdtemp(dir))
		return 2;
	for (i = 0; i < 2; i++)
		if (mkdir(arena_printf(&names, "%s/%s", dir, dirs[i]), 0755))
			return 2;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	for (i = 0; i < N; i++)
		unlink(units[i].file);
	unlink(arena_printf(&names, "%s/a/use.h", dir));
	for (i = 0; i < 2; i++)
		rmdir(arena_printf(&names, "%s/%s", dir, dirs[i]));
	rmdir(dir);
	arena_free(&names);
	return failed;
}
