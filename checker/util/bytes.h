/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers and strings as bytes, for what one process leaves to another: small
 * numbers take one byte. No alignment and no byte order, so that equal data is
 * equal bytes on every machine.
 */
#ifndef PAGECK_BYTES_H
#define PAGECK_BYTES_H

#include "util/util.h"

void put_uint(struct strbuf *b, uint64_t v);
void put_int(struct strbuf *b, int64_t v);		/* near zero is short, also below it */
void put_str(struct strbuf *b, const char *s);		/* s may be NULL */
void put_blob(struct strbuf *b, const char *p, size_t n);

struct bytes {
	const char *p, *end;
	bool bad;		/* sticky: what is read later is zero */
};

uint64_t get_uint(struct bytes *r);
int64_t get_int(struct bytes *r);
/* A number of things that take at least one byte each: never more than are left. */
uint32_t get_count(struct bytes *r);
const char *get_str(struct bytes *r, struct arena *mem);	/* NULL when NULL was put */
const char *get_interned(struct bytes *r);			/* the same, interned */
struct bytes get_blob(struct bytes *r);			/* points into what is read */

#endif
