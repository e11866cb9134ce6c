/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a run keeps of the units that it has parsed, so that later rounds needn't parse them
 * again: in a file without a name, gone with the process however that ends. The parent puts;
 * workers that were forked later get.
 */
#ifndef PAGECK_IR_CACHE_H
#define PAGECK_IR_CACHE_H

#include "util/util.h"

struct kept;

/* For units 0..n-1. Where no file can be made, nothing is kept. */
struct kept *ir_cache_new(size_t n);
/* A second put replaces the first. Quietly does nothing when there is no room. */
void ir_cache_put(struct kept *k, size_t unit, const char *p, size_t n);
/* Appends what was put; false when there is none. */
bool ir_cache_get(const struct kept *k, size_t unit, struct strbuf *out);
void ir_cache_free(struct kept *k);

#endif
