/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Headers beside a file: what they add to the words that make it worth parsing. */
#ifndef PAGECK_LOCAL_HEADERS_H
#define PAGECK_LOCAL_HEADERS_H

#include "text/scan.h"

/*
 * Does a header beside the file, included with quotes, hold an inline or
 * a macro with one of the words, and does the file's text use it?
 */
bool front_local_headers_match(const struct front_words *w, const char *path, const char *text);
/* The headers that it would look into. */
void front_local_headers(const char *path, const char *text,
			 void (*fn)(const char *header, void *arg), void *arg);

#endif
