/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Units from small trees whose Makefile prints what a kernel's would. */
#include "kbuild/kbuild_impl.h"

#include "tree.h"

/* --- a tree ------------------------------------------------------------------------- */

/* What make -n prints for one object, with all that surrounds the command. */
#define CC_OBJECT(dir, name) \
	"\tset -e;  echo '  CC      " dir name ".o';   trap 'rm -f " dir name ".o; kill -s HUP $$$$' HUP; " \
	"gcc -Wp,-MMD," dir "." name ".o.d -nostdinc -I./include -D__KERNEL__ -Wall $(KCFLAGS) " \
	" -DKBUILD_MODFILE='\"" dir name "\"' -DKBUILD_MODNAME='\"" name "\"' -c -o " dir name ".o " \
	dir name ".c   ; scripts/basic/fixdep " dir "." name ".o.d " dir name ".o " \
	"'gcc -D__KERNEL__ -DX='\\''\"y\"'\\'' -c -o no.o " dir "fixdep.c' > " dir "." name ".o.cmd\n"

static const char makefile[] =
	"VERSION = 6\nPATCHLEVEL = 99\nSUBLEVEL = 3\n"
	"all: mm/ fs/\n"
	"mm/: FORCE\n"
	CC_OBJECT("mm/", "a") CC_OBJECT("mm/", "b") CC_OBJECT("mm/", "generated")
	"\tgcc -D__KERNEL__ -m32 -c -o boot/copy.o mm/a.c\n"
	"\tgcc -Wall -c -o scripts/host.o mm/host.c\n"
	"\tgcc -D__KERNEL__ -S -o mm/asm.s mm/host.c\n"
	"\tgcc -D__KERNEL__ -c -o mm/entry.o mm/entry.S\n"
	"\tar cDPrST mm/built-in.a mm/a.o mm/b.o -c mm/host.c\n"
	"fs/: FORCE\n"
	CC_OBJECT("fs/lib/", "part")
	"FORCE:\n.PHONY: FORCE all\n";

static void make_tree(void)
{
	put("k/Makefile", makefile);
	put("k/.config", "# Linux/x86 6.99.3 Kernel Configuration\nCONFIG_ZONE_DEVICE=y\n");
	put("k/include/config/auto.conf", "");
	put("k/include/generated/autoconf.h", "");
	put("k/mm/Makefile", "");
	put("k/mm/a.c", "");
	put("k/mm/b.c", "");
	put("k/mm/host.c", "");
	put("k/mm/fixdep.c", "");
	put("k/fs/Makefile", "");
	put("k/fs/lib/part.c", "");
	put("k/include/a.h", "");
	/* For an x86 configuration no ARCH= must be added on any host of the suite. */
	setenv("ARCH", "x86", 1);
}

static int setup(void **state)
{
	(void)state;
	if (make_root())
		return -1;
	make_tree();
	return 0;
}

/* --- messages ------------------------------------------------------------------------- */

static int saved_stderr;

static void capture(void)
{
	fflush(stderr);
	saved_stderr = dup(STDERR_FILENO);
	assert_non_null(freopen(in_root("stderr"), "w", stderr));
}

/* What was said since capture(). */
static const char *captured(void)
{
	char *text, *kept;

	fflush(stderr);
	dup2(saved_stderr, STDERR_FILENO);
	close(saved_stderr);
	text = read_file(in_root("stderr"), NULL);
	assert_non_null(text);
	kept = arena_strdup(&mem, text);
	free(text);
	return kept;
}

static unsigned lines(const char *s)
{
	unsigned n = 0;

	while ((s = strchr(s, '\n'))) {
		s++;
		n++;
	}
	return n;
}

static void assert_says(const char *part)
{
	const char *text = captured();

	if (!strstr(text, part) || lines(text) != 1)
		fail_msg("demanded one line with '%s', got: %s", part, text);
}

/* --- words -------------------------------------------------------------------------------- */

static struct strbuf seen;

static void see(const words_t *words, void *arg)
{
	size_t i;

	(void)arg;
	for (i = 0; i < words->n; i++)
		strbuf_addf(&seen, "[%s]", words->data[i]);
	strbuf_addc(&seen, '\n');
}

static void assert_words(const char *line, const char *want)
{
	strbuf_reset(&seen);
	shell_commands(line, strlen(line), see, NULL);
	assert_string_equal(strbuf_str(&seen), want);
}

static void test_words(void **state)
{
	(void)state;
	assert_words("gcc  -c\ta.c", "[gcc][-c][a.c]\n");
	assert_words("-DM='\"foo\"' -DN=\"\\\"bar\\\"\" -DO=\\\"x\\\"",
		     "[-DM=\"foo\"][-DN=\"bar\"][-DO=\"x\"]\n");
	assert_words("a 'b'\\''c d' e", "[a][b'c d][e]\n");
	assert_words("a \"x\\y\" \"\\$z\" '' \"\"", "[a][x\\y][$z][][]\n");
	assert_words("a; b && c || d | e & (f)", "[a]\n[b]\n[c]\n[d]\n[e]\n[f]\n");
	assert_words("a 'x;y' \"&&\" \\; z", "[a][x;y][&&][;][z]\n");
	assert_words("a > out 2>&1 b 2> err < in c>d", "[a][b][c]\n");
	assert_words("a b#c # d e\nf", "[a][b#c]\n[f]\n");
	assert_words("a \\\n b", "[a][b]\n");
	assert_words("a 'open", "[a][open]\n");
	assert_words("a \"open \\", "[a][open \\]\n");
	assert_words("", "");
	strbuf_free(&seen);
}

/* --- units ---------------------------------------------------------------------------------- */

static int open_tree(struct kbuild_tree *t)
{
	const struct kbuild_options o = { .src = in_root("k") };

	return kbuild_open(t, &o);
}

static const struct kbuild_unit *unit(const struct kbuild_tree *t, const char *shown)
{
	size_t i;

	for (i = 0; i < t->units.n; i++)
		if (!strcmp(t->units.data[i].shown, shown))
			return &t->units.data[i];
	return NULL;
}

static bool has_arg(const struct kbuild_unit *u, const char *arg)
{
	size_t i;

	for (i = 0; i < u->argc; i++)
		if (!strcmp(u->argv[i], arg))
			return true;
	return false;
}

static void test_everything(void **state)
{
	const struct kbuild_unit *a;
	struct kbuild_tree t;

	(void)state;
	assert_int_equal(open_tree(&t), 0);
	assert_true(t.configured);
	assert_true(t.zone_device);
	assert_string_equal(t.release, "6.99.3");
	assert_int_equal(kbuild_units(&t, NULL, 0), 0);
	assert_int_equal(t.units.n, 3);
	assert_string_equal(t.units.data[0].shown, "fs/lib/part.c");
	assert_string_equal(t.units.data[1].shown, "mm/a.c");
	assert_string_equal(t.units.data[2].shown, "mm/b.c");
	a = unit(&t, "mm/a.c");
	assert_string_equal(a->file, in_root("k/mm/a.c"));
	assert_string_equal(a->dir, in_root("k"));
	assert_string_equal(a->argv[0], "-Wp,-MMD,mm/.a.o.d");
	assert_true(has_arg(a, "-DKBUILD_MODNAME=\"a\""));
	assert_true(has_arg(a, "-DKBUILD_MODFILE=\"mm/a\""));
	/* The object named after the source, not the copy; and not our own define. */
	assert_false(has_arg(a, "-m32"));
	assert_false(has_arg(a, "-D__record"));
	assert_int_equal(t.missing.n, 1);
	assert_string_equal(t.missing.data[0], "mm/generated.c");
	kbuild_close(&t);
}

static size_t count_units(const char *path)
{
	struct kbuild_tree t;
	size_t n;

	assert_int_equal(open_tree(&t), 0);
	assert_int_equal(kbuild_units(&t, &path, 1), 0);
	n = t.units.n;
	kbuild_close(&t);
	return n;
}

static void test_paths(void **state)
{
	char *cwd = getcwd(NULL, 0);

	(void)state;
	assert_int_equal(count_units("mm"), 2);
	assert_int_equal(count_units("mm/"), 2);
	assert_int_equal(count_units("./mm/a.c"), 1);
	assert_int_equal(count_units(in_root("k/mm/b.c")), 1);
	assert_int_equal(count_units(in_root("k")), 3);
	/* No Makefile there: the part of a composite object of the directory above. */
	assert_int_equal(count_units("fs/lib/part.c"), 1);
	assert_int_equal(count_units("fs/lib"), 1);
	assert_int_equal(chdir(in_root("k/mm")), 0);
	assert_int_equal(count_units("a.c"), 1);
	assert_int_equal(count_units("."), 2);
	assert_int_equal(count_units("mm/a.c"), 1);
	assert_int_equal(chdir(cwd), 0);
	free(cwd);
}

static void assert_refused(const char *path, const char *says)
{
	struct kbuild_tree t;
	int r;

	assert_int_equal(open_tree(&t), 0);
	capture();
	r = kbuild_units(&t, &path, 1);
	assert_says(says);
	assert_int_equal(r, -1);
	assert_int_equal(t.units.n, 0);
	kbuild_close(&t);
}

static void test_refused_paths(void **state)
{
	(void)state;
	assert_int_equal(symlink("mm", in_root("k/link")), 0);
	assert_int_equal(symlink("/etc", in_root("k/out")), 0);
	assert_refused("mm/../fs", "'..'");
	assert_refused("..", "'..'");
	assert_refused("mm/nosuch.c", "no such file");
	assert_refused("/etc", "outside the tree");
	assert_refused("link/a.c", "symbolic link");
	assert_refused("link", "symbolic link");
	assert_refused("out", "symbolic link");
	assert_refused("out/passwd", "symbolic link");
	assert_refused("include/a.h", "not a C source");
	assert_refused("mm/host.c", "builds nothing");
	assert_refused("include", "builds nothing");
}

/* make rewrites nothing, whatever the environment of the make that runs us says. */
static void test_environment(void **state)
{
	struct kbuild_tree t;
	const char *path = "mm";

	(void)state;
	setenv("MAKEFLAGS", "B --trace -j7", 1);
	setenv("KCFLAGS", "-DLEAKED", 1);
	assert_int_equal(open_tree(&t), 0);
	assert_int_equal(kbuild_units(&t, &path, 1), 0);
	assert_int_equal(t.units.n, 2);
	assert_false(has_arg(&t.units.data[0], "-DLEAKED"));
	kbuild_close(&t);
	unsetenv("MAKEFLAGS");
	unsetenv("KCFLAGS");
	assert_int_not_equal(access(in_root("k/mm/.a.o.cmd"), F_OK), 0);
	assert_int_not_equal(access(in_root("k/mm/a.o"), F_OK), 0);
}

static void test_cmd_file(void **state)
{
	struct kbuild_tree t;
	const char *path = "mm/host.c";

	(void)state;
	put("k/mm/.host.o.cmd", "savedcmd_mm/host.o := gcc -D__KERNEL__ -DA='$$x' -DB=\\# "
	    "-DKBUILD_MODNAME='\"host\"' -c -o mm/host.o mm/host.c ; ./objtool mm/host.o\n\n"
	    "source_mm/host.o := mm/host.c\n");
	assert_int_equal(open_tree(&t), 0);
	assert_int_equal(kbuild_units(&t, &path, 1), 0);
	assert_int_equal(t.units.n, 1);
	assert_true(has_arg(&t.units.data[0], "-DA=$x"));
	assert_true(has_arg(&t.units.data[0], "-DB=#"));
	assert_true(has_arg(&t.units.data[0], "-DKBUILD_MODNAME=\"host\""));
	kbuild_close(&t);
}

/* --- trees that are none ---------------------------------------------------------------------- */

static void assert_not_opened(const struct kbuild_options *o, const char *says)
{
	struct kbuild_tree t;
	int r;

	capture();
	r = kbuild_open(&t, o);
	assert_says(says);
	assert_int_equal(r, -1);
	kbuild_close(&t);
}

static void test_bad_trees(void **state)
{
	struct kbuild_options o = { .src = in_root("nosuch") };

	(void)state;
	put("plain/Makefile", "all:\n");
	put("unprepared/Makefile", makefile);
	put("unprepared/.config", "");
	put("obj/x", "");
	assert_not_opened(&o, "no such directory");
	o.src = in_root("k/Makefile");
	assert_not_opened(&o, "not a directory");
	o.src = in_root("plain");
	assert_not_opened(&o, "not a kernel source tree");
	o.src = in_root("unprepared");
	assert_not_opened(&o, "not prepared");
	o.src = in_root("k");
	o.obj = in_root("obj");
	assert_not_opened(&o, "mrproper");
	o.obj = NULL;
	o.module = in_root("obj");
	assert_not_opened(&o, "not a module's directory");
	o.module = NULL;
	/* Newer than what was made from it: a dry run would refresh it. */
	put("k/include/config/auto.conf", "");
	usleep(20000);
	put("k/.config", "");
	assert_not_opened(&o, "make prepare");
}

/* --- compile_commands.json ---------------------------------------------------------------------- */

static void test_json(void **state)
{
	const struct kbuild_options o = { .src = in_root("k"), .json = in_root("k/db.json") };
	const char *path = "mm/b.c";
	struct kbuild_tree t;

	(void)state;
	put("k/db.json", arena_printf(&mem,
		"[\n{\"command\": \"gcc -DM='\\\"a\\\"' -c -o mm/a.o mm/a.c\", \"directory\": \"%s\", "
		"\"file\": \"mm/a.c\"},\n{\"arguments\": [\"clang\", \"-DN\", \"mm/b.c\"], "
		"\"directory\": \"%s\", \"file\": \"mm/b.c\"}\n]\n", in_root("k"), in_root("k")));
	assert_int_equal(kbuild_open(&t, &o), 0);
	assert_int_equal(kbuild_units(&t, NULL, 0), 0);
	assert_int_equal(t.units.n, 2);
	assert_true(has_arg(unit(&t, "mm/a.c"), "-DM=\"a\""));
	assert_true(has_arg(unit(&t, "mm/b.c"), "-DN"));
	assert_int_equal(kbuild_units(&t, &path, 1), 0);
	assert_int_equal(t.units.n, 1);
	kbuild_close(&t);
}

static void test_bad_json(void **state)
{
	static const struct {
		const char *text, *says;
	} bad[] = {
		{ "", "not a JSON array" },
		{ "{}", "not a JSON array" },
		{ "[]", "empty" },
		{ "[{\"file\": \"a.c\"", "entry 1" },
		{ "[3]", "entry 1" },
		{ "[{\"file\": \"a.c\"}]", "directory" },
		{ "[{\"file\": \"a.c\", \"directory\": \"rel\"}]", "directory" },
		{ "[{\"directory\": \"/\", \"command\": \"cc a.c\"}]", "\"file\"" },
		{ "[{\"file\": \"a.c\", \"directory\": \"/\"}]", "command" },
		{ "[{\"file\": \"a.c\", \"directory\": \"/\", \"arguments\": [1]}]", "strings" },
		{ "[{\"file\": \"a.c\", \"directory\": \"/\", \"command\": \"cc a.c\"} x", "entry 1" },
		{ "[{\"file\": \"a.c\", \"directory\": \"/\", \"command\": \"cc a.c\"},", "middle" },
	};
	const struct kbuild_options o = { .src = in_root("k"), .json = in_root("k/db.json") };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		put("k/db.json", bad[i].text);
		assert_not_opened(&o, bad[i].says);
	}
}

static void test_clean(void **state)
{
	(void)state;
	assert_string_equal(path_clean(&mem, "/a/b", "../c/./d//e/"), "/a/c/d/e");
	assert_string_equal(path_clean(&mem, "/a", "/../../x"), "/x");
	assert_string_equal(path_clean(&mem, NULL, "./a/../../b"), "../b");
	assert_string_equal(path_below("/a/b/c", "/a/b"), "c");
	assert_string_equal(path_below("/a/b", "/a/b"), "");
	assert_null(path_below("/a/bc", "/a/b"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test_setup_teardown(test_everything, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_paths, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_refused_paths, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_environment, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_cmd_file, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_bad_trees, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_json, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_bad_json, setup, remove_root),
		cmocka_unit_test_setup_teardown(test_clean, setup, remove_root),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
