/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one module that opens files for reading.
 *
 * A tree may contain files made to do harm: a FIFO without a writer, a link to /dev/zero, a file of
 * ten gigabytes. A file that is found in a tree, or through one, must therefore be a regular file
 * of bounded size, and opening it never blocks. A file that the user names may also be a pipe or a
 * terminal; its size is bounded too.
 *
 * This module defines open() itself, so libraries that read files for us (libclang) are bound by
 * the same rules. tests/house/opens lists the few objects that may open files by other means.
 *
 * Functions that return a buffer return NULL with errno set on failure; the caller frees the buffer
 * with free(). Descriptors and streams are the caller's to close.
 */
#ifndef PAGECK_INPUT_H
#define PAGECK_INPUT_H

#include "util/util.h"

#define FILE_MAX	((size_t)64 << 20)	/* bytes; largest file read from a tree */
#define INPUT_MAX	((size_t)512 << 20)	/* bytes; largest file that the user names */

/*
 * Opens a regular file of at most `max` bytes and, unless st is NULL, fills in *st. Returns -1 with
 * errno set: ENXIO when it isn't a regular file, EFBIG when it is larger, EISDIR for a directory.
 */
struct stat;
int open_regular(const char *path, size_t max, struct stat *st);
/*
 * Reads a file that the user named. Like read_file(), but the file may be a pipe. When nobody opens
 * the pipe for writing within INPUT_WAIT seconds, it fails with ETIMEDOUT. The content of a pipe is
 * kept in memory, so a second call gives the same text.
 */
#define INPUT_WAIT	5
char *read_input(const char *path, size_t *len);
/*
 * The same, but returns a descriptor or a stream. A stream fails with EFBIG after INPUT_MAX bytes.
 */
int open_named(const char *path);
FILE *open_input(const char *path);
/* Limits how many bytes libraries may open from now on, summed over all files; 0: no limit. */
void input_count(size_t max);
/* Opens /dev/null with O_CLOEXEC. */
int open_null(int flags);
/* Text for the errno of a failed call above, or of read_file(). */
const char *open_error(int err);

#endif
