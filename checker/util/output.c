/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_LINKS	40

static int cannot_write(const struct output *o, int err)
{
	return error("cannot write %s: %s", o->name ? o->name : o->what, strerror(err));
}

/* The descriptor in a name like /dev/fd/3 or /dev/stdout; -1 for other names. */
static int own_descriptor(const char *path)
{
	static const char *const prefixes[] = { "/dev/fd/", "/proc/self/fd/" };
	char *end;
	size_t i;

	if (!strcmp(path, "/dev/stdout"))
		return STDOUT_FILENO;
	if (!strcmp(path, "/dev/stderr"))
		return STDERR_FILENO;
	for (i = 0; i < ARRAY_SIZE(prefixes); i++) {
		const char *digits = path + strlen(prefixes[i]);

		if (str_starts(path, prefixes[i])) {
			long n = strtol(digits, &end, 10);

			return *digits && !*end && n >= 0 && n < 65536 ? (int)n : -1;
		}
	}
	return -1;
}

/* A symbolic link's target, relative to the directory that the link is in. free() it. */
static char *from_link(const char *path, const char *text)
{
	const char *slash = strrchr(path, '/');

	if (text[0] == '/' || !slash)
		return xstrdup(text);
	return xasprintf("%.*s/%s", (int)(slash - path), path, text);
}

/*
 * Resolves symbolic links, up to a name that isn't one or that is one of our own descriptors. NULL
 * and errno on failure. free() it.
 */
static char *follow(const char *name)
{
	char *path = xstrdup(name), text[4096], *next;
	int left = MAX_LINKS;
	ssize_t n;

	while (own_descriptor(path) < 0 && (n = readlink(path, text, sizeof(text) - 1)) >= 0) {
		text[n] = '\0';
		next = from_link(path, text);
		free(path);
		path = next;
		if (!--left) {
			free(path);
			errno = ELOOP;
			return NULL;
		}
	}
	return path;
}

static int open_direct(struct output *o, int fd)
{
	o->f = fd >= 0 ? fdopen(fd, "w") : NULL;
	return o->f ? 0 : cannot_write(o, errno);
}

static int make_part(struct output *o)
{
	int fd;

	o->part = xasprintf("%s.XXXXXX", o->target);
	fd = mkostemp(o->part, O_CLOEXEC);
	if (fd < 0) {
		int err = errno;

		free(o->part);
		o->part = NULL;
		errno = err;
	}
	return fd;
}

/* Tries to create the temporary file. An existing file that is writable can do without one. */
static int try_part(struct output *o, bool there)
{
	int fd = make_part(o);

	if (fd < 0)
		return there ? 0 : cannot_write(o, errno);
	close(fd);
	unlink(o->part);
	free(o->part);
	o->part = NULL;
	return 0;
}

int output_open(struct output *o, const char *name, const char *what)
{
	struct stat st;
	bool there;
	mode_t mask;

	memset(o, 0, sizeof(*o));
	o->what = what;
	o->name = name && strcmp(name, "-") ? name : NULL;
	if (!o->name)
		return 0;
	if (!*o->name)
		return error("the name of the file for %s is empty", what);
	o->target = follow(name);
	if (!o->target)
		return cannot_write(o, errno);
	if (own_descriptor(o->target) >= 0) {
		int fd = fcntl(own_descriptor(o->target), F_DUPFD_CLOEXEC, 0);

		free(o->target);
		o->target = NULL;
		return open_direct(o, fd);
	}
	there = !stat(o->target, &st);
	if (!there && errno != ENOENT)
		return cannot_write(o, errno);
	if (there && S_ISDIR(st.st_mode))
		return cannot_write(o, EISDIR);
	if (there && access(o->target, W_OK))
		return cannot_write(o, errno);
	if (there && !S_ISREG(st.st_mode)) {
		int fd = open(o->target, O_WRONLY | O_CLOEXEC | O_NOCTTY);

		free(o->target);
		o->target = NULL;
		return open_direct(o, fd);
	}
	mask = umask(0);
	umask(mask);
	o->mode = there ? st.st_mode & 07777 : 0666 & ~mask;
	return try_part(o, there);
}

/* A signal must not leave the temporary file behind. */
static void block_signals(struct output *o, bool block)
{
	sigset_t set;

	if (block == o->blocked)
		return;
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGQUIT);
	o->blocked = block;
	sigprocmask(block ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

FILE *output_begin(struct output *o)
{
	int fd;

	if (!o->name)
		return o->f = stdout;
	if (!o->target)
		return o->f;
	block_signals(o, true);
	fd = make_part(o);
	o->f = fd >= 0 ? fdopen(fd, "w") : tmpfile();
	if (!o->f) {
		cannot_write(o, errno);
		output_drop(o);
	}
	return o->f;
}

/*
 * Copies the old file's owner and permissions. When the owner can't be set, the file belongs to the
 * writer.
 */
static bool as_it_was(const struct output *o)
{
	struct stat st;
	int fd = fileno(o->f);

	if (!stat(o->target, &st) && (st.st_uid != geteuid() || st.st_gid != getegid()) &&
	    fchown(fd, st.st_uid, st.st_gid))
		errno = 0;
	return !fchmod(fd, (mode_t)o->mode);
}

/*
 * Copies the content into a file that can't be renamed over (a mount point, or in a read-only
 * directory).
 */
static bool fill(struct output *o, FILE *from)
{
	FILE *to = fopen(o->target, "w");
	char buf[1 << 16];
	size_t n;
	bool ok = to;

	rewind(from);
	while (ok && (n = fread(buf, 1, sizeof(buf), from)) > 0)
		ok = fwrite(buf, 1, n, to) == n;
	ok = ok && !ferror(from);
	if (to && fclose(to))
		ok = false;
	return ok;
}

static bool put_in_place(struct output *o)
{
	FILE *from;
	bool ok;

	if (!o->part)
		return fill(o, o->f);
	if (!as_it_was(o))
		return false;
	if (!rename(o->part, o->target)) {
		free(o->part);
		o->part = NULL;
		return true;
	}
	if (errno != EBUSY && errno != EXDEV)
		return false;
	from = fopen(o->part, "r");
	ok = from && fill(o, from);
	if (from)
		fclose(from);
	return ok;
}

int output_end(struct output *o)
{
	bool bad;

	errno = 0;
	bad = fflush(o->f) || ferror(o->f);
	if (!bad && o->target)
		bad = !put_in_place(o);
	else if (!bad && o->name)
		bad = fclose(o->f) != 0, o->f = NULL;
	if (bad)
		cannot_write(o, errno ? errno : EIO);
	output_drop(o);
	return bad ? -1 : 0;
}

void output_drop(struct output *o)
{
	if (o->f && o->f != stdout)
		fclose(o->f);
	if (o->part)
		unlink(o->part);
	free(o->part);
	free(o->target);
	o->f = NULL;
	o->part = o->target = NULL;
	block_signals(o, false);
}
