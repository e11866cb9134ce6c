/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/input.h"

#include "util/overlay.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

/* Neither blocks in open() nor makes a terminal the controlling one. */
#define QUIETLY		(O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)

static int fail(int fd, int err)
{
	close(fd);
	errno = err;
	return -1;
}

int open_regular(const char *path, size_t max, struct stat *out)
{
	int fd = openat(AT_FDCWD, path, QUIETLY);
	struct stat st;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st))
		return fail(fd, errno);
	if (!S_ISREG(st.st_mode))
		return fail(fd, S_ISDIR(st.st_mode) ? EISDIR : ENXIO);
	if ((uint64_t)st.st_size > max)
		return fail(fd, EFBIG);
	if (out)
		*out = st;
	return fd;
}

int open_null(int flags)
{
	return openat(AT_FDCWD, "/dev/null", flags | O_CLOEXEC);
}

const char *open_error(int err)
{
	switch (err) {
	case ENXIO:
		return "not a regular file";
	case EFBIG:
		return "it is too large";
	case ETIMEDOUT:
		return "nobody writes into it";
	default:
		return strerror(err);
	}
}

/* --- contents ------------------------------------------------------------------------- */

/*
 * read() that retries after EINTR. A file in /proc that would block (/proc/kmsg) fails with EAGAIN.
 */
static ssize_t read_some(int fd, void *p, size_t n)
{
	ssize_t r;

	do
		r = read(fd, p, n);
	while (r < 0 && errno == EINTR);
	return r;
}

/* Reads to the end of the file, which may grow or shrink meanwhile. Closes fd. */
static char *read_to_end(int fd, size_t max, size_t *len)
{
	struct strbuf b = { 0 };
	char buf[65536];
	ssize_t n;
	int err;

	strbuf_adds(&b, "");
	while ((n = read_some(fd, buf, sizeof(buf))) > 0 && b.n + (size_t)n <= max)
		strbuf_add(&b, buf, (size_t)n);
	err = n > 0 ? EFBIG : n < 0 ? errno : 0;
	close(fd);
	if (err) {
		strbuf_free(&b);
		errno = err;
		return NULL;
	}
	if (len)
		*len = b.n;
	return b.s;
}

static char *copy_of(const struct overlay_file *o, size_t *len)
{
	char *s;

	if (!o->text) {
		errno = ENOENT;
		return NULL;
	}
	s = xmalloc(o->n + 1);
	memcpy(s, o->text, o->n);
	s[o->n] = '\0';
	if (len)
		*len = o->n;
	return s;
}

char *read_file(const char *path, size_t *len)
{
	const struct overlay_file *o = overlay_find(path);
	int fd;

	if (o)
		return copy_of(o, len);
	fd = open_regular(path, FILE_MAX, NULL);
	return fd < 0 ? NULL : read_to_end(fd, FILE_MAX, len);
}

/* --- what the user names ---------------------------------------------------------------- */

int open_named(const char *path)
{
	int fd = openat(AT_FDCWD, path, QUIETLY);
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
	struct stat st;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st))
		return fail(fd, errno);
	if (S_ISDIR(st.st_mode))
		return fail(fd, EISDIR);
	if (S_ISREG(st.st_mode) && (uint64_t)st.st_size > INPUT_MAX)
		return fail(fd, EFBIG);
	/* a pipe without a writer would read as empty: wait until somebody opens it */
	if (S_ISFIFO(st.st_mode) && !poll(&poll_fd, 1, INPUT_WAIT * 1000))
		return fail(fd, ETIMEDOUT);
	/* a writer has opened it: reads may block from here on */
	if (fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK))
		return fail(fd, errno);
	return fd;
}

struct pipe_text {
	char *s;
	size_t n;
};

char *read_input(const char *path, size_t *len)
{
	static struct table pipes;	/* path -> struct pipe_text */
	struct pipe_text *kept = table_get(&pipes, path), text;
	struct stat st;
	int fd;

	if (!kept) {
		fd = open_named(path);
		if (fd < 0 || fstat(fd, &st))
			return NULL;
		text.s = read_to_end(fd, INPUT_MAX, &text.n);
		if (!text.s || S_ISREG(st.st_mode)) {
			if (text.s && len)
				*len = text.n;
			return text.s;
		}
		kept = xmalloc(sizeof(*kept));
		*kept = text;
		table_put(&pipes, intern(path), kept);
	}
	text.s = xmalloc(kept->n + 1);
	memcpy(text.s, kept->s, kept->n + 1);
	if (len)
		*len = kept->n;
	return text.s;
}

struct input {
	int fd;
	size_t left;
};

static ssize_t read_cookie(void *cookie, char *p, size_t n)
{
	struct input *in = cookie;
	ssize_t r = read_some(in->fd, p, n);

	if (r > 0 && (size_t)r > in->left) {
		errno = EFBIG;
		return -1;
	}
	if (r > 0)
		in->left -= (size_t)r;
	return r;
}

static int close_cookie(void *cookie)
{
	struct input *in = cookie;
	int r = close(in->fd);

	free(in);
	return r;
}

FILE *open_input(const char *path)
{
	cookie_io_functions_t io = { .read = read_cookie, .close = close_cookie };
	struct input *in = xmalloc(sizeof(*in));
	FILE *f;

	in->left = INPUT_MAX;
	in->fd = open_named(path);
	f = in->fd < 0 ? NULL : fopencookie(in, "r", io);
	if (!f) {
		if (in->fd >= 0)
			close(in->fd);
		free(in);
	}
	return f;
}

/* --- what libraries open ----------------------------------------------------------------- */

/* Devices that libraries open legitimately: /dev/null, /dev/random, /dev/urandom. */
static bool is_harmless(const struct stat *st)
{
	unsigned no = minor(st->st_rdev);

	return S_ISCHR(st->st_mode) && major(st->st_rdev) == 1 && (no == 3 || no == 8 || no == 9);
}

/* Files in /proc and the like have a st_size of 0, so libraries would read them as empty. */
static bool is_of_kernel(int fd, const struct stat *st)
{
	struct statfs fs;

	return S_ISREG(st->st_mode) && !st->st_size && !fstatfs(fd, &fs) &&
	       (fs.f_type == PROC_SUPER_MAGIC || fs.f_type == TRACEFS_MAGIC || fs.f_type == DEBUGFS_MAGIC ||
		fs.f_type == CGROUP2_SUPER_MAGIC || fs.f_type == SECURITYFS_MAGIC);
}

static off_t left = -1;			/* bytes that libraries may still open; -1: no limit */

void input_count(size_t max)
{
	left = max ? (off_t)max : -1;
}

static bool is_too_much(const struct stat *st)
{
	if (left < 0 || !S_ISREG(st->st_mode))
		return false;
	if (st->st_size > left)
		return true;
	left -= st->st_size;
	return false;
}

static int open_checked(const char *path, int flags)
{
	int fd = openat(AT_FDCWD, path, flags | O_NONBLOCK | O_NOCTTY);
	struct stat st;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st))
		return fail(fd, errno);
	if (is_too_much(&st))
		return fail(fd, EFBIG);
	if ((!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode) && !is_harmless(&st)) || is_of_kernel(fd, &st))
		return fail(fd, ENXIO);
	return fd;
}

/*
 * Replaces libc's open() for this process and the libraries that it loads: a FIFO in an #include
 * would block libclang forever, in a worker process as well. The symbol is set by an asm label
 * because fcntl.h may define open as a macro or alias.
 */
int library_open(const char *path, int flags, ...) __asm__("open");
int library_open64(const char *path, int flags, ...) __asm__("open64");

static int open_for_library(const char *path, int flags, va_list ap)
{
	bool creates = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE;

	if (creates)
		return openat(AT_FDCWD, path, flags, (mode_t)va_arg(ap, unsigned));
	if ((flags & O_ACCMODE) == O_RDONLY && !(flags & (O_PATH | O_DIRECTORY)))
		return open_checked(path, flags);
	return openat(AT_FDCWD, path, flags);
}

int library_open(const char *path, int flags, ...)
{
	va_list ap;
	int fd;

	va_start(ap, flags);
	fd = open_for_library(path, flags, ap);
	va_end(ap);
	return fd;
}

int library_open64(const char *path, int flags, ...)
{
	va_list ap;
	int fd;

	va_start(ap, flags);
	fd = open_for_library(path, flags, ap);
	va_end(ap);
	return fd;
}
