/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Witnesses that agree, disagree, crash, hang, talk too much or aren't there. */
#include "external/external_impl.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>

#include "tree.h"
#include "text/scan.h"

/* --- a tree, programs, what is said ---------------------------------------- */

static const char source[] =
	"static int first(int x)\n{\n\treturn put_it(x);\n}\n\n"	/* 1 to 4 */
	"int second(int x,\n\t   int y)\n{\n\tget_it(x);\n\treturn put_it(y);\n}\n";

static struct findings found;
static struct kbuild_unit units[24];
static size_t nunits;
static unsigned engines;
static double timeout;

static void program(const char *name, const char *script)
{
	char *file = xasprintf("bin/%s", name), *text = xasprintf("#!/bin/sh\n%s", script);

	put(file, text);
	assert_int_equal(chmod(in_root(file), 0755), 0);
	free(file);
	free(text);
}

static void unit(const char *name, const char *text)
{
	static const char *argv[] = { "-Iinclude", "-include", "a.h", "-DX=\"y z\"", "-c",
				      "-fplugin=evil.so", "-o", "x.o", "@args", "-Wp,-MD,x.d" };
	char *file = xasprintf("k/%s", name);

	put(file, text);
	assert_true(nunits < ARRAY_SIZE(units));
	units[nunits++] = (struct kbuild_unit){
		.file = in_root(file), .shown = arena_strdup(&mem, name), .dir = in_root("k"),
		.argv = argv, .argc = ARRAY_SIZE(argv),
	};
	free(file);
}

static int setup(void **state)
{
	(void)state;
	if (make_root())
		return -1;
	put("rules/sparse/pgmap.h", "");
	put("cocci/leak.cocci", "/// x\n// Comments: pageck rule pgmap-leak\n"
				"// Options: --no-includes --include-headers\n");
	put("cocci/unknown.cocci", "/// says nothing of a rule\n");
	put("bin/x", "");
	setenv("PATH", in_root("bin"), 1);
	nunits = 0;
	engines = ENGINE_LIBCLANG | ENGINE_COCCI | ENGINE_SPARSE;
	timeout = 20;
	memset(&found, 0, sizeof(found));
	return 0;
}

static int teardown(void **state)
{
	findings_free(&found);
	setenv("PATH", "/usr/bin:/bin", 1);
	unsetenv("PAGECK_SPARSE");
	return remove_root(state);
}

static int saved_stderr;

static void listen_to_stderr(void)
{
	int fd = open(in_root("stderr"), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	fflush(stderr);
	saved_stderr = dup(STDERR_FILENO);
	assert_true(fd >= 0 && saved_stderr >= 0);
	dup2(fd, STDERR_FILENO);
	close(fd);
}

static const char *said(void)
{
	char *text;
	const char *r;

	fflush(stderr);
	dup2(saved_stderr, STDERR_FILENO);
	close(saved_stderr);
	text = read_file(in_root("stderr"), NULL);
	r = arena_strdup(&mem, text);
	free(text);
	return r;
}

/* engines_run(); what it said on standard error. */
static const char *run(void)
{
	static const char *const words[] = { "get_it", "put_it" };
	struct ref_fact rows[] = {
		{ .row = { .section = FACT_REFERENCES, .name = words[0] }, .action = REF_ACQUIRE },
		{ .row = { .section = FACT_REFERENCES, .name = words[1] }, .action = REF_RELEASE },
	};
	struct facts facts = { 0 };
	struct engine_options o = {
		.engines = engines, .root = in_root("k"), .rules_dir = in_root("rules"),
		.facts = &facts, .words = front_words_new(words, 2, NULL, 0),
		.jobs = 3, .timeout = timeout,
	};

	vec_push(&facts.all, &rows[0].row);
	vec_push(&facts.all, &rows[1].row);
	listen_to_stderr();
	engines_run(&o, units, nunits, &found);
	vec_free(&facts.all);
	front_words_free((struct front_words *)o.words);
	return said();
}

static struct finding *own(const char *rule, const char *file, unsigned line, const char *function)
{
	struct finding *x = findings_add(&found);

	x->rule = rule;
	x->level = LEVEL_WARNING;
	x->file = file;
	x->line = line;
	x->function = function;
	x->message = "own";
	x->engines = "libclang";
	return x;
}

static void quiet(const char *name)
{
	program(name, "exit 0\n");
}

static unsigned lines(const char *s)
{
	unsigned n = 0;

	for (; *s; s++)
		n += *s == '\n';
	return n;
}

/* --- the option ---------------------------------------- */

static void test_parse(void **state)
{
	unsigned mask;

	(void)state;
	assert_int_equal(engines_parse("libclang", &mask), 0);
	assert_int_equal(mask, ENGINE_LIBCLANG);
	assert_int_equal(engines_parse("sparse,libclang,cocci", &mask), 0);
	assert_int_equal(mask, ENGINE_LIBCLANG | ENGINE_COCCI | ENGINE_SPARSE);
	assert_int_equal(engines_parse("cocci", &mask), 0);
	assert_int_equal(mask, ENGINE_LIBCLANG | ENGINE_COCCI);
	listen_to_stderr();
	assert_int_equal(engines_parse("cocci,sparce", &mask), -1);
	assert_string_equal(said(), "pageck: error: no engine 'sparce'; did you mean 'sparse'?\n");
	listen_to_stderr();
	assert_int_equal(engines_parse("", &mask), -1);
	assert_int_equal(engines_parse("cocci,", &mask), -1);
	assert_int_equal(engines_parse("coccinellidae", &mask), -1);
	assert_int_equal(lines(said()), 3);
}

/* --- where a line is ---------------------------------------- */

static void expect_function(const char *text, unsigned line, const char *want)
{
	const char *got = function_at(text, line, &mem);

	if (want)
		assert_string_equal(got ? got : "(none)", want);
	else
		assert_null(got);
}

static void test_function_at(void **state)
{
	static const char odd[] =
		"#define MACRO(x) do {\t\\\n\t(x);\t\\\n} while (0)\n"			/* 1 to 3 */
		"struct s {\n\tint (*f)(int);\n};\n"					/* 4 to 6 */
		"static int declared(int x);\n"						/* 7 */
		"static __printf(1, 2) int\nlog_it(const char *s, ...)\n"		/* 8, 9 */
		"\t__must_hold(lock)\n{\nout:\n\treturn 0;\n}\n"		/* 10 to 14 */
		"void brace_behind(int (*cb)(int)) {\n\tcb(1);\n}\n"		/* 15 to 17 */
		"static const struct s table = {\n\t.f = declared,\n};\n"	/* 18 to 20 */
		"int __last (int x)\n{\n\treturn x;\n}";			/* 21 to 24 */
	struct definition d;
	unsigned i;

	(void)state;
	expect_function(source, 1, NULL);
	expect_function(source, 3, "first");
	expect_function(source, 4, "first");
	expect_function(source, 5, NULL);
	expect_function(source, 7, NULL);
	expect_function(source, 9, "second");
	expect_function(source, 11, "second");
	expect_function(source, 99, NULL);
	for (i = 1; i <= 10; i++)
		expect_function(odd, i, NULL);
	expect_function(odd, 13, "log_it");
	expect_function(odd, 16, "brace_behind");
	expect_function(odd, 19, NULL);
	expect_function(odd, 23, "__last");
	assert_true(function_find(odd, "log_it", &d));
	assert_int_equal(d.line, 8);
	assert_true(function_find(odd, "brace_behind", &d));
	assert_int_equal(d.line, 15);
	assert_int_equal(d.n, strlen("void brace_behind(int (*cb)(int)) {\n\tcb(1);\n"));
	assert_true(function_find(odd, "__last", &d));
	assert_int_equal(d.line, 21);
	assert_false(function_find(odd, "declared", &d));
	expect_function("", 1, NULL);
	expect_function("{", 1, NULL);
	expect_function("(\n{\n}", 2, NULL);
	expect_function("a(((\n{\n", 2, "a");
}

/* --- agreement ---------------------------------------- */

static void test_agreement(void **state)
{
	struct finding *near, *far, *other_rule, *noted;

	(void)state;
	unit("a.c", source);
	unit("b.c", source);
	unit("none.c", "int nothing_of_interest;\n");
	program("spatch", "for f; do :; done\n"
		"[ $f = /dev/fd/3 ] && f=$(/usr/bin/head -n 1 $f)\n"
		"case $f in\n*/none.c) echo \"$f:1:1-2: m\" ;;\n*/a.c)\n"
		"echo \"$f:9:1-7: ERROR: missing put\"\n"
		"echo \"$f:10:1-7: WARNING: once more\"\n"
		"echo \"$f:3:1-7: missing elsewhere\" ;;\n"
		"esac\n");
	program("sparse", "for f; do :; done\n"
		"case \"$*\" in *pgmap.h*/a.c)\n"
		"say='warning: context imbalance in'\n"
		"echo \"$f:6:5: $say 'second' - wrong count at exit\" >&2\n"
		"echo \"$f:1:12: $say 'first' - unexpected unlock\" >&2 ;;\n"
		"esac\n");
	near = own("pgmap-leak", "a.c", 10, "second");
	far = own("pgmap-leak", "b.c", 10, "second");
	other_rule = own("union-read", "a.c", 9, "second");
	noted = own("pgmap-put", in_root("k/a.c"), 40, "second");
	assert_string_equal(run(), "");

	assert_string_equal(near->engines, "libclang,cocci,sparse");
	assert_string_equal(far->engines, "libclang");
	assert_string_equal(other_rule->engines, "libclang");
	/* sparse only knows the function, and can't always tell a leak from a put */
	assert_string_equal(noted->engines, "libclang,sparse");
	/* in another function: cocci, and sparse with it */
	assert_int_equal(found.v.n, 5);
	assert_string_equal(found.v.data[4]->function, "first");
	assert_string_equal(found.v.data[4]->engines, "cocci,sparse");
	assert_string_equal(found.v.data[4]->rule, "pgmap-leak");
	assert_int_equal(found.v.data[4]->level, LEVEL_NOTE);
	assert_int_equal(found.v.data[4]->line, 3);
	assert_int_equal(found.v.data[4]->col, 2);
	assert_string_equal(found.v.data[4]->message,
			    "missing elsewhere (seen by cocci,sparse, not by pageck itself)");
}

static void test_notes_lead_there(void **state)
{
	struct place_note at = { .file = "a.c", .line = 8, .message = "m" };
	struct finding *x;

	(void)state;
	unit("a.c", source);
	quiet("sparse");
	program("spatch", "for f; do :; done\necho \"$f:9:1-7: acquired\"\n");
	x = own("pgmap-leak", "a.c", 30, "second");
	x->notes = &at;
	x->nnotes = 1;
	assert_string_equal(run(), "");
	assert_string_equal(x->engines, "libclang,cocci");
	assert_int_equal(found.v.n, 1);
}

/* Two of one engine beside each other are two, however many runs they come from. */
static void test_two_of_one(void **state)
{
	(void)state;
	unit("a.c", source);
	engines = ENGINE_COCCI;
	program("spatch", "for f; do :; done\n"
		"echo \"$f:10:1-2: second\"\necho \"$f:9:1-2: first\"\n");
	assert_string_equal(run(), "");
	assert_int_equal(found.v.n, 2);
	assert_int_equal(found.v.data[0]->line, 9);
	assert_int_equal(found.v.data[1]->line, 10);
}

static void test_only_those_asked_for(void **state)
{
	(void)state;
	unit("a.c", source);
	engines = ENGINE_LIBCLANG;
	program("spatch", "kill -SEGV $$\n");
	program("sparse", "kill -SEGV $$\n");
	assert_string_equal(run(), "");
	assert_int_equal(found.v.n, 0);
}

/* --- sparse ---------------------------------------- */

static void test_locks_are_not_ours(void **state)
{
	(void)state;
	unit("a.c", source);
	engines = ENGINE_SPARSE;
	program("sparse", "for f; do :; done\n"
		"echo \"$f:1:1: warning: context imbalance in 'first' - wrong count at exit\" >&2\n"
		"case \"$*\" in *pgmap.h*)\n"
		"echo \"x.h:1:1: warning: context imbalance in 'in_x' - unexpected unlock\" >&2\n"
		"echo \"x.h:9:3: warning: context imbalance in 'second' - unexpected unlock\" >&2\n"
		";;\nesac\n");
	assert_string_equal(run(), "");
	/* `in_x` isn't of this file; where `second` is, although something inlined is named */
	assert_int_equal(found.v.n, 1);
	assert_string_equal(found.v.data[0]->function, "second");
	assert_string_equal(found.v.data[0]->rule, "pgmap-put");
	assert_string_equal(found.v.data[0]->file, "a.c");
	assert_int_equal(found.v.data[0]->line, 6);
}

/* It only puts: from somewhere it must have got that. But not if somebody else says so, too. */
static void test_weak(void **state)
{
	struct finding *x;

	(void)state;
	unit("a.c", source);
	engines = ENGINE_SPARSE;
	program("sparse", "for f; do :; done\n"
		"case \"$*\" in *pgmap.h*)\n"
		"say='warning: context imbalance in'\n"
		"echo \"$f:2:3: $say 'first' - unexpected unlock\" >&2 ;;\n"
		"esac\n");
	assert_string_equal(run(), "");
	assert_int_equal(found.v.n, 0);
	x = own("pgmap-put", "a.c", 3, "first");
	assert_string_equal(run(), "");
	assert_int_equal(found.v.n, 1);
	assert_string_equal(x->engines, "libclang,sparse");
}

static void test_sparse_arguments(void **state)
{
	char *got;

	(void)state;
	unit("a.c", source);
	engines = ENGINE_SPARSE;
	program("sparse", "printf '%s\\n' \"$PWD\" \"$@\" > ../args\n");
	assert_string_equal(run(), "");
	got = read_file(in_root("args"), NULL);
	assert_non_null(got);
	assert_non_null(strstr(got, "\n-Iinclude\n-include\na.h\n-DX=\"y z\"\n"));
	assert_non_null(strstr(got, "/rules/sparse/pgmap.h\n-Iinclude\n"));
	assert_true(str_starts(got, in_root("k")));
	assert_true(str_ends(got, "/k/a.c\n"));
	assert_null(strstr(got, "-c\n"));
	assert_null(strstr(got, "evil"));
	assert_null(strstr(got, "x.o"));
	assert_null(strstr(got, "@args"));
	assert_null(strstr(got, "-Wp"));
	free(got);
}

/* --- what can go wrong ---------------------------------------- */

static void test_missing(void **state)
{
	const char *s;

	(void)state;
	unit("a.c", source);
	own("pgmap-leak", "a.c", 10, "second");
	s = run();
	assert_int_equal(lines(s), 2);
	assert_non_null(strstr(s, "cocci: no spatch in PATH: install the package coccinelle\n"));
	assert_non_null(strstr(s, "sparse: no sparse in PATH: install the package sparse\n"));
	assert_int_equal(found.v.n, 1);
	assert_string_equal(found.v.data[0]->engines, "libclang");
}

/* A directory of the tree in PATH must not make its programs ours. */
static void test_relative_path(void **state)
{
	char cwd[4096];

	(void)state;
	unit("a.c", source);
	program("spatch", "touch ../ran\n");
	assert_non_null(getcwd(cwd, sizeof(cwd)));
	assert_int_equal(chdir(root), 0);
	setenv("PATH", ":bin:.", 1);
	engines = ENGINE_COCCI;
	assert_non_null(strstr(run(), "no spatch in PATH"));
	assert_int_equal(access("ran", F_OK), -1);
	assert_int_equal(chdir(cwd), 0);
}

static void test_nothing_to_ask(void **state)
{
	(void)state;
	quiet("spatch");
	quiet("sparse");
	assert_string_equal(run(), "");
	put("cocci/leak.cocci", "");
	unit("a.c", source);
	assert_non_null(strstr(run(), "no semantic patches in "));
}

static void test_crash(void **state)
{
	const char *s;

	(void)state;
	unit("a.c", source);
	program("spatch", "kill -SEGV $$\n");
	program("sparse", "echo 'out of luck' >&2; exit 3\n");
	s = run();
	assert_int_equal(lines(s), 2);
	assert_non_null(strstr(s, "cocci: 1 run failed, the first on a.c: it crashed (Segm"));
	assert_non_null(strstr(s, "sparse: 1 run failed, the first on a.c: it ended with status 3: "
			       "out of luck"));
	assert_int_equal(found.v.n, 0);
}

/* One bad file costs itself, not those that it is listed with. */
static void test_crash_in_a_group(void **state)
{
	char name[16];
	int i;

	(void)state;
	for (i = 0; i < 20; i++) {
		snprintf(name, sizeof(name), "%c.c", 'a' + i);
		unit(name, source);
	}
	engines = ENGINE_COCCI;
	program("spatch", "for f; do :; done\n"
		"[ $f = /dev/fd/3 ] && f=$(/usr/bin/grep . $f)\n"
		"for f in $f; do\ncase $f in */g.c) kill -ABRT $$ ;; esac\n"
		"echo \"$f:3:1-2: m\"\ndone\n");
	assert_non_null(strstr(run(), "cocci: 1 run failed, the first on g.c: it crashed (Abo"));
	assert_int_equal(found.v.n, 19);
}

/* spatch says itself which file of a group it gave up on. */
static void test_exceptions(void **state)
{
	const char *s;

	(void)state;
	unit("a.c", source);
	unit("b.c", source);
	unit("c.c", source);
	engines = ENGINE_COCCI;
	program("spatch", "for f; do :; done\n"
		"[ $f = /dev/fd/3 ] && f=$(/usr/bin/grep . $f)\nfor f in $f; do\ncase $f in\n"
		"*/b.c) echo \"EXN: Coccinelle_modules.Common.Timeout in $f\" >&2 ;;\n"
		"*) echo \"$f:3:1-2: m\" ;;\nesac\ndone\n"
		"echo 'EXN: x in /elsewhere.c' >&2\necho EXN: >&2\n");
	s = run();
	assert_string_equal(s, "pageck: warning: cocci: 1 run failed, the first on b.c: it took "
			    "more than 20 s\n");
	assert_int_equal(found.v.n, 2);
}

static double seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static bool is_running(const char *file)
{
	char *text = read_file(in_root(file), NULL);
	bool r;
	int i;

	assert_non_null(text);
	/* killed, but maybe not yet waited for by whoever inherits it */
	for (i = 0; (r = !kill(atoi(text), 0)) && i < 50; i++) {
		char *status = xasprintf("/proc/%d/stat", atoi(text)), *stat;

		stat = read_file(status, NULL);
		r = stat && !strstr(stat, ") Z ");
		free(status);
		free(stat);
		if (!r)
			break;
		usleep(20000);
	}
	free(text);
	return r;
}

static void test_timeout(void **state)
{
	double start = seconds();
	char *script;

	(void)state;
	unit("a.c", source);
	engines = ENGINE_COCCI;
	timeout = 1;
	script = xasprintf("/bin/sleep 300 &\necho $! > %s/child\necho $$ > %s/self\n"
			   "trap '' TERM\nwhile :; do /bin/sleep 1; done\n", root, root);
	program("spatch", script);
	free(script);
	assert_non_null(strstr(run(), "on a.c: it took more than 1 s\n"));
	assert_true(seconds() - start < 15);
	assert_false(is_running("child"));
	assert_false(is_running("self"));
}

/* It ends, but leaves something behind that holds its output open. */
static void test_left_behind(void **state)
{
	double start = seconds();
	char *script;

	(void)state;
	unit("a.c", source);
	engines = ENGINE_COCCI;
	script = xasprintf("/bin/sleep 300 &\necho $! > %s/child\nfor f; do :; done\n"
			   "echo \"$f:3:1-2: m\"\n", root);
	program("spatch", script);
	free(script);
	assert_string_equal(run(), "");
	assert_int_equal(found.v.n, 1);
	assert_true(seconds() - start < 10);
	assert_false(is_running("child"));
}

static void test_garbage(void **state)
{
	(void)state;
	unit("a.c", source);
	program("spatch", "for f; do :; done\n"
		"printf 'not supported\\n\\n:::\\n%s\\n%s:\\n%s:0:1-2: m\\n' \"$f\" \"$f\" \"$f\"\n"
		"printf '%s:1\\n%s:1:\\n%s:1:2\\n%s:1:2-3:\\n' \"$f\" \"$f\" \"$f\" \"$f\"\n"
		"printf '%s:-1:2-3: m\\n%s:1:2-3: \\n%sx:1:2-3: m\\n' \"$f\" \"$f\" \"$f\"\n"
		"printf '%s:99999999999999999999:1-2: m\\n/etc/passwd:1:1-2: m\\n' \"$f\"\n"
		"/usr/bin/head -c 100000 /dev/urandom\n");
	program("sparse", "for f; do :; done\n"
		"printf \"$f:1:1: warning: context imbalance in 'x\\n\" >&2\n"
		"printf \"$f:1: warning: context imbalance in 'x' - y\\n\" >&2\n"
		"printf \"context imbalance in 'x' - y\\n$f:1:1: error: x\\n\" >&2\n"
		"/usr/bin/head -c 100000 /dev/urandom >&2\n");
	assert_string_equal(run(), "");
	assert_int_equal(found.v.n, 0);
}

static void test_huge(void **state)
{
	(void)state;
	unit("a.c", source);
	engines = ENGINE_COCCI;
	program("spatch", "exec /usr/bin/yes\n");
	assert_non_null(strstr(run(), "on a.c: it said more than 16 MiB\n"));
}

/* --- hostile names and words ---------------------------------------- */

static void test_names(void **state)
{
	static const char *const names[] = {
		"a:1:2-3: b.c", "a b.c", "#a.c", "-o.c", "\033[31mred.c", "a'\"$(touch x)`.c",
		"\xff.c", "plain.c",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(names); i++)
		unit(names[i], source);
	unit("new\nline.c", source);
	engines = ENGINE_COCCI;
	program("spatch", "for f; do :; done\n"
		"[ \"$f\" = /dev/fd/3 ] && f=$(/usr/bin/head -n 1 $f)\n"
		"echo \"$f:3:1-2: m\"\n");
	assert_string_equal(run(), "");
	assert_int_equal(found.v.n, ARRAY_SIZE(names));
	for (i = 0; i < found.v.n; i++)
		assert_int_equal(found.v.data[i]->line, 3);
	assert_int_equal(access(in_root("k/x"), F_OK), -1);
}

static void test_escapes(void **state)
{
	struct report_options o = { .all = true };
	char *text = NULL;
	size_t n;
	FILE *f;

	(void)state;
	unit("\033]0;a.c", source);
	program("spatch", "for f; do :; done\n"
		"printf '%s:3:1-2: \\033[31mred\\007\\r\\n' \"$f\"\n");
	program("sparse", "printf 'cannot \\033[2J' >&2\nexit 9\n");
	assert_null(strchr(run(), '\033'));
	assert_int_equal(found.v.n, 1);
	findings_finish(&found, &(struct suppress_options){ .root = in_root("k") });
	f = open_memstream(&text, &n);
	report_text(f, &found, &o);
	fclose(f);
	assert_non_null(strstr(text, "\\x1b[31mred\\x07\\x0d"));
	assert_null(strchr(text, '\033'));
	free(text);
}

/* spatch obeys a .cocciconfig in its directory, and in its list only plain names are safe. */
static void test_where_spatch_runs(void **state)
{
	char *script, *got;

	(void)state;
	unit("a.c", source);
	unit("b.c", source);
	engines = ENGINE_COCCI;
	script = xasprintf("printf '%%s ' \"$PWD\" \"$@\" > %s/args\nread line\n"
			   "echo \"<$line>\" >> %s/args\n", root, root);
	program("spatch", script);
	free(script);
	assert_string_equal(run(), "");
	got = read_file(in_root("args"), NULL);
	assert_true(str_starts(got, "/ -D report --very-quiet --timeout 20 --no-includes "
				    "--include-headers --sp-file "));
	/* and nothing to read from the terminal */
	assert_true(str_ends(got, "<>\n"));
	free(got);
}

/* --- PAGECK_SPARSE ---------------------------------------- */

static int alongside(const char *value)
{
	static const char *const argv[] = { "-DX=\"y z\"", "a.c" };

	if (value)
		setenv("PAGECK_SPARSE", value, 1);
	return engine_run_sparse_too(argv, ARRAY_SIZE(argv));
}

static void test_alongside(void **state)
{
	(void)state;
	program("sparse", "echo \"$#: $*\" >&2\nexit 3\n");
	program("mine", "kill -SEGV $$\n");
	listen_to_stderr();
	assert_int_equal(alongside(NULL), 0);
	assert_int_equal(alongside(""), 0);
	assert_int_equal(alongside("0"), 0);
	assert_string_equal(said(), "");
	listen_to_stderr();
	assert_int_equal(alongside("1"), 3);
	assert_string_equal(said(), "2: -DX=\"y z\" a.c\n");
	listen_to_stderr();
	assert_int_equal(alongside(in_root("bin/sparse")), 3);
	assert_string_equal(said(), "2: -DX=\"y z\" a.c\n");
	listen_to_stderr();
	assert_int_equal(alongside("mine"), 0);
	assert_non_null(strstr(said(), "/bin/mine crashed (Segm"));
	listen_to_stderr();
	assert_int_equal(alongside("nowhere"), 0);
	assert_non_null(strstr(said(), "no nowhere in PATH: install the package sparse\n"));
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_parse), TEST(test_function_at), TEST(test_agreement),
		TEST(test_notes_lead_there), TEST(test_two_of_one), TEST(test_only_those_asked_for),
		TEST(test_locks_are_not_ours), TEST(test_weak),
		TEST(test_sparse_arguments), TEST(test_missing),
		TEST(test_relative_path), TEST(test_nothing_to_ask), TEST(test_crash),
		TEST(test_crash_in_a_group), TEST(test_exceptions),
		TEST(test_timeout), TEST(test_left_behind),
		TEST(test_garbage), TEST(test_huge), TEST(test_names), TEST(test_escapes),
		TEST(test_where_spatch_runs), TEST(test_alongside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
