/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The allow-list: what must pass, and above all what must not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "clang/clang.h"

#define INIT(a, ...) do { \
	static const char *const v_[] = { __VA_ARGS__ }; \
	front_args_init((a), NULL, v_, ARRAY_SIZE(v_)); \
} while (0)

static size_t find(const struct front_args *a, const char *s)
{
	size_t i;

	for (i = 0; i < a->argv.n; i++)
		if (!strcmp(a->argv.data[i], s))
			return i;
	return SIZE_MAX;
}

static bool has(const struct front_args *a, const char *s)
{
	return find(a, s) != SIZE_MAX;
}

static bool has_pair(const struct front_args *a, const char *s, const char *value)
{
	size_t i;

	for (i = 0; i + 1 < a->argv.n; i++)
		if (!strcmp(a->argv.data[i], s) && !strcmp(a->argv.data[i + 1], value))
			return true;
	return false;
}

static bool mentions(const struct front_args *a, const char *part)
{
	size_t i;

	for (i = 0; i < a->argv.n; i++)
		if (strstr(a->argv.data[i], part))
			return true;
	return false;
}

static void test_both_forms(void **state)
{
	struct front_args a;

	(void)state;
	INIT(&a, "-I", "inc", "-Iother", "-D", "A=1", "-DB", "-UC", "-U", "D", "-include", "x.h",
	     "-isystem", "sys", "-isystemsys2", "-idirafter", "after", "-iquote", "q", "dir/f.c");
	assert_true(has(&a, "-Iinc"));
	assert_true(has(&a, "-Iother"));
	assert_true(has(&a, "-DA=1"));
	assert_true(has(&a, "-DB"));
	assert_true(has(&a, "-UC"));
	assert_true(has(&a, "-UD"));
	assert_true(has_pair(&a, "-include", "x.h"));
	assert_true(has_pair(&a, "-isystem", "sys"));
	assert_true(has_pair(&a, "-isystem", "sys2"));
	assert_true(has_pair(&a, "-idirafter", "after"));
	assert_true(has_pair(&a, "-iquote", "q"));
	assert_string_equal(a.file, "dir/f.c");
	assert_false(has(&a, "-DNOTRACE"));	/* for the kernel's code only */
	assert_int_equal(a.skipped.n, 0);
	front_args_free(&a);
}

static void test_kbuild_line(void **state)
{
	struct front_args a;

	(void)state;
	INIT(&a, "-Wp,-MMD,mm/.gup.o.d", "-nostdinc", "-I./arch/x86/include", "-include",
	     "./include/linux/kconfig.h", "-D__KERNEL__", "-Wall", "-Werror=return-type", "-std=gnu11",
	     "-fshort-wchar", "-mno-sse", "-m64", "-mcmodel=kernel", "-mno-fp-ret-in-387", "-O2",
	     "--param=allow-store-data-races=0", "-fsanitize=kernel-address", "-Wframe-larger-than=2048",
	     "-fno-builtin-wcslen", "-DKBUILD_MODNAME=\"gup\"", "-c", "-o", "mm/gup.o", "mm/gup.c");
	assert_string_equal(a.file, "mm/gup.c");
	assert_true(has(&a, "--target=x86_64-linux-gnu"));
	assert_true(has(&a, "-nostdinc"));
	assert_true(has(&a, "-std=gnu11"));
	assert_true(has(&a, "-mno-sse"));
	assert_true(has(&a, "-m64"));
	assert_true(has(&a, "-mcmodel=kernel"));
	assert_true(has(&a, "-fno-builtin-wcslen"));
	assert_true(has(&a, "-DKBUILD_MODNAME=\"gup\""));
	assert_true(has(&a, "-w"));
	assert_true(has(&a, "-ferror-limit=0"));
	assert_true(has(&a, "-DNOTRACE"));
	assert_false(mentions(&a, "-Wp,"));
	assert_false(mentions(&a, "gup.o"));
	assert_false(mentions(&a, "sanitize"));
	assert_false(mentions(&a, "param"));
	assert_false(mentions(&a, "387"));
	assert_false(mentions(&a, "-Wall"));
	front_args_free(&a);
}

/* None of these may leave a trace, nor take the source's place or swallow it. */
static void test_hostile(void **state)
{
	static const char *const one_word[] = {
		"-fplugin=evil.so", "-fplugin-arg-evil-x=evil", "-fpass-plugin=evil.so", "@evil",
		"-Bevil", "-oevil", "-Wp,-MMD,evil", "-Wl,evil", "-Wa,evil", "-specs=evil",
		"--specs=evil", "--config=evil", "-include-pch=evil", "-includeevil.h",
		"-working-directory=evil", "--sysroot=evil", "-fmodule-file=evil",
		"-fprofile-use=evil", "-MFevil", "-MDevil", "-ivfsoverlay=evil", "-save-temps=evil",
		"-serialize-diagnostics=evil", "-O2;evil", "-std=gnu11 evil", "-fno-builtin-x=evil",
		"-I@evil", "-I-evil", "-D-evil", "-std=/evil", "--target=evil/../x", "-dumpdir=evil",
		"--gcc-toolchain=evil", "-fcrash-diagnostics-dir=evil", "-isystem-after=evil",
		"-fcf-protection=evil/x", "-resource-dir=evil", "-mllvm=evil", "-E", "-S",
	};
	static const char *const two_words[] = {
		"-Xclang", "-load", "-B", "-o", "-x", "-MF", "-MT", "-mllvm", "-Xassembler",
		"-include-pch", "-working-directory", "-isysroot", "--config", "-specs", "-T",
		"-wrapper", "-dumpbase", "--param", "-fplugin", "-isystem-after", "--output",
		"-gcc-base-dir", "-ivfsoverlay", "-Xcc1",
	};
	struct front_args a, plain;
	size_t i;

	(void)state;
	INIT(&plain, "-DX", "f.c");
	for (i = 0; i < ARRAY_SIZE(one_word); i++) {
		const char *v[] = { "-DX", one_word[i], "f.c" };

		front_args_init(&a, NULL, v, 3);
		if (a.argv.n != plain.argv.n || mentions(&a, "evil"))
			fail_msg("%s passed", one_word[i]);
		assert_string_equal(a.file, "f.c");
		front_args_free(&a);
	}
	for (i = 0; i < ARRAY_SIZE(two_words); i++) {
		const char *v[] = { "-DX", two_words[i], "evil.c", "f.c" };

		front_args_init(&a, NULL, v, 4);
		if (a.argv.n != plain.argv.n || mentions(&a, "evil"))
			fail_msg("%s passed", two_words[i]);
		assert_string_equal(a.file, "f.c");
		assert_int_equal(a.skipped.n, 2);
		front_args_free(&a);
		front_args_init(&a, NULL, v, 2);	/* nothing follows */
		assert_null(a.file);
		assert_int_equal(a.argv.n, plain.argv.n);
		front_args_free(&a);
	}
	front_args_free(&plain);
}

/* A value is a value, whatever it looks like: it must not become an option. */
static void test_hostile_values(void **state)
{
	struct front_args a;

	(void)state;
	INIT(&a, "-I", "-fplugin=evil", "-include", "@evil", "-isystem", "-load", "-D", "", "f.c");
	assert_false(mentions(&a, "evil"));
	assert_false(mentions(&a, "load"));
	assert_string_equal(a.file, "f.c");
	front_args_free(&a);
	INIT(&a, "-I");
	assert_null(a.file);
	front_args_free(&a);
}

static void test_sparse_flags(void **state)
{
	struct front_args with, without;
	size_t i;

	(void)state;
	INIT(&with, "-D__linux__", "-Dlinux", "-D__STDC__", "-Dunix", "-D__unix__", "-Wbitwise",
	     "-Wno-return-void", "-Wno-unknown-attribute", "-D__x86_64__", "--arch=x86",
	     "-mlittle-endian", "-m64", "-D__CHECKER__", "-D__CHECK_ENDIAN__", "-D__CHECKER__=1",
	     "-fdiagnostic-prefix", "-fmax-warnings=unlimited", "-I./arch/x86/include",
	     "-D__CHECKER__x", "-m64", "f.c");
	INIT(&without, "-I./arch/x86/include", "-D__CHECKER__x", "-m64", "f.c");
	assert_int_equal(with.argv.n, without.argv.n);
	for (i = 0; i < with.argv.n; i++)
		assert_string_equal(with.argv.data[i], without.argv.data[i]);
	assert_true(has(&with, "-D__CHECKER__x"));
	front_args_free(&with);
	front_args_free(&without);
}

static void test_targets(void **state)
{
	struct front_args a;

	(void)state;
	INIT(&a, "-I../linux/arch/arm64/include", "-mlittle-endian", "-mabi=lp64", "f.c");
	assert_true(has(&a, "--target=aarch64-linux-gnu"));
	assert_true(has(&a, "-mlittle-endian"));
	assert_true(has(&a, "-mabi=lp64"));
	front_args_free(&a);
	INIT(&a, "--arch=riscv", "f.c");
	assert_true(has(&a, "--target=riscv64-linux-gnu"));
	front_args_free(&a);
	INIT(&a, "--target=s390x-linux-gnu", "-I./arch/s390/include", "f.c");
	assert_true(has(&a, "--target=s390x-linux-gnu"));
	assert_int_equal(find(&a, "--target=s390x-linux-gnu"), 0);
	front_args_free(&a);
	INIT(&a, "-Imonarch/x86/include", "-Iarch/nosuch/include", "f.c");
	assert_false(mentions(&a, "--target"));
	front_args_free(&a);
}

static void test_last_wins(void **state)
{
	struct front_args a;

	(void)state;
	INIT(&a, "-m64", "-O2", "-std=gnu89", "-m32", "-Os", "-std=gnu11", "a.c", "b.c");
	assert_true(has(&a, "-m32"));
	assert_false(has(&a, "-m64"));
	assert_true(has(&a, "-Os"));
	assert_false(has(&a, "-O2"));
	assert_true(has(&a, "-std=gnu11"));
	assert_false(has(&a, "-std=gnu89"));
	assert_string_equal(a.file, "b.c");
	assert_int_equal(a.skipped.n, 1);
	assert_string_equal(a.skipped.data[0], "a.c");
	front_args_free(&a);
}

static void test_gcc_headers(void **state)
{
	struct front_args a;

	(void)state;
	INIT(&a, "-isystem", "/usr/lib/gcc/x86_64-linux-gnu/12/include", "f.c");
	assert_false(mentions(&a, "/gcc/"));
	front_args_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_both_forms), cmocka_unit_test(test_kbuild_line),
		cmocka_unit_test(test_hostile), cmocka_unit_test(test_hostile_values),
		cmocka_unit_test(test_sparse_flags), cmocka_unit_test(test_targets),
		cmocka_unit_test(test_last_wins), cmocka_unit_test(test_gcc_headers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
