/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/util.h"

#include <stdlib.h>
#include <string.h>

static void room(struct strbuf *b, size_t more)
{
	vec_room_((void **)&b->s, &b->cap, b->n + more + 1, 1);
}

void strbuf_add(struct strbuf *b, const char *s, size_t n)
{
	room(b, n);
	if (n)
		memcpy(b->s + b->n, s, n);
	b->n += n;
	b->s[b->n] = '\0';
}

void strbuf_adds(struct strbuf *b, const char *s)
{
	strbuf_add(b, s, strlen(s));
}

void strbuf_addc(struct strbuf *b, char c)
{
	strbuf_add(b, &c, 1);
}

void strbuf_vaddf(struct strbuf *b, const char *fmt, va_list ap)
{
	va_list aq;
	int n;

	va_copy(aq, ap);
	n = vsnprintf(NULL, 0, fmt, aq);
	va_end(aq);
	room(b, (size_t)n);
	vsnprintf(b->s + b->n, (size_t)n + 1, fmt, ap);
	b->n += (size_t)n;
}

void strbuf_addf(struct strbuf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(b, fmt, ap);
	va_end(ap);
}

void strbuf_reset(struct strbuf *b)
{
	b->n = 0;
	if (b->s)
		b->s[0] = '\0';
}

void strbuf_free(struct strbuf *b)
{
	free(b->s);
	memset(b, 0, sizeof(*b));
}

const char *strbuf_str(const struct strbuf *b)
{
	return b->s ? b->s : "";
}

/* Length of the well-formed, printable UTF-8 sequence at s, or 0. */
static size_t utf8_len(const unsigned char *s)
{
	uint32_t c;
	size_t n, i;

	if (s[0] < 0x80)
		return s[0] >= 0x20 && s[0] != 0x7f;
	if (s[0] >= 0xc2 && s[0] <= 0xdf)
		n = 2, c = s[0] & 0x1f;
	else if (s[0] >= 0xe0 && s[0] <= 0xef)
		n = 3, c = s[0] & 0x0f;
	else if (s[0] >= 0xf0 && s[0] <= 0xf4)
		n = 4, c = s[0] & 0x07;
	else
		return 0;
	for (i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3f);
	}
	/* reject C1 controls, overlong forms, surrogates and direction overrides */
	if (c < 0xa0 || (n == 3 && c < 0x800) || (n == 4 && (c < 0x10000 || c > 0x10ffff)) ||
	    (c >= 0xd800 && c <= 0xdfff) || (c >= 0x202a && c <= 0x202e) ||
	    (c >= 0x2066 && c <= 0x2069))
		return 0;
	return n;
}

void strbuf_add_escaped(struct strbuf *b, const char *str)
{
	const unsigned char *s = (const unsigned char *)str;

	while (*s) {
		size_t n = utf8_len(s);

		if (n || *s == '\t') {
			strbuf_add(b, (const char *)s, n ? n : 1);
			s += n ? n : 1;
		} else {
			strbuf_addf(b, "\\x%02x", *s++);
		}
	}
}

bool str_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool str_ends(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n >= m && strcmp(s + n - m, suffix) == 0;
}

static size_t distance(const char *a, const char *b)
{
	size_t n = strlen(b), i, j, row[64];

	if (n >= ARRAY_SIZE(row))
		return SIZE_MAX;
	for (j = 0; j <= n; j++)
		row[j] = j;
	for (i = 0; a[i]; i++) {
		size_t diag = row[0];

		row[0] = i + 1;
		for (j = 0; j < n; j++) {
			size_t best = diag + (a[i] != b[j]);

			diag = row[j + 1];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (diag + 1 < best)
				best = diag + 1;
			row[j + 1] = best;
		}
	}
	return row[n];
}

const char *str_nearest(const char *s, const char *const *words, size_t n)
{
	size_t best = strlen(s) / 3 + 2, i;
	const char *found = NULL;

	for (i = 0; i < n; i++) {
		size_t d = distance(s, words[i]);

		if (d < best) {
			best = d;
			found = words[i];
		}
	}
	return found;
}
