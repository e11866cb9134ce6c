/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Units of a tree that hasn't changed come from the cache; after any change that matters, from make. */
#include "kbuild/kbuild_impl.h"

#include <dirent.h>
#include <fcntl.h>
#include <time.h>

#include "tree.h"
#include "util/stamp.h"

/* --- a tree ------------------------------------------------------------------------- */

#define CC_OBJECT(dir, name, args) \
	"\tset -e; gcc -Wp,-MMD," dir "." name ".o.d -nostdinc -I./include -D__KERNEL__ -Wall $(KCFLAGS) " \
	args " -DKBUILD_BASENAME='\"" name "\"' -c -o " dir name ".o " dir name ".c\n"

static const char makefile[] =
	"VERSION = 6\nPATCHLEVEL = 99\nSUBLEVEL = 3\n"
	"all: mm/ fs/\n"
	"include mm/Makefile fs/Kbuild\n"
	"FORCE:\n.PHONY: FORCE all\n";
static const char mm_makefile[] =
	"mm/: FORCE\n"
	CC_OBJECT("mm/", "a", "-DA $(EXTRA)") CC_OBJECT("mm/", "b", "-DA -DB -DC")
	CC_OBJECT("mm/", "generated", "-DC") CC_OBJECT("mm/", "c", "-DB '' -DC");
static const char fs_makefile[] =
	"fs/: FORCE\n" CC_OBJECT("fs/", "x", "")
	/* compiled twice, for no object of its name */
	"\tgcc -D__KERNEL__ -DTWO -c -o fs/two.o fs/y.c\n"
	"\tgcc -D__KERNEL__ -DONE -c -o fs/one.o fs/y.c\n";

static char *path_saved;

static void wait_a_tick(void)
{
	usleep(60000);
}

static int setup(void **state)
{
	(void)state;
	if (make_root())
		return -1;
	put("k/Makefile", makefile);
	put("k/mm/Makefile", mm_makefile);
	put("k/fs/Kbuild", fs_makefile);
	put("k/.config", "# Linux/x86 6.99.3 Kernel Configuration\nCONFIG_ZONE_DEVICE=y\n");
	put("k/include/config/auto.conf", "");
	put("k/include/generated/autoconf.h", "");
	put("k/mm/a.c", "");
	put("k/mm/b.c", "");
	put("k/mm/c.c", "");
	put("k/fs/x.c", "");
	put("k/fs/y.c", "");
	put("bin/gcc", "#!/bin/sh\n");
	chmod(in_root("bin/gcc"), 0755);
	path_saved = xstrdup(getenv("PATH"));
	setenv("PATH", arena_printf(&mem, "%s:%s", in_root("bin"), path_saved), 1);
	setenv("ARCH", "x86", 1);
	unsetenv("EXTRA");
	wait_a_tick();
	return 0;
}

static int teardown(void **state)
{
	setenv("PATH", path_saved, 1);
	free(path_saved);
	return remove_root(state);
}

/* --- asking ----------------------------------------------------------------------------- */

static bool recalled;

/* Everything that is known of the units, one a line. */
static char *units_with(const char *path, const char *cache, unsigned jobs)
{
	const struct kbuild_options o = { .src = in_root("k"), .cache_dir = cache, .jobs = jobs };
	struct strbuf b = { 0 };
	struct kbuild_tree t;
	size_t i, j;

	assert_int_equal(kbuild_open(&t, &o), 0);
	assert_int_equal(kbuild_units(&t, &path, path ? 1 : 0), 0);
	for (i = 0; i < t.units.n; i++) {
		const struct kbuild_unit *u = &t.units.data[i];

		strbuf_addf(&b, "%s %s %s %d:", u->shown, u->file, u->dir, u->own_object);
		for (j = 0; j < u->argc; j++)
			strbuf_addf(&b, " [%s]", u->argv[j]);
		strbuf_addc(&b, '\n');
	}
	for (i = 0; i < t.missing.n; i++)
		strbuf_addf(&b, "missing %s\n", t.missing.data[i]);
	recalled = t.recalled;
	kbuild_close(&t);
	return b.s;
}

static char *units(const char *path)
{
	return units_with(path, in_root("cache"), 1);
}

/* Asks twice; what is said the second time is from the cache. */
static void remember(const char *path)
{
	free(units(path));
	free(units(path));
	assert_true(recalled);
}

/* The tree was changed: make says what there is, and that is remembered again. */
static void assert_asked_again(void)
{
	char *now, *fresh;

	now = units(NULL);
	assert_false(recalled);
	fresh = units_with(NULL, NULL, 1);
	assert_string_equal(now, fresh);
	free(now);
	free(fresh);
	wait_a_tick();
	remember(NULL);
}

static void same_units(void **state)
{
	char *first, *second;
	static const char *const paths[] = { NULL, "mm", "fs/x.c" };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(paths); i++) {
		char *cache = xasprintf("%s%zu", in_root("cache"), i);

		first = units_with(paths[i], cache, 1);
		assert_false(recalled);
		second = units_with(paths[i], cache, 4);
		assert_true(recalled);
		assert_string_equal(first, second);
		free(first);
		free(second);
		free(cache);
	}
}

static void what_they_are(void **state)
{
	char *all = units(NULL);

	(void)state;
	assert_non_null(strstr(all, "mm/a.c "));
	assert_non_null(strstr(all, " [-DB] [] [-DC] "));
	assert_non_null(strstr(all, "missing mm/generated.c\n"));
	/* neither is the object's own: the arguments decide, not the order */
	assert_non_null(strstr(all, "fs/y.c"));
	assert_non_null(strstr(all, "[-DONE]"));
	assert_null(strstr(all, "[-DTWO]"));
	free(all);
}

static void jobs_make_no_difference(void **state)
{
	char *one = units_with(NULL, NULL, 1), *four = units_with(NULL, NULL, 4);

	(void)state;
	assert_string_equal(one, four);
	free(one);
	free(four);
}

/* What a whole tree's run said answers for a part of it; and the other way round it doesn't. */
static void part_of_a_tree(void **state)
{
	char *alone = units_with("mm", NULL, 1), *part;

	(void)state;
	remember("mm");
	free(units("fs"));
	assert_false(recalled);
	free(units(NULL));
	assert_false(recalled);
	part = units("mm/a.c");
	assert_true(recalled);
	free(part);
	part = units("mm");
	assert_true(recalled);
	assert_string_equal(part, alone);
	free(part);
	free(alone);
}

static void changed_makefile(void **state)
{
	(void)state;
	remember(NULL);
	put("k/Makefile", arena_printf(&mem, "%s# more\n", makefile));
	assert_asked_again();
	/* one that the first includes, as long as before */
	put("k/mm/Makefile", arena_printf(&mem, "%.*sD%s", (int)(strstr(mm_makefile, "-DA") + 2 - mm_makefile),
					  mm_makefile, strstr(mm_makefile, "-DA") + 3));
	assert_asked_again();
}

static void changed_configuration(void **state)
{
	(void)state;
	remember(NULL);
	put("k/.config", "# Linux/x86 6.99.3 Kernel Configuration\nCONFIG_ZONE_DEVICE=n\n");
	wait_a_tick();
	put("k/include/config/auto.conf", "");
	wait_a_tick();
	assert_asked_again();
	put("k/include/generated/autoconf.h", "#define CONFIG_X 1\n");
	wait_a_tick();
	assert_asked_again();
}

static void sources_come_and_go(void **state)
{
	char *text;

	(void)state;
	remember(NULL);
	put("k/mm/generated.c", "");
	wait_a_tick();
	assert_asked_again();
	text = units(NULL);
	assert_null(strstr(text, "missing"));
	free(text);
	assert_int_equal(unlink(in_root("k/mm/b.c")), 0);
	assert_asked_again();
	/* kbuild prefers Kbuild, and a makefile may ask for all there is with $(wildcard) */
	put("k/mm/Kbuild", "");
	wait_a_tick();
	assert_asked_again();
	put("k/fs/more.c", "");
	wait_a_tick();
	assert_asked_again();
}

static void a_build_is_no_change(void **state)
{
	(void)state;
	remember(NULL);
	put("k/mm/a.o", "");
	put("k/mm/.a.o.cmd", "");
	put("k/mm/a.mod.c", "");
	put("k/mm/modules.order", "");
	put("k/mm/a.c", "int edited;\n");
	free(units(NULL));
	assert_true(recalled);
}

static void changed_environment(void **state)
{
	char *text;

	(void)state;
	remember(NULL);
	setenv("TERM", "other", 1);
	setenv("OLDPWD", "/", 1);
	setenv("PAGECK_ALL", "1", 1);
	setenv("KCFLAGS", "-DLEAKED", 1);
	free(units(NULL));
	assert_true(recalled);
	setenv("EXTRA", "-DEXTRA", 1);
	text = units(NULL);
	assert_false(recalled);
	assert_non_null(strstr(text, "[-DEXTRA]"));
	free(text);
	unsetenv("EXTRA");
	unsetenv("PAGECK_ALL");
	unsetenv("KCFLAGS");
	assert_asked_again();
}

static void changed_compiler(void **state)
{
	(void)state;
	remember(NULL);
	put("bin/gcc", "#!/bin/sh\nexit 0\n");
	wait_a_tick();
	assert_asked_again();
	/* a linker that comes before the present one */
	put("bin/ld", "#!/bin/sh\n");
	chmod(in_root("bin/ld"), 0755);
	wait_a_tick();
	assert_asked_again();
}

/* A change during the run may have been seen or not. */
static void changed_meanwhile(void **state)
{
	struct timespec times[2] = { { .tv_nsec = UTIME_NOW }, { .tv_sec = time(NULL) + 60 } };

	(void)state;
	assert_int_equal(utimensat(AT_FDCWD, in_root("k/Makefile"), times, 0), 0);
	free(units(NULL));
	free(units(NULL));
	assert_false(recalled);
}

/* The one file of units in the cache. */
static char *cache_file(void)
{
	const char *dir = in_root("cache/kbuild");
	struct dirent *entry;
	char *path = NULL;
	DIR *d = opendir(dir);

	assert_non_null(d);
	while ((entry = readdir(d))) {
		if (!str_starts(entry->d_name, "k-"))
			continue;
		assert_null(path);
		path = xasprintf("%s/%s", dir, entry->d_name);
	}
	closedir(d);
	assert_non_null(path);
	return path;
}

static void damaged(void **state)
{
	char *path, *text;
	size_t len, i;

	(void)state;
	remember(NULL);
	path = cache_file();
	text = read_file(path, &len);
	assert_non_null(text);
	for (i = 0; i < len; i += 7) {
		struct kbuild_tree t = { .src = in_root("k"), .obj = in_root("k"),
					 .cache_dir = in_root("cache") };
		struct collect c = { .t = &t };

		text[i] ^= 1;
		assert_true(write_whole(path, text, len));
		assert_false(units_load(&c));
		text[i] ^= 1;
		assert_true(write_whole(path, text, i));
		assert_false(units_load(&c));
		collect_free(&c);
		arena_free(&t.mem);
	}
	assert_asked_again();
	free(text);
	free(path);
}

static void no_cache(void **state)
{
	char *text = units_with(NULL, "/dev/null/nowhere", 1), *plain = units_with(NULL, NULL, 1);

	(void)state;
	assert_string_equal(text, plain);
	assert_false(recalled);
	free(text);
	free(plain);
	/* make would take it for two files */
	free(units_with(NULL, in_root("a cache"), 1));
	free(units_with(NULL, in_root("a cache"), 1));
	assert_false(recalled);
}

int main(void)
{
#define TEST(name)	cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(same_units), TEST(what_they_are), TEST(jobs_make_no_difference),
		TEST(part_of_a_tree), TEST(changed_makefile), TEST(changed_configuration),
		TEST(sources_come_and_go), TEST(a_build_is_no_change), TEST(changed_environment),
		TEST(changed_compiler), TEST(changed_meanwhile), TEST(damaged), TEST(no_cache),
	};
#undef TEST

	return cmocka_run_group_tests(tests, NULL, NULL);
}
