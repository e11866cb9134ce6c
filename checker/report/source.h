/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lines of the sources that findings point into, for suppressions and for the
 * snippet below a message. Each file is read once.
 */
#ifndef PAGECK_SOURCE_H
#define PAGECK_SOURCE_H

#include "util/util.h"

/* Zeroed but for root: empty. Lines stay valid until source_cache_free(). */
struct source_cache {
	const char *root;	/* prefix of relative names; NULL: the current directory */
	struct table files;
};

/* The text of a line (from 1), without its newline; NULL when there is none. */
const char *source_line(struct source_cache *c, const char *file, unsigned line);
void source_cache_free(struct source_cache *c);

#endif
