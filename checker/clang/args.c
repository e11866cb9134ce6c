/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The allow-list: what of a raw kbuild line reaches the compiler.
 *
 * A line from make is written for gcc and comes from a tree that nobody vouches
 * for. gcc's code generation options are errors for clang; -Wp,-MMD would
 * overwrite kbuild's own dependency files; -fplugin= would run code. So an
 * option passes because a row below names it, and never because none forbids
 * it. An option that takes its value from the next word takes it along when it
 * is dropped, else the value would be mistaken for the source file.
 *
 * The result is normalised, so that a unit seen through `make C=2` (which adds
 * sparse's flags) and the same unit seen through `make -n` share one
 * precompiled header.
 */
#include <stdlib.h>
#include <string.h>

#include "clang/clang.h"
#include "clang/libclang.h"

/* --- tables ------------------------------------------------------------------ */

/* Passed as they are. A row that ends in '*' is a prefix, for plain values only. */
static const char *const plain[] = {
	"-nostdinc", "-ffreestanding", "-fno-builtin", "-fno-builtin-*", "-fms-extensions",
	"-fshort-wchar", "-fsigned-char", "-funsigned-char", "-fno-signed-char",
	"-fno-unsigned-char", "-fshort-enums", "-fno-short-enums", "-fgnu89-inline",
	"-fPIC", "-fpic", "-fPIE", "-fpie", "-fno-PIC", "-fno-pic", "-fno-PIE", "-fno-pie",
	"-fcf-protection", "-fcf-protection=*",
	"-mno-80387", "-mno-x87", "-mno-mmx", "-mno-sse", "-mno-sse2", "-mno-sse3", "-mno-ssse3",
	"-mno-sse4", "-mno-sse4.1", "-mno-sse4.2", "-mno-sse4a", "-mno-3dnow", "-mno-avx",
	"-mno-avx2", "-mno-avx512f",
	"-msse", "-msse2", "-msse3", "-mssse3", "-msse4", "-msse4.1", "-msse4.2", "-mmmx", "-mavx",
	"-mavx2", "-mavx512f", "-mfma", "-mpclmul", "-maes",
};

/* For processors other than x86, where they decide the layout of types. */
static const char *const plain_not_x86[] = {
	"-mbig-endian", "-mlittle-endian", "-EB", "-EL", "-mabi=*", "-marm", "-mthumb",
	"-mgeneral-regs-only",
};

/* Of these the last one on the line counts. */
static const struct {
	const char *option;
	enum last_wins { LAST_MODE, LAST_STD, LAST_OPT, LAST_MODEL, LAST_COUNT } slot;
} last_wins[] = {
	{ "-m64", LAST_MODE }, { "-m32", LAST_MODE }, { "-m16", LAST_MODE }, { "-mx32", LAST_MODE },
	{ "-std=*", LAST_STD }, { "-ansi", LAST_STD },
	{ "-O", LAST_OPT }, { "-O*", LAST_OPT },
	{ "-mcmodel=*", LAST_MODEL },
};

/* Passed with a value, which may be joined to it when `joined`. */
static const struct {
	const char *option;
	bool joined;
	bool one_word;		/* how it is handed on */
} valued[] = {
	{ "-isystem", true, false },
	{ "-iquote", true, false },
	{ "-idirafter", true, false },
	/* Not joined: -include-pch would read a prepared syntax tree. */
	{ "-include", false, false },
	{ "-imacros", false, false },
	{ "-I", true, true },
	{ "-D", true, true },
	{ "-U", true, true },
};

/* Dropped together with the word after them. */
static const char *const dropped_with_value[] = {
	"-o", "-x", "-B", "-L", "-l", "-T", "-u", "-z", "-e", "-A", "-G", "-F", "-MF", "-MT",
	"-MQ", "-MJ", "-Xclang", "-Xcc1", "-Xassembler", "-Xlinker", "-Xpreprocessor",
	"-Xanalyzer", "-Xopenmp-target", "-mllvm", "-mmlir", "-load", "-arch", "-target",
	"--target", "-param", "--param", "-specs", "--specs", "-config", "--config",
	"--config-system-dir", "--config-user-dir", "-working-directory", "--sysroot", "-isysroot",
	"-imultilib", "-iprefix", "-iwithprefix", "-iwithprefixbefore", "-iwithsysroot",
	"-iframework", "-include-pch", "-include-pth", "-ivfsoverlay", "-vfsoverlay",
	"-resource-dir", "-aux-info", "-dumpbase", "-dumpbase-ext", "-dumpdir", "-gcc-toolchain",
	"-wrapper", "-plugin", "-add-plugin", "-serialize-diagnostics", "--serialize-diagnostics",
	"-fplugin", "-isystem-after", "-cxx-isystem", "-stdlib++-isystem", "-gcc-base-dir",
	"-multiarch-dir", "--include", "--include-directory", "--define-macro",
	"--undefine-macro", "--output", "--language", "--prefix",
};

/*
 * What sparse is told and clang knows by itself, or must not know: under
 * __CHECKER__ the kernel's annotations become attributes that only sparse has.
 */
static const char *const dropped_macros[] = {
	"__CHECKER__", "__CHECK_ENDIAN__", "__linux__", "linux", "unix", "__unix__", "__STDC__",
	"__x86_64__", "__i386__",
};

/* The directory below arch/ and what clang calls the processor. */
static const struct {
	const char *arch, *triple;
	bool x86;
} targets[] = {
	{ "x86", "x86_64-linux-gnu", true },
	{ "x86_64", "x86_64-linux-gnu", true },
	{ "i386", "x86_64-linux-gnu", true },
	{ "arm64", "aarch64-linux-gnu", false },
	{ "arm", "arm-linux-gnueabi", false },
	{ "riscv", "riscv64-linux-gnu", false },
	{ "powerpc", "powerpc64le-linux-gnu", false },
	{ "s390", "s390x-linux-gnu", false },
	{ "mips", "mips64el-linux-gnuabi64", false },
	{ "loongarch", "loongarch64-linux-gnu", false },
	{ "sparc", "sparc64-linux-gnu", false },
	{ "m68k", "m68k-linux-gnu", false },
	{ "hexagon", "hexagon-linux-gnu", false },
};

/* Added by the front end: errors are wanted, all of them, and nothing else. */
static const char *const added[] = {
	"-xc", "-w", "-Wno-everything", "-ferror-limit=0", "-fno-color-diagnostics",
	"-fno-spell-checking",
};

/*
 * Added for the kernel's own code: tracepoints become empty functions. A file
 * system's trace events cost more than the rest of its headers together, and
 * what a tracepoint does with its arguments is nothing that a rule asks about.
 */
static const char no_tracepoints[] = "-DNOTRACE";

/* --- matching ------------------------------------------------------------------- */

/* Nothing that a shell, a driver or a path could give a second meaning to. */
static bool is_plain_value(const char *s)
{
	return strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-") ==
	       strlen(s);
}

static bool matches(const char *arg, const char *row)
{
	size_t n = strlen(row);

	if (row[n - 1] != '*')
		return !strcmp(arg, row);
	return !strncmp(arg, row, n - 1) && is_plain_value(arg + n - 1);
}

static bool in_table(const char *arg, const char *const *rows, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (matches(arg, rows[i]))
			return true;
	return false;
}

/* gcc's own <immintrin.h> and the like are written in gcc's builtins. */
static bool is_gcc_headers(const char *dir)
{
	const char *p = strstr(dir, "/lib/gcc/");

	return (p || (p = strstr(dir, "/lib/gcc-cross/"))) && strstr(p, "/include");
}

static int find_arch(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(targets); i++)
		if (strlen(targets[i].arch) == len && !strncmp(targets[i].arch, name, len))
			return (int)i;
	return -1;
}

/* The row of `targets` for -I[...]arch/NAME/include, or -1. */
static int arch_of_include(const char *dir)
{
	const char *p = dir;

	while ((p = strstr(p, "arch/"))) {
		const char *name = p + strlen("arch/");
		const char *end = strchr(name, '/');

		if ((p == dir || p[-1] == '/') && end && str_starts(end, "/include"))
			return find_arch(name, (size_t)(end - name));
		p = name;
	}
	return -1;
}

/* --- the walk ---------------------------------------------------------------------- */

struct walk {
	struct front_args *a;
	const char *const *argv;
	size_t argc, i;
	const char *last[LAST_COUNT];
	const char *triple;		/* as the line says: --target=, -target */
	int arch;			/* row of `targets`, or -1 */
	int sparse_arch;
	VEC(const char *) out;		/* in order */
	VEC(const char *) not_x86;
};

static const char *keep(struct walk *w, const char *s)
{
	return arena_strdup(&w->a->mem, s);
}

static void skip(struct walk *w, const char *s)
{
	vec_push(&w->a->skipped, keep(w, s));
}

static bool is_dropped_macro(const char *value)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(dropped_macros); i++) {
		size_t n = strlen(dropped_macros[i]);

		if (!strncmp(value, dropped_macros[i], n) &&
		    (!value[n] || !strcmp(value + n, "=1")))
			return true;
	}
	return false;
}

/* An option and its value that the table lets through, if the value is a sane one. */
static void take_value(struct walk *w, size_t row, const char *value)
{
	const char *option = valued[row].option;

	if (!*value || *value == '@' || *value == '-') {
		skip(w, arena_printf(&w->a->mem, "%s %s", option, value));
		return;
	}
	if (!strcmp(option, "-D") && is_dropped_macro(value)) {
		skip(w, arena_printf(&w->a->mem, "-D%s", value));
		return;
	}
	if (!strcmp(option, "-I") && w->arch < 0)
		w->arch = arch_of_include(value);
	if (!strcmp(option, "-isystem") && is_gcc_headers(value)) {
		const char *own = libclang_headers();

		skip(w, arena_printf(&w->a->mem, "-isystem %s", value));
		if (!own)
			return;
		value = own;
	}
	if (valued[row].one_word) {
		vec_push(&w->out, arena_printf(&w->a->mem, "%s%s", option, value));
	} else {
		vec_push(&w->out, option);
		vec_push(&w->out, keep(w, value));
	}
}

static bool walk_valued(struct walk *w, const char *arg)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(valued); i++) {
		size_t n = strlen(valued[i].option);

		if (strncmp(arg, valued[i].option, n))
			continue;
		if (!arg[n]) {
			if (w->i + 1 < w->argc)
				take_value(w, i, w->argv[++w->i]);
			else
				skip(w, arg);
			return true;
		}
		if (valued[i].joined && arg[n] != '-') {
			take_value(w, i, arg + n);
			return true;
		}
	}
	return false;
}

static bool walk_last_wins(struct walk *w, const char *arg)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(last_wins); i++) {
		if (matches(arg, last_wins[i].option)) {
			w->last[last_wins[i].slot] = keep(w, arg);
			return true;
		}
	}
	return false;
}

static bool walk_target(struct walk *w, const char *arg)
{
	const char *value = NULL;

	if (str_starts(arg, "--arch=")) {
		w->sparse_arch = find_arch(arg + 7, strlen(arg + 7));
		skip(w, arg);
		return true;
	}
	if (str_starts(arg, "--target="))
		value = arg + strlen("--target=");
	else if ((!strcmp(arg, "-target") || !strcmp(arg, "--target")) && w->i + 1 < w->argc)
		value = w->argv[++w->i];
	if (!value)
		return false;
	if (*value && *value != '-' && is_plain_value(value))
		w->triple = keep(w, value);
	else
		skip(w, arg);
	return true;
}

static void walk_one(struct walk *w)
{
	const char *arg = w->argv[w->i];

	if (arg[0] != '-') {
		if (!*arg || arg[0] == '@') {
			skip(w, arg);
			return;
		}
		if (w->a->file)
			skip(w, w->a->file);
		w->a->file = keep(w, arg);
		return;
	}
	if (in_table(arg, plain, ARRAY_SIZE(plain))) {
		vec_push(&w->out, keep(w, arg));
		return;
	}
	if (in_table(arg, plain_not_x86, ARRAY_SIZE(plain_not_x86))) {
		vec_push(&w->not_x86, keep(w, arg));
		return;
	}
	if (walk_last_wins(w, arg) || walk_target(w, arg))
		return;
	if (in_table(arg, dropped_with_value, ARRAY_SIZE(dropped_with_value))) {
		skip(w, arg);
		if (w->i + 1 < w->argc)
			skip(w, w->argv[++w->i]);
		return;
	}
	if (walk_valued(w, arg))
		return;
	skip(w, arg);
}

void front_args_init(struct front_args *a, const char *dir, const char *const *argv, size_t argc)
{
	struct walk w = { .a = a, .argv = argv, .argc = argc, .arch = -1, .sparse_arch = -1 };
	bool x86;
	size_t i;

	memset(a, 0, sizeof(*a));
	if (dir)
		a->dir = arena_strdup(&a->mem, dir);
	for (w.i = 0; w.i < argc; w.i++)
		walk_one(&w);
	if (w.arch < 0)
		w.arch = w.sparse_arch;

	if (!w.triple && w.arch >= 0)
		w.triple = targets[w.arch].triple;
	if (w.triple)
		vec_push(&a->argv, arena_printf(&a->mem, "--target=%s", w.triple));
	for (i = 0; i < LAST_COUNT; i++)
		if (w.last[i])
			vec_push(&a->argv, w.last[i]);
	x86 = w.arch < 0 || targets[w.arch].x86;
	for (i = 0; i < w.not_x86.n; i++) {
		if (x86)
			vec_push(&a->skipped, w.not_x86.data[i]);
		else
			vec_push(&a->argv, w.not_x86.data[i]);
	}
	for (i = 0; i < w.out.n; i++)
		vec_push(&a->argv, w.out.data[i]);
	for (i = 0; i < w.out.n; i++) {
		if (!strcmp(w.out.data[i], "-D__KERNEL__")) {
			vec_push(&a->argv, no_tracepoints);
			break;
		}
	}
	for (i = 0; i < ARRAY_SIZE(added); i++)
		vec_push(&a->argv, added[i]);
	vec_free(&w.out);
	vec_free(&w.not_x86);
}

void front_args_free(struct front_args *a)
{
	vec_free(&a->argv);
	vec_free(&a->skipped);
	arena_free(&a->mem);
	memset(a, 0, sizeof(*a));
}
