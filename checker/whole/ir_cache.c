/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "whole/ir_cache.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* bytes; a whole kernel takes a tenth. Units beyond it are parsed again. */
#define MAX_SIZE	((off_t)1 << 30)

struct kept {
	FILE *file;
	off_t end;
	struct place {
		off_t at;
		size_t n;		/* 0: nothing is cached */
	} *place;
};

struct kept *ir_cache_new(size_t n)
{
	struct kept *k = xcalloc(1, sizeof(*k));

	k->file = tmpfile();
	k->place = xcalloc(n, sizeof(*k->place));
	return k;
}

static bool write_at(int fd, const char *p, size_t n, off_t at)
{
	while (n) {
		ssize_t done = pwrite(fd, p, n, at);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		p += done;
		at += done;
		n -= (size_t)done;
	}
	return true;
}

void ir_cache_put(struct kept *k, size_t unit, const char *p, size_t n)
{
	struct place *x = &k->place[unit];

	x->n = 0;
	if (!k->file || k->end + (off_t)n > MAX_SIZE || !write_at(fileno(k->file), p, n, k->end))
		return;
	x->at = k->end;
	x->n = n;
	k->end += (off_t)n;
}

bool ir_cache_get(const struct kept *k, size_t unit, struct strbuf *out)
{
	const struct place *x = &k->place[unit];
	char *p = xmalloc(x->n + 1);
	size_t got = 0;

	while (got < x->n) {
		ssize_t r = pread(fileno(k->file), p + got, x->n - got, x->at + (off_t)got);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			break;
		got += (size_t)r;
	}
	if (got && got == x->n)
		strbuf_add(out, p, got);
	free(p);
	return got && got == x->n;
}

void ir_cache_free(struct kept *k)
{
	if (k->file)
		fclose(k->file);
	free(k->place);
	free(k);
}
