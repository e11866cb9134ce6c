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

#endif
