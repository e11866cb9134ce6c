/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads the configuration of a tree, and creates one.
 *
 * A tree that isn't configured is not modified. It is configured and prepared in an object
 * directory below the cache, one for each tree and value of ARCH, LLVM, CC and CROSS_COMPILE. A
 * stamp file, written last, records the config fragment and the compiler of a completed
 * preparation.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kbuild/kbuild_impl.h"
#include "util/input.h"

/* --- reading ---------------------------------------------------------------------- */

/* The rest of the line that begins with `key`; NULL when there is no such line. */
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

/* The text of .config; NULL when there is none. Sets *failed when it exists but can't be read. */
static char *read_config(const struct kbuild_tree *t, int *failed)
{
	char *path = xasprintf("%s/.config", t->obj);
	char *text = read_file(path, NULL);

	*failed = 0;
	if (!text && errno != ENOENT && errno != ENOTDIR)
		*failed = error("cannot read %s: %s", path, open_error(errno));
	free(path);
	return text;
}

static char *first_word(char *s)
{
	if (s)
		s[strcspn(s, " ")] = '\0';
	return s;
}

/*
 * Decodes a string value as kconfig writes it: up to the closing quote, with \\ before \\ and
 * quotes.
 */
static char *unquoted(char *s)
{
	char *from = s, *to = s;

	while (from && *from && *from != '"') {
		if (*from == '\\' && from[1])
			from++;
		*to++ = *from++;
	}
	if (to)
		*to = '\0';
	return s && *s ? s : NULL;
}

int config_read(struct kbuild_tree *t)
{
	int failed;
	char *text = read_config(t, &failed);

	t->configured = text && path_exists(t->obj, "include/generated/autoconf.h");
	if (text) {
		t->zone_device = line_value(&t->mem, text, "CONFIG_ZONE_DEVICE=y") != NULL;
		t->lld = line_value(&t->mem, text, "CONFIG_LD_IS_LLD=y") != NULL;
		t->arch = first_word(line_value(&t->mem, text, "# Linux/"));
		t->cc_text = unquoted(line_value(&t->mem, text, "CONFIG_CC_VERSION_TEXT=\""));
	}
	free(text);
	return failed;
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

static int check_programs(const char *compiler)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(needed); i++) {
		const char *p = needed[i].program;
		char *found;

		if (!strcmp(p, "gcc") && strcmp(compiler, p))
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

/* The last line of make's log that looks like an error message. */
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
	const char *start[] = { "make", "-C", t->src, obj, jobs, target };
	words_t argv = { 0 };
	const char *cause;
	int fd, status;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(start); i++)
		vec_push(&argv, start[i]);
	compiler_words_of_environment(t, &argv);
	vec_push(&argv, NULL);

	if (o->progress)
		o->progress(arena_printf(&t->mem, "configuring %s: make %s", t->src, target), o->arg);
	fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	status = run_lines(argv.data, NULL, fd, ignore_line, NULL);
	if (fd >= 0)
		close(fd);
	vec_free(&argv);
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

/*
 * Appends the fragment: kconfig uses the last assignment of a symbol. olddefconfig then resolves
 * dependencies.
 */
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
	const char *program, *compiler = compiler_of_environment(t, &program);
	char *want = arena_printf(&t->mem, "%s %016llx %s\n", t->release,
				  (unsigned long long)hash_bytes(fragment, len, 0),
				  compiler ? compiler : "");

	if (compiler && stamp_holds(stamp, want))
		return 0;
	if (check_programs(program))
		return -1;
	if (!compiler)
		return error("configuring a kernel needs its compiler, and %s cannot be run: LLVM=, "
			     "CC= and CROSS_COMPILE= in the environment choose it", program);
	if (make_announce(t))
		return -1;
	unlink(stamp);
	unlink(arena_printf(&t->mem, "%s/pageck.log", t->obj));
	if (make_step(t, o, "defconfig") || merge_fragment(t, fragment, len) ||
	    make_step(t, o, "olddefconfig") || make_step(t, o, "prepare"))
		return -1;
	return write_stamp(stamp, want);
}

/*
 * Identifies the object directory: the source tree and the compiler variables of the environment.
 */
static uint64_t tree_key(struct kbuild_tree *t)
{
	uint64_t key = hash_bytes(t->src, strlen(t->src), 0);
	words_t words = { 0 };
	size_t i;

	compiler_words_of_environment(t, &words);
	for (i = 0; i < words.n; i++)
		key = hash_bytes(words.data[i], strlen(words.data[i]), key);
	vec_free(&words);
	return key;
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
			      base ? base + 1 : "", (unsigned)tree_key(t));
	r = make_dirs(t->obj, 0755) ? 0 : error("cannot create %s: %s", t->obj, strerror(errno));
	if (!r) {
		/* kbuild rejects a relative O= unless make was started in the directory above it */
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
