/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Extends the search for words (text/scan.h) to headers in the file's own directory. Results go to
 * the caller's buffers; nothing is kept between calls.
 */
#ifndef PAGECK_LOCAL_HEADERS_H
#define PAGECK_LOCAL_HEADERS_H

#include "text/scan.h"

/*
 * Does a header in the file's directory, included with quotes, define an inline function or a macro
 * that contains one of the words, and does the file's text use it?
 */
bool front_local_headers_match(const struct front_words *w, const char *path, const char *text);
/* Calls back for each header that front_local_headers_match() would read. */
void front_local_headers(const char *path, const char *text,
			 void (*fn)(const char *header, void *arg), void *arg);

#endif
