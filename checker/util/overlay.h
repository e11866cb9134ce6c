/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * File contents that replace those on disk: another state of the tree, such as a commit.
 *
 * read_file(), file_stamp() and the compiler (clang/parse.c) see an overlaid file's text in place
 * of the one on disk. The stamp of an overlaid file is a hash of its text. There is one overlay per
 * process; forked children inherit it.
 */
#ifndef PAGECK_OVERLAY_H
#define PAGECK_OVERLAY_H

#include "util/util.h"

struct overlay_file {
	const char *path;		/* absolute, without "." and ".." */
	const char *text;		/* NULL: the file doesn't exist in that state */
	size_t n;
};

/* path and text are borrowed, and NUL-terminated, until overlay_clear(). */
void overlay_set(const char *path, const char *text, size_t n);
void overlay_clear(void);
/* The overlay of an absolute path, or NULL. */
const struct overlay_file *overlay_find(const char *path);
/* Normalizes an absolute path: "/a/./b", "/a//b", "/a/c/../b" become "/a/b". free() it. */
char *overlay_name(const char *path);
/* All overlaid files, in no particular order. */
const struct overlay_file *const *overlay_all(size_t *n);

/* Is it a regular file in the overlay, or else on disk? */
bool overlay_regular(const char *path);

#endif
