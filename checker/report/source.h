/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Caches the source files that findings refer to, to show lines and find comments. Each file is
 * read once. A line belongs to the cache.
 */
#ifndef PAGECK_SOURCE_H
#define PAGECK_SOURCE_H

#include "util/util.h"

/* Zeroed except for root it is empty. Lines stay valid until source_cache_free(). */
struct source_cache {
	/* relative names are relative to it; NULL: to the current directory */
	const char *root;
	struct table files;
};

/* A line (from 1) without its newline; NULL when there is no such line. */
const char *source_line(struct source_cache *c, const char *file, unsigned line);
void source_cache_free(struct source_cache *c);

#endif
