/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Operations on file names. Only path_real() looks at the file system, and nothing opens a file. */
#ifndef PAGECK_PATH_H
#define PAGECK_PATH_H

#include <stdbool.h>
#include <stddef.h>

/* Is `path` equal to `dir` or below it? Both must be free of symlinks and trailing slashes. */
bool path_lies_in(const char *path, const char *dir);
/* The same for any of `dirs`; true when n is 0. */
bool path_lies_in_any(const char *path, const char *const *dirs, size_t n);
/*
 * realpath() of `path`, taken relative to `dir` (NULL: the current directory). Interned; NULL on
 * failure.
 */
const char *path_real(const char *dir, const char *path);

/* The last component. */
const char *path_base(const char *path);
/*
 * The part of `path` below `dir` (which may be "/"); "" for `dir` itself; NULL when it is not below
 * it.
 */
const char *path_below(const char *path, const char *dir);
/* The name that reports show: relative to `root` when it lies below it. `root` may be NULL. */
const char *path_shown(const char *path, const char *root);

#endif
