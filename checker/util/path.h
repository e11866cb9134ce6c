/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of files. Nothing here opens one. */
#ifndef PAGECK_PATH_H
#define PAGECK_PATH_H

#include <stdbool.h>
#include <stddef.h>

/* Is `path` the directory or below it? Both without symlinks and trailing slashes. */
bool path_lies_in(const char *path, const char *dir);
/* In one of them; without any: everywhere. */
bool path_lies_in_any(const char *path, const char *const *dirs, size_t n);
/* What `path` is, seen from `dir` (NULL: the current one), without symlinks; or NULL. Interned. */
const char *path_real(const char *dir, const char *path);

/* The last component. */
const char *path_base(const char *path);
/* What is left of `path` below the directory, which may be "/"; "" for itself; NULL: it isn't there. */
const char *path_below(const char *path, const char *dir);
/* How a file is called in reports: without `root` (or NULL) and its slash, when it lies below it. */
const char *path_shown(const char *path, const char *root);

#endif
