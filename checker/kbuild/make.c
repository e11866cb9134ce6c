/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs `make -n` and reads which commands it would execute.
 *
 * The command is `make -n -k KCFLAGS=-D__record`: objects were not built with that define, so make
 * considers all of them outdated and prints them. -Orecurse keeps the lines of parallel jobs apart.
 * The output for a large configuration is hundreds of megabytes, so it is parsed line by line and
 * not stored.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kbuild/kbuild_impl.h"
#include "util/input.h"

/*
 * Variables that are unset for make: with them an outer make, or the user's shell, would change its
 * behaviour. ARCH, CROSS_COMPILE, LLVM and CC are left: the user chooses these.
 */
static const char *const cleared[] = {
	"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MAKEFILES", "GNUMAKEFLAGS",
	"MAKE_TERMOUT", "MAKE_TERMERR", "KBUILD_OUTPUT", "KBUILD_EXTMOD", "KBUILD_EXTRA_SYMBOLS",
	"KBUILD_VERBOSE", "KBUILD_CHECKSRC", "KBUILD_MODPOST_WARN", "KCFLAGS", "KCPPFLAGS",
	"KAFLAGS", "KCONFIG_CONFIG", "KERNELRELEASE", "sub_make_done", "srctree", "objtree",
	"abs_srctree", "abs_objtree", "CDPATH",
};

/*
 * Variables that differ between terminals and shells but can't affect a makefile. They are left out
 * of the cache key; LC_ALL and PWD are set for each run.
 */
static const char *const harmless[] = {
	"_", "PWD", "OLDPWD", "SHLVL", "TERM", "COLORTERM", "COLUMNS", "LINES", "WINDOWID",
	"DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "LC_ALL", "LS_COLORS",
};
static const char *const harmless_prefixes[] = {
	"SSH_", "XDG_", "DBUS_", "TMUX", "VTE_", "PAGECK_",
};

char *find_program(const char *name)
{
	const char *path = getenv("PATH");

	if (strchr(name, '/'))
		return access(name, X_OK) ? NULL : xstrdup(name);
	if (!path)
		path = "/usr/bin:/bin";
	while (*path) {
		size_t n = strcspn(path, ":");
		char *full = xasprintf("%.*s/%s", (int)n, path, name);

		if (n && !access(full, X_OK))
			return full;
		free(full);
		path += n + (path[n] == ':');
	}
	return NULL;
}

static NORETURN void child(const char *const *argv, const char *const *env, int out, int err)
{
	int null = open_null(O_RDWR);
	size_t i;

	/* don't leave make running when this process dies */
	prctl(PR_SET_PDEATHSIG, SIGTERM);

	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
	    dup2(err >= 0 ? err : null, STDERR_FILENO) < 0)
		_exit(126);
	for (i = 0; i < ARRAY_SIZE(cleared); i++)
		unsetenv(cleared[i]);
	setenv("LC_ALL", "C", 1);
	for (; env && *env; env += 2)
		if (env[1])
			setenv(env[0], env[1], 1);
	execvp(argv[0], (char *const *)argv);
	_exit(127);
}

struct reader {
	struct strbuf buf;
	void (*line)(const char *s, size_t len, void *arg);
	void *arg;
};

/* Passes complete lines to the callback; a line that ends in a backslash continues. */
static void give_lines(struct reader *r, bool at_end)
{
	size_t start = 0, from = 0;

	while (start < r->buf.n) {
		char *nl = memchr(r->buf.s + from, '\n', r->buf.n - from);
		size_t end = nl ? (size_t)(nl - r->buf.s) : r->buf.n;

		if (!nl && !at_end)
			break;
		if (nl && end > start && r->buf.s[end - 1] == '\\') {
			from = end + 1;
			continue;
		}
		r->line(r->buf.s + start, end - start, r->arg);
		start = from = end + 1;
	}
	if (start > r->buf.n)
		start = r->buf.n;
	if (start) {
		memmove(r->buf.s, r->buf.s + start, r->buf.n - start);
		r->buf.n -= start;
	}
}

static void read_all(int fd, struct reader *r)
{
	static char chunk[1 << 16];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0) {
			if (errno == EINTR)
				continue;
			break;
		}
		strbuf_add(&r->buf, chunk, (size_t)n);
		give_lines(r, false);
	}
	give_lines(r, true);
	strbuf_free(&r->buf);
}

int run_lines(const char *const *argv, const char *const *env, int log,
	      void (*line)(const char *s, size_t len, void *arg), void *arg)
{
	struct reader r = { .line = line, .arg = arg };
	int fd[2], status;
	pid_t pid;

	if (pipe2(fd, O_CLOEXEC))
		return error("cannot make a pipe: %s", strerror(errno));
	fflush(NULL);
	pid = fork();
	if (pid < 0) {
		close(fd[0]);
		close(fd[1]);
		return error("cannot start %s: %s", argv[0], strerror(errno));
	}
	if (!pid)
		child(argv, env, fd[1], log);
	close(fd[1]);
	read_all(fd[0], &r);
	close(fd[0]);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return error("lost %s: %s", argv[0], strerror(errno));
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* --- make -n ---------------------------------------------------------------------- */

struct dry_run {
	struct collect *c;
	/* from make's "Entering directory" messages, innermost last */
	VEC(const char *) dirs;
	const char *fallback;
};

/* True when it was make's "Entering directory" or "Leaving directory". */
static bool directory_line(struct dry_run *d, const char *s, size_t len)
{
	static const char entering[] = ": Entering directory '", leaving[] = ": Leaving directory '";
	const char *p;

	if (len < 4 || memcmp(s, "make", 4) || s[len - 1] != '\'')
		return false;
	if ((p = memmem(s, len, entering, sizeof(entering) - 1))) {
		p += sizeof(entering) - 1;
		vec_push(&d->dirs, intern_n(p, (size_t)(s + len - 1 - p)));
		return true;
	}
	if (memmem(s, len, leaving, sizeof(leaving) - 1)) {
		if (d->dirs.n)
			d->dirs.n--;
		return true;
	}
	return false;
}

static void dry_line(const char *s, size_t len, void *arg)
{
	struct dry_run *d = arg;

	if (directory_line(d, s, len))
		return;
	d->c->dir = d->dirs.n ? vec_last(&d->dirs) : d->fallback;
	collect_line(d->c, s, len);
}

/*
 * Sets two variables of scripts/Makefile.build: one skips creating object directories, which would
 * cost a process each; the other reduces an object's rule to its compile command, printed once.
 * Kernels without these variables ignore them. Not for modules, whose makefiles may use the names.
 */
static void dry_words(struct kbuild_tree *t, words_t *argv)
{
	size_t i;

	vec_push(argv, "make");
	vec_push(argv, "-C");
	vec_push(argv, t->src);
	if (strcmp(t->src, t->obj))
		vec_push(argv, arena_printf(&t->mem, "O=%s", t->obj));
	if (t->module) {
		vec_push(argv, arena_printf(&t->mem, "M=%s", t->module));
	} else {
		vec_push(argv, "obj-dirs=");
		vec_push(argv, "rule_cc_o_c=$(cmd_cc_o_c)");
	}
	vec_push(argv, "-n");
	vec_push(argv, "-k");
	vec_push(argv, "KCFLAGS=-D__record");
	/*
	 * make -n still remakes included makefiles; this keeps it from updating the configuration
	 */
	vec_push(argv, "may-sync-config=");
	vec_push(argv, "need-compiler=1");
	for (i = 0; i < t->make_words.n; i++)
		vec_push(argv, t->make_words.data[i]);
}

static bool matters_to_make(const char *var)
{
	size_t n = strcspn(var, "="), i;

	for (i = 0; i < ARRAY_SIZE(harmless_prefixes); i++)
		if (str_starts(var, harmless_prefixes[i]))
			return false;
	for (i = 0; i < ARRAY_SIZE(harmless); i++)
		if (strlen(harmless[i]) == n && !strncmp(var, harmless[i], n))
			return false;
	for (i = 0; i < ARRAY_SIZE(cleared); i++)
		if (strlen(cleared[i]) == n && !strncmp(var, cleared[i], n))
			return false;
	return true;
}

uint64_t make_input(struct kbuild_tree *t)
{
	uint64_t words = 0, env = 0;
	words_t argv = { 0 };
	size_t i;

	dry_words(t, &argv);
	for (i = 0; i < argv.n; i++)
		words = hash_bytes(argv.data[i], strlen(argv.data[i]), words);
	vec_free(&argv);
	/* a sum, so that the order of variables doesn't matter */
	for (i = 0; environ[i]; i++)
		if (matters_to_make(environ[i]))
			env += hash_bytes(environ[i], strlen(environ[i]), 0);
	return hash_mix(words, env);
}

/*
 * A temporary directory for files that compiler probes write. By default make would put them in the
 * tree, where a killed run would leave them. NULL: none could be made.
 */
static char *probe_dir(struct kbuild_tree *t)
{
	const char *tmp = getenv("TMPDIR"), *cache = kbuild_cache(t);
	char *dir;

	/* both make and a shell must read the path as one word */
	if (!tmp || tmp[0] != '/' || strpbrk(tmp, " \t$#%'\"\\`;&|<>()*?~"))
		tmp = "/tmp";
	dir = arena_printf(&t->mem, "%s/probes-XXXXXX", cache ? cache : tmp);
	return mkdtemp(dir);
}

/* Reads the whole log as a string and closes it. */
static char *read_log(int fd)
{
	struct strbuf b = { 0 };
	char buf[1 << 14];
	ssize_t n;

	strbuf_adds(&b, "");
	if (fd >= 0 && !lseek(fd, 0, SEEK_SET))
		while ((n = read(fd, buf, sizeof(buf))) > 0)
			strbuf_add(&b, buf, (size_t)n);
	if (fd >= 0)
		close(fd);
	return b.s;
}

static void make_argv(struct kbuild_tree *t, words_t *argv, const char *probes,
		      const char *const *targets, size_t n)
{
	size_t i;

	dry_words(t, argv);
	if (probes)
		vec_push(argv, arena_printf(&t->mem, "TMPOUT=%s/.tmp_$$$$", probes));
	vec_push(argv, arena_printf(&t->mem, "-j%u", t->jobs ? t->jobs : 1));
	if (t->jobs > 1)
		vec_push(argv, "-Orecurse");
	for (i = 0; i < n; i++)
		vec_push(argv, targets[i]);
	vec_push(argv, NULL);
}

int make_announce(const struct kbuild_tree *t)
{
	static bool said;
	bool apart = strcmp(t->src, t->obj);

	if (said)
		return 0;
	if (refuse_special(t->src) || (apart && refuse_special(t->obj)) ||
	    (t->module && refuse_special(t->module)))
		return -1;
	said = true;
	notice("running make in %s: it executes what the makefiles there say; --no-make prevents it",
	       t->module ? t->module : t->src);
	return 0;
}

int make_collect(struct kbuild_tree *t, struct collect *c, const char *const *targets, size_t n)
{
	/* modules' makefiles use $(PWD) to mean their own directory */
	const char *env[] = {
		"PWD", t->module ? t->module : t->src,
		"MAKEFILES", c->from ? makefiles_hook(t) : NULL, NULL,
	};
	struct dry_run d = { .c = c, .fallback = t->obj };
	char *make = find_program("make"), *said, *probes;
	words_t argv = { 0 };
	int status, log;

	if (!make)
		return error("make is not installed: install the Debian package make");
	free(make);
	if (make_announce(t))
		return -1;
	log = memfd_create("pageck-make", MFD_CLOEXEC);
	probes = probe_dir(t);
	make_argv(t, &argv, probes, targets, n);
	status = run_lines(argv.data, env, log, dry_line, &d);
	if (probes)
		remove_tree(probes);
	vec_free(&argv);
	vec_free(&d.dirs);
	said = read_log(log);
	make_said(t, said, status);
	if (c->from)
		made_from_makefiles(c->from, said);
	free(said);
	if (c->from && (status > 2 || t->broken.n))
		c->from->cut_short = true;
	return status < 0 ? -1 : 0;
}
