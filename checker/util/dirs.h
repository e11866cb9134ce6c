/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Directories of the program's own. */
#ifndef PAGECK_DIRS_H
#define PAGECK_DIRS_H

/*
 * The cache, absolute: $PAGECK_CACHE, else pageck/ in $XDG_CACHE_HOME or ~/.cache. Made on the first
 * call; the string lives as long as the process. NULL: there is no place that can be written.
 */
const char *cache_dir(void);

#endif
