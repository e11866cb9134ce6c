/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Detecting changed files without reading them, and atomic writes, for the caches. */
#ifndef PAGECK_STAMP_H
#define PAGECK_STAMP_H

#include "util/util.h"

/*
 * A hash of inode, size and times that changes when the file does; 0: there is no such file. Raises
 * *newest (unless NULL) to the file's latest change, in ns since the epoch.
 */
uint64_t file_stamp(const char *path, int64_t *newest);
int64_t stamp_now(void);
/*
 * Would any change made after `since` (a stamp_now()) give a different stamp? `newest` is from
 * file_stamp(). False when the last change is more recent than the file system's clock can resolve.
 */
bool stamp_settled(int64_t newest, int64_t since);

/* Writes the file atomically: readers see the old content or the new. False: it is unchanged. */
bool write_whole(const char *path, const void *data, size_t n);

#endif
