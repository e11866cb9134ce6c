/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs make and reads what it would do.
 *
 * `make -n -k KCFLAGS=-D__record`: the define differs from what objects were
 * built with, so that those which are up to date print as well. One job:
 * several would interleave their lines. The output of a large configuration is
 * hundreds of megabytes, so it is read line by line and never kept.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kbuild/internal.h"

/*
 * Variables by which a make that runs us (or a shell's habits) would reach the
 * make that we run. ARCH, CROSS_COMPILE, LLVM and CC are the user's choice.
 */
static const char *const cleared[] = {
	"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MAKEFILES", "GNUMAKEFLAGS",
	"MAKE_TERMOUT", "MAKE_TERMERR", "KBUILD_OUTPUT", "KBUILD_EXTMOD", "KBUILD_EXTRA_SYMBOLS",
	"KBUILD_VERBOSE", "KBUILD_CHECKSRC", "KBUILD_MODPOST_WARN", "KCFLAGS", "KCPPFLAGS",
	"KAFLAGS", "KCONFIG_CONFIG", "KERNELRELEASE", "sub_make_done", "srctree", "objtree",
	"abs_srctree", "abs_objtree", "CDPATH",
};

bool have_program(const char *name)
{
	const char *path = getenv("PATH");
	bool found = false;

	if (!path)
		path = "/usr/bin:/bin";
	while (*path && !found) {
		size_t n = strcspn(path, ":");
		char *full = xasprintf("%.*s/%s", (int)n, path, name);

		found = n && !access(full, X_OK);
		free(full);
		path += n + (path[n] == ':');
	}
	return found;
}

static NORETURN void child(const char *const *argv, const char *cwd, int out, int err)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	size_t i;

	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
	    dup2(err >= 0 ? err : null, STDERR_FILENO) < 0)
		_exit(126);
	if (cwd && chdir(cwd))
		_exit(126);
	for (i = 0; i < ARRAY_SIZE(cleared); i++)
		unsetenv(cleared[i]);
	setenv("LC_ALL", "C", 1);
	execvp(argv[0], (char *const *)argv);
	_exit(127);
}

struct reader {
	struct strbuf buf;
	void (*line)(const char *s, size_t len, void *arg);
	void *arg;
};

/* Hands on the whole lines of the buffer; a line that ends in \ goes on. */
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

int run_lines(const char *const *argv, const char *cwd, const char *log,
	      void (*line)(const char *s, size_t len, void *arg), void *arg)
{
	struct reader r = { .line = line, .arg = arg };
	int fd[2], err = -1, status;
	pid_t pid;

	if (log)
		err = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (pipe2(fd, O_CLOEXEC)) {
		if (err >= 0)
			close(err);
		return error("cannot make a pipe: %s", strerror(errno));
	}
	fflush(NULL);
	pid = fork();
	if (pid < 0) {
		close(fd[0]);
		close(fd[1]);
		if (err >= 0)
			close(err);
		return error("cannot start %s: %s", argv[0], strerror(errno));
	}
	if (!pid)
		child(argv, cwd, fd[1], err);
	close(fd[1]);
	if (err >= 0)
		close(err);
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
	VEC(const char *) dirs;		/* make's "Entering directory", innermost last */
	const char *fallback;
};

/* True when it was a line of make's own about directories. */
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

int make_collect(struct kbuild_tree *t, struct collect *c, const char *const *targets, size_t n)
{
	struct dry_run d = { .c = c, .fallback = t->obj };
	words_t argv = { 0 };
	int status;
	size_t i;

	if (!have_program("make"))
		return error("make is not installed: install the Debian package make");
	vec_push(&argv, "make");
	vec_push(&argv, "-C");
	vec_push(&argv, t->src);
	if (strcmp(t->src, t->obj))
		vec_push(&argv, arena_printf(&t->mem, "O=%s", t->obj));
	if (t->module)
		vec_push(&argv, arena_printf(&t->mem, "M=%s", t->module));
	vec_push(&argv, "-n");
	vec_push(&argv, "-k");
	vec_push(&argv, "-j1");
	vec_push(&argv, "KCFLAGS=-D__record");
	config_make_words(t, &argv);
	for (i = 0; i < n; i++)
		vec_push(&argv, targets[i]);
	vec_push(&argv, NULL);
	/* Its exit status says little: no rule makes what was never built. */
	status = run_lines(argv.data, NULL, NULL, dry_line, &d);
	vec_free(&argv);
	vec_free(&d.dirs);
	return status < 0 ? -1 : 0;
}
