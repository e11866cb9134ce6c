/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Keeps the IR of units parsed in this run, so that later rounds needn't parse them again. It is in
 * an unnamed temporary file, which vanishes with the process. The parent writes; workers that are
 * forked afterwards read.
 */
#ifndef PAGECK_IR_CACHE_H
#define PAGECK_IR_CACHE_H

#include "util/util.h"

struct kept;

/* For units 0..n-1. If no file can be made, nothing is cached. */
struct kept *ir_cache_new(size_t n);
/* Replaces an earlier entry. Silently does nothing when the cache is full. */
void ir_cache_put(struct kept *k, size_t unit, const char *p, size_t n);
/* Appends the cached bytes to `out`; false when there are none. */
bool ir_cache_get(const struct kept *k, size_t unit, struct strbuf *out);
void ir_cache_free(struct kept *k);

#endif
