/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The compiler and the processor that a tree was configured for, as words for make.
 *
 * With another compiler the arguments are others, and a make that may bring the
 * configuration up to date rewrites it: kconfig keeps the first line of the
 * compiler's --version, and a different one makes all of it stale. So that line is
 * compared before make runs. The user's ARCH, LLVM, CC and CROSS_COMPILE are taken
 * where they fit; where they don't, or nothing that is installed does, it is an error.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "kbuild/kbuild_impl.h"

/* What make is told; NULL: nothing. */
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

/* What the top Makefile makes of it. */
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
	/* kconfig can't have it in a value */
	for (i = 0; i < len; i++)
		if (s[i] != '#')
			*to++ = s[i];
	*to = '\0';
}

/* As kconfig keeps it; NULL: there is no such program. `program` may be "ccache gcc". */
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

/* "clang version 19.1.7" is 19, "gcc-12 (...) 12.2.0" isn't asked for. */
static int clang_major(const char *text)
{
	const char *p = strstr(text, "clang version ");

	return p ? atoi(p + strlen("clang version ")) : 0;
}

/* By which names may the compiler of that line be had? At most two. */
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

/* None does. A module is built against it all the same: kbuild only remarks on it. */
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

/* The directory below arch/ for `uname -m`, as the top Makefile has it. */
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

/* x86 is also x86_64; i386 isn't. */
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

/* --- what the rest of kbuild/ asks ------------------------------------------------------ */

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
