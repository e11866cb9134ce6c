/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files as they are in another state of the tree than the one on disk.
 *
 * While something is laid over a file, read_file() and file_stamp() speak of that,
 * and so does the compiler (clang/parse.c). What a stamp of it says depends on the
 * text alone. One overlay a process; child processes that are forked have it too.
 */
#ifndef PAGECK_OVERLAY_H
#define PAGECK_OVERLAY_H

#include "util/util.h"

struct overlay_file {
	const char *path;		/* absolute, without "." and ".." */
	const char *text;		/* NULL: the file isn't there */
	size_t n;
};

/* Both stay the caller's, NUL-terminated, until overlay_clear(). */
void overlay_set(const char *path, const char *text, size_t n);
void overlay_clear(void);
/* What lies over an absolute path, or NULL. */
const struct overlay_file *overlay_find(const char *path);
/* An absolute path as it is known here: "/a/./b", "/a//b", "/a/c/../b" are "/a/b". free() it. */
char *overlay_name(const char *path);
/* All of them, in no order. */
const struct overlay_file *const *overlay_all(size_t *n);

/* Is there such a file, as far as read_file() is concerned? */
bool overlay_regular(const char *path);

#endif
