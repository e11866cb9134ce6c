/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Chooses the compiler and architecture that a tree was configured for, as variables for make's
 * command line.
 *
 * A different compiler would get different arguments. Worse, make would then rewrite the
 * configuration: kconfig stores the first line of the compiler's --version and treats the whole
 * configuration as outdated when it differs. So that line is compared before make runs. The user's
 * ARCH, LLVM, CC and CROSS_COMPILE are used when they fit the configuration. It is an error when
 * they don't, or when no installed compiler does.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "kbuild/kbuild_impl.h"

/* Variables for make; NULL: not passed. */
struct choice {
	const char *llvm, *cc, *cross;
};

static const char *env_word(const char *name)
{
	const char *s = getenv(name);

	return s && *s ? s : NULL;
}

static struct choice environment(void)
{
	return (struct choice){ env_word("LLVM"), env_word("CC"), env_word("CROSS_COMPILE") };
}

/* The compiler's program name, as the top Makefile derives it from these variables. */
static const char *program_of(struct arena *mem, const struct choice *c)
{
	if (c->cc)
		return c->cc;
	if (c->llvm && str_ends(c->llvm, "/"))
		return arena_printf(mem, "%sclang", c->llvm);
	if (c->llvm)
		return arena_printf(mem, "clang%s", c->llvm[0] == '-' ? c->llvm : "");
	return arena_printf(mem, "%sgcc", c->cross ? c->cross : "");
}

struct first_line {
	struct arena *mem;
	char *line;
};

static void take_first(const char *s, size_t len, void *arg)
{
	struct first_line *f = arg;
	char *to;
	size_t i;

	if (f->line)
		return;
	f->line = to = arena_strndup(f->mem, s, len);
	/* kconfig can't store these characters in a value */
	for (i = 0; i < len; i++)
		if (s[i] != '#')
			*to++ = s[i];
	*to = '\0';
}

/*
 * First line of --version, as kconfig stores it; NULL: the program isn't installed. `program` may
 * be two words, "ccache gcc".
 */
static const char *version_line(struct arena *mem, const char *program)
{
	struct first_line f = { .mem = mem };
	char *words = arena_strdup(mem, program), *save, *word, *there;
	words_t argv = { 0 };

	for (word = strtok_r(words, " ", &save); word; word = strtok_r(NULL, " ", &save))
		vec_push(&argv, word);
	there = argv.n ? find_program(argv.data[0]) : NULL;
	if (there) {
		vec_push(&argv, "--version");
		vec_push(&argv, NULL);
		if (run_lines(argv.data, NULL, -1, take_first, &f))
			f.line = NULL;
	}
	free(there);
	vec_free(&argv);
	return f.line;
}

static bool fits(struct arena *mem, const struct choice *c, const char *text)
{
	const char *line = version_line(mem, program_of(mem, c));

	return line && !strcmp(line, text);
}

/* The major version in "clang version 19.1.7"; 0 for other compilers. */
static int clang_major(const char *text)
{
	const char *p = strstr(text, "clang version ");

	return p ? atoi(p + strlen("clang version ")) : 0;
}

/* The variables with which make might run the compiler that prints this line; at most two. */
static size_t candidates(struct arena *mem, const char *text, bool lld, struct choice out[2])
{
	int major = clang_major(text);
	char *name, *gcc;

	memset(out, 0, 2 * sizeof(*out));
	if (major && lld) {
		out[0].llvm = "1";
		out[1].llvm = arena_printf(mem, "-%d", major);
		return 2;
	}
	if (major) {
		out[0].cc = "clang";
		out[1].cc = arena_printf(mem, "clang-%d", major);
		return 2;
	}
	name = arena_strndup(mem, text, strcspn(text, " "));
	gcc = strstr(name, "gcc");
	if (gcc && gcc > name)
		out[0].cross = arena_strndup(mem, name, (size_t)(gcc - name));
	if (!gcc || strcmp(gcc, "gcc"))
		out[0].cc = name;
	return 1;
}

static void add_words(struct kbuild_tree *t, const struct choice *c)
{
	if (c->llvm)
		vec_push(&t->make_words, arena_printf(&t->mem, "LLVM=%s", c->llvm));
	if (c->cc)
		vec_push(&t->make_words, arena_printf(&t->mem, "CC=%s", c->cc));
	if (c->cross)
		vec_push(&t->make_words, arena_printf(&t->mem, "CROSS_COMPILE=%s", c->cross));
}

/* No compiler fits. For a module that is no error: kbuild itself only prints a warning. */
static int no_compiler(struct kbuild_tree *t, const struct choice *c, const char *text)
{
	const char *program = program_of(&t->mem, c), *line = version_line(&t->mem, program);
	const char *is = line ? arena_printf(&t->mem, "%s is '%s'", program, line) :
				arena_printf(&t->mem, "%s is not installed", program);

	if (t->module && line) {
		warning("%s was built with '%s', and %s", t->obj, text, is);
		add_words(t, c);
		return 0;
	}
	return error("%s was configured with '%s', and %s: set LLVM= or CC= in the environment to "
		     "the compiler that it was configured with (LLVM=1, LLVM=-19, CC=gcc-12), or "
		     "configure it with this one ('make olddefconfig prepare')", t->obj, text, is);
}

static int choose_compiler(struct kbuild_tree *t, const char *text, bool lld)
{
	struct choice env = environment(), list[2];
	size_t i, n;

	if (env.llvm || env.cc || (env.cross && !clang_major(text))) {
		if (!fits(&t->mem, &env, text))
			return no_compiler(t, &env, text);
		add_words(t, &env);
		return 0;
	}
	n = candidates(&t->mem, text, lld, list);
	for (i = 0; i < n; i++)
		if (fits(&t->mem, &list[i], text)) {
			add_words(t, &list[i]);
			return 0;
		}
	return no_compiler(t, &list[n - 1], text);
}

/* --- the processor ---------------------------------------------------------------- */

/* The directory below arch/ for the output of `uname -m`, as the top Makefile maps it. */
static const char *host_arch(void)
{
	static const struct {
		const char *prefix, *arch;
	} map[] = {
		{ "x86_64", "x86" }, { "i386", "x86" }, { "i686", "x86" }, { "aarch64", "arm64" },
		{ "arm", "arm" }, { "riscv", "riscv" }, { "ppc", "powerpc" }, { "s390", "s390" },
		{ "mips", "mips" }, { "loongarch", "loongarch" }, { "sparc", "sparc" },
	};
	struct utsname un;
	size_t i;

	if (uname(&un))
		return "";
	for (i = 0; i < ARRAY_SIZE(map); i++)
		if (str_starts(un.machine, map[i].prefix))
			return map[i].arch;
	return "";
}

const char *arch_dir(const char *arch)
{
	static const char *const map[][2] = {
		{ "i386", "x86" }, { "x86_64", "x86" }, { "sparc32", "sparc" },
		{ "sparc64", "sparc" }, { "parisc64", "parisc" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(map); i++)
		if (!strcmp(arch, map[i][0]))
			return map[i][1];
	return arch;
}

/* ARCH=x86 and ARCH=x86_64 are the same; i386 differs. */
static bool same_arch(const char *a, const char *b)
{
	const char *dir = arch_dir(a);

	return !strcmp(a, b) || (!strcmp(dir, arch_dir(b)) && (!strcmp(a, dir) || !strcmp(b, dir)));
}

static int choose_arch(struct kbuild_tree *t, const char *arch)
{
	const char *env = env_word("ARCH");

	if (env && !same_arch(env, arch))
		return error("%s is configured for %s, and ARCH=%s is in the environment: unset it, "
			     "or name a tree that is configured for %s", t->obj, arch, env, env);
	if (env ? strcmp(arch, env) : strcmp(arch, host_arch()))
		vec_push(&t->make_words, arena_printf(&t->mem, "ARCH=%s", arch));
	return 0;
}

/* --- interface to the rest of kbuild/ ------------------------------------------------------ */

int compiler_choose(struct kbuild_tree *t)
{
	t->make_words.n = 0;
	if (t->arch && choose_arch(t, t->arch))
		return -1;
	return t->cc_text ? choose_compiler(t, t->cc_text, t->lld) : 0;
}

const char *compiler_of_environment(struct kbuild_tree *t, const char **program)
{
	struct choice env = environment();

	*program = program_of(&t->mem, &env);
	return version_line(&t->mem, *program);
}

void compiler_words_of_environment(struct kbuild_tree *t, words_t *words)
{
	static const char *const names[] = { "ARCH", "LLVM", "CC", "CROSS_COMPILE" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (env_word(names[i]))
			vec_push(words, arena_printf(&t->mem, "%s=%s", names[i], env_word(names[i])));
}
