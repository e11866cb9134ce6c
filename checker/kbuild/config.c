/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The configuration of a tree: reading it, and making one.
 *
 * A tree that isn't configured is left alone. It is configured and prepared in
 * an object directory of pageck's own, keyed by the tree and by the fragment;
 * a stamp written last says that the preparation went through.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "kbuild/kbuild_impl.h"

/* --- reading ---------------------------------------------------------------------- */

/* The text after `key` at the start of a line, up to the end of the line; or NULL. */
static char *line_value(struct arena *mem, const char *text, const char *key)
{
	const char *p = text;
	size_t n = strlen(key);

	while (p) {
		if (!strncmp(p, key, n))
			return arena_strndup(mem, p + n, strcspn(p + n, "\n"));
		p = strchr(p, '\n');
		if (p)
			p++;
	}
	return NULL;
}

static char *read_config(const struct kbuild_tree *t)
{
	char *path = xasprintf("%s/.config", t->obj);
	char *text = read_file(path, NULL);

	free(path);
	return text;
}

void config_read(struct kbuild_tree *t)
{
	char *text = read_config(t);

	t->configured = text && path_exists(t->obj, "include/generated/autoconf.h");
	if (text)
		t->zone_device = line_value(&t->mem, text, "CONFIG_ZONE_DEVICE=y") != NULL;
	free(text);
}

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

/*
 * Without these, make would see another processor or compiler than the
 * configuration's, and would refresh the configuration: in the user's tree.
 */
void config_make_words(const struct kbuild_tree *t, words_t *words)
{
	struct arena *mem = (struct arena *)&t->mem;
	char *text = read_config(t);
	char *arch, *cc, *dash;

	if (!text)
		return;
	arch = line_value(mem, text, "# Linux/");
	if (arch && !getenv("ARCH")) {
		arch[strcspn(arch, " ")] = '\0';
		if (strcmp(arch, host_arch()))
			vec_push(words, arena_printf(mem, "ARCH=%s", arch));
	}
	cc = line_value(mem, text, "CONFIG_CC_VERSION_TEXT=\"");
	if (cc && strstr(cc, "clang version")) {
		if (!getenv("LLVM") && !getenv("CC"))
			vec_push(words, "LLVM=1");
	} else if (cc && !getenv("CROSS_COMPILE") && !getenv("CC")) {
		cc[strcspn(cc, " \"")] = '\0';
		dash = strstr(cc, "-gcc");
		if (dash)
			vec_push(words, arena_printf(mem, "CROSS_COMPILE=%.*s-", (int)(dash - cc),
						     cc));
	}
	free(text);
}

/* --- making -------------------------------------------------------------------------- */

static const struct {
	const char *program, *package;
} needed[] = {
	{ "make", "make" }, { "flex", "flex" }, { "bison", "bison" }, { "bc", "bc" },
	{ "gcc", "gcc" }, { "ld", "binutils" }, { "perl", "perl" },
};

static const struct {
	const char *file, *package;
} needed_headers[] = {
	{ "/usr/include/gelf.h", "libelf-dev" },
	{ "/usr/include/openssl/opensslv.h", "libssl-dev" },
};

static int check_programs(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(needed); i++) {
		const char *p = needed[i].program;
		char *found;

		if (!strcmp(p, "gcc") && (getenv("CC") || getenv("LLVM")))
			continue;
		found = find_program(p);
		free(found);
		if (!found)
			return error("configuring a kernel needs %s: install the Debian package %s",
				     p, needed[i].package);
	}
	return 0;
}

static void ignore_line(const char *s, size_t len, void *arg)
{
	(void)s, (void)len, (void)arg;
}

/* The last line of the log that looks like the cause. */
static char *log_cause(struct arena *mem, const char *log)
{
	char *text = read_file(log, NULL), *save = NULL, *line;
	const char *cause = NULL;

	if (!text)
		return NULL;
	for (line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
		if (!cause && (strstr(line, "rror:") || strstr(line, "*** ") ||
			       strstr(line, "not found")))
			cause = line;
	cause = cause ? arena_strdup(mem, cause) : NULL;
	free(text);
	return (char *)cause;
}

static int make_step(struct kbuild_tree *t, const struct kbuild_options *o, const char *target)
{
	char *log = arena_printf(&t->mem, "%s/pageck.log", t->obj);
	char *obj = arena_printf(&t->mem, "O=%s", t->obj);
	char *jobs = arena_printf(&t->mem, "-j%u", o->jobs ? o->jobs : 1);
	const char *argv[] = { "make", "-C", t->src, obj, jobs, target, NULL };
	const char *cause;
	int status;
	size_t i;

	if (o->progress)
		o->progress(arena_printf(&t->mem, "configuring %s: make %s", t->src, target), o->arg);
	status = run_lines(argv, NULL, log, ignore_line, NULL);
	if (!status)
		return 0;
	if (status < 0)
		return -1;
	for (i = 0; i < ARRAY_SIZE(needed_headers); i++)
		if (access(needed_headers[i].file, F_OK))
			return error("make %s failed in %s, and %s is missing: install the Debian "
				     "package %s", target, t->obj, needed_headers[i].file,
				     needed_headers[i].package);
	cause = log_cause(&t->mem, log);
	return error("make %s failed in %s: %s (all of it is in %s)", target, t->obj,
		     cause ? cause : "no message", log);
}

/* kconfig takes the last assignment of a symbol; olddefconfig then settles dependencies. */
static int merge_fragment(struct kbuild_tree *t, const char *fragment, size_t len)
{
	char *path = xasprintf("%s/.config", t->obj);
	FILE *f = fopen(path, "a");
	int r = 0;

	if (!f || fwrite(fragment, 1, len, f) != len)
		r = error("cannot write %s: %s", path, strerror(errno));
	if (f && fclose(f) && !r)
		r = error("cannot write %s: %s", path, strerror(errno));
	free(path);
	return r;
}

static bool stamp_holds(const char *path, const char *want)
{
	char *text = read_file(path, NULL);
	bool yes = text && !strcmp(text, want);

	free(text);
	return yes;
}

static int write_stamp(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	if (!f || fputs(text, f) == EOF || fclose(f))
		return error("cannot write %s: %s", path, strerror(errno));
	return 0;
}

static int make_locked(struct kbuild_tree *t, const struct kbuild_options *o, const char *fragment,
		       size_t len)
{
	char *stamp = arena_printf(&t->mem, "%s/pageck.stamp", t->obj);
	char *want = arena_printf(&t->mem, "%s %016llx\n", t->release,
				  (unsigned long long)hash_bytes(fragment, len, 0));

	if (stamp_holds(stamp, want))
		return 0;
	if (check_programs())
		return -1;
	unlink(stamp);
	unlink(arena_printf(&t->mem, "%s/pageck.log", t->obj));
	if (make_step(t, o, "defconfig") || merge_fragment(t, fragment, len) ||
	    make_step(t, o, "olddefconfig") || make_step(t, o, "prepare"))
		return -1;
	return write_stamp(stamp, want);
}

int config_make(struct kbuild_tree *t, const struct kbuild_options *o)
{
	const char *base = strrchr(t->src, '/');
	char *fragment = NULL;
	size_t len = 0;
	int lock, r;

	if (!o->cache_dir)
		return error("%s is not configured: configure and prepare it, or allow a cache "
			     "directory", t->src);
	if (o->fragment) {
		fragment = read_file(o->fragment, &len);
		if (!fragment)
			return error("%s: %s", o->fragment, strerror(errno));
	}
	t->obj = arena_printf(&t->mem, "%s/trees/%s-%08x", path_clean(&t->mem, NULL, o->cache_dir),
			      base ? base + 1 : "", (unsigned)hash_bytes(t->src, strlen(t->src), 0));
	r = make_dirs(t->obj, 0755) ? 0 : error("cannot create %s: %s", t->obj, strerror(errno));
	if (!r) {
		/* kbuild refuses a relative O= that make was not started next to. */
		char *real = realpath(t->obj, NULL);

		t->obj = arena_strdup(&t->mem, real ? real : t->obj);
		free(real);
		lock = open(arena_printf(&t->mem, "%s/pageck.lock", t->obj),
			    O_RDWR | O_CREAT | O_CLOEXEC, 0644);
		if (lock >= 0)
			flock(lock, LOCK_EX);
		r = make_locked(t, o, fragment ? fragment : "", len);
		if (lock >= 0)
			close(lock);
	}
	free(fragment);
	return r;
}
