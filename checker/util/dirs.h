/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Directories that belong to pageck itself. */
#ifndef PAGECK_DIRS_H
#define PAGECK_DIRS_H

/*
 * The cache directory as an absolute path: $PAGECK_CACHE, else pageck/ in $XDG_CACHE_HOME or
 * ~/.cache. The first call creates it. The string lives as long as the process. NULL when no such
 * directory can be written.
 */
const char *cache_dir(void);

#endif
