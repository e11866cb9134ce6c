/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/bytes.h"

#include <string.h>

void put_uint(struct strbuf *b, uint64_t v)
{
	while (v >= 0x80) {
		strbuf_addc(b, (char)(v | 0x80));
		v >>= 7;
	}
	strbuf_addc(b, (char)v);
}

void put_int(struct strbuf *b, int64_t v)
{
	put_uint(b, (uint64_t)v << 1 ^ (uint64_t)(v >> 63));
}

void put_blob(struct strbuf *b, const char *p, size_t n)
{
	put_uint(b, n);
	if (n)
		strbuf_add(b, p, n);
}

/* The length plus one; 0 stands for NULL. */
void put_str(struct strbuf *b, const char *s)
{
	size_t n = s ? strlen(s) : 0;

	put_uint(b, s ? n + 1 : 0);
	if (n)
		strbuf_add(b, s, n);
}

uint64_t get_uint(struct bytes *r)
{
	uint64_t v = 0;
	unsigned shift;

	for (shift = 0; shift < 64; shift += 7) {
		unsigned char c;

		if (r->bad || r->p == r->end)
			break;
		c = (unsigned char)*r->p++;
		v |= (uint64_t)(c & 0x7f) << shift;
		if (!(c & 0x80))
			return v;
	}
	r->bad = true;
	return 0;
}

int64_t get_int(struct bytes *r)
{
	uint64_t v = get_uint(r);

	return (int64_t)(v >> 1) ^ -(int64_t)(v & 1);
}

uint32_t get_count(struct bytes *r)
{
	uint64_t n = get_uint(r);

	if (n > (size_t)(r->end - r->p))
		r->bad = true;
	return r->bad ? 0 : (uint32_t)n;
}

struct bytes get_blob(struct bytes *r)
{
	uint32_t n = get_count(r);
	struct bytes b = { r->p, r->p + n, r->bad };

	r->p += n;
	return b;
}

/* The bytes of a string, not terminated, and their number; NULL when NULL was written. */
static const char *text_of(struct bytes *r, size_t *len)
{
	uint64_t n = get_uint(r);
	const char *s = r->p;

	if (!r->bad && n && n - 1 > (size_t)(r->end - r->p))
		r->bad = true;
	if (r->bad || !n)
		return NULL;
	*len = (size_t)n - 1;
	r->p += *len;
	return s;
}

const char *get_str(struct bytes *r, struct arena *mem)
{
	size_t n;
	const char *s = text_of(r, &n);

	return s ? arena_strndup(mem, s, n) : NULL;
}

const char *get_interned(struct bytes *r)
{
	size_t n;
	const char *s = text_of(r, &n);

	return s ? intern_n(s, n) : NULL;
}
