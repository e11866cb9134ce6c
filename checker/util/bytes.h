/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Serialization: numbers and strings as bytes, for caches and for pipes between processes.
 *
 * Numbers are variable-length (small ones take one byte), without alignment or byte order, so equal
 * data gives equal bytes on every machine. The writer appends to the caller's strbuf. A reader
 * never reads past its end: on truncated or malformed input it sets `bad` and returns zeroes from
 * then on, so callers check `bad` once, at the end.
 */
#ifndef PAGECK_BYTES_H
#define PAGECK_BYTES_H

#include "util/util.h"

void put_uint(struct strbuf *b, uint64_t v);
/* numbers near zero are short, negative ones too */
void put_int(struct strbuf *b, int64_t v);
void put_str(struct strbuf *b, const char *s);		/* s may be NULL */
void put_blob(struct strbuf *b, const char *p, size_t n);

struct bytes {
	const char *p, *end;
	bool bad;		/* malformed input; sticky: every later read gives 0 */
};

uint64_t get_uint(struct bytes *r);
int64_t get_int(struct bytes *r);
/*
 * An element count. Elements take at least one byte each, so a count above the number of bytes left
 * is malformed.
 */
uint32_t get_count(struct bytes *r);
const char *get_str(struct bytes *r, struct arena *mem);	/* NULL when NULL was put */
const char *get_interned(struct bytes *r);			/* the same, interned */
struct bytes get_blob(struct bytes *r);			/* not copied: points into the input */

#endif
