/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one module that opens files for reading.
 *
 * What lies in a tree may have been put there to harm: a FIFO that nobody writes
 * into, a link to /dev/zero, a file of ten gigabytes. So what is found in or through
 * a tree has to be a regular file of bounded size, and opening it never waits. What
 * the user names himself may be a pipe or a terminal as well, bounded too.
 *
 * open() itself is defined here, so libraries that read on our behalf (libclang) are
 * held to the same. tests/house/opens names the objects that may open files all the same.
 */
#ifndef PAGECK_INPUT_H
#define PAGECK_INPUT_H

#include "util/util.h"

#define FILE_MAX	((size_t)64 << 20)	/* bytes of a file that is found in a tree */
#define INPUT_MAX	((size_t)512 << 20)	/* and of one that the user names */

/*
 * A regular file of at most `max` bytes, at its start; its size in *st if st isn't
 * NULL. -1 and errno: ENXIO when it is none, EFBIG when it is larger, EISDIR.
 */
struct stat;
int open_regular(const char *path, size_t max, struct stat *st);
/*
 * A file that the user named, as read_file() has it, but it may be a pipe. One that
 * nobody begins to write into for INPUT_WAIT seconds is given up: ETIMEDOUT. A pipe
 * can be read once only, so it is kept: to ask again gives the same text.
 */
#define INPUT_WAIT	5
char *read_input(const char *path, size_t *len);
/* The same, opened; or as a stream, whose error is EFBIG once INPUT_MAX bytes were read. */
int open_named(const char *path);
FILE *open_input(const char *path);
/* From now on libraries may open this many bytes of files, all in all; 0: any number. */
void input_count(size_t max);
/* /dev/null, to be closed by exec. */
int open_null(int flags);
/* What errno means after one of these, or after read_file(). */
const char *open_error(int err);

#endif
