/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Has a file changed since something was made of it? And files that are written
 * whole or not at all, for the caches that ask.
 */
#ifndef PAGECK_STAMP_H
#define PAGECK_STAMP_H

#include "util/util.h"

/*
 * Tells versions of a file apart without reading it: inode, size, times in ns.
 * 0: there is none. `newest`, unless NULL, is raised to its last change, in ns
 * since the epoch.
 */
uint64_t file_stamp(const char *path, int64_t *newest);
int64_t stamp_now(void);
/*
 * Would a change after `since` (from stamp_now()) surely have moved the stamps
 * whose newest is given? Not when the last change is as young as the clock is coarse.
 */
bool stamp_settled(int64_t newest, int64_t since);

/* Replaces the file; readers see the old one or the new one. False: nothing happened. */
bool write_whole(const char *path, const void *data, size_t n);

#endif
