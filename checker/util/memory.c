/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/util.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static void *or_die(void *p)
{
	if (!p)
		die("out of memory");
	return p;
}

void *xmalloc(size_t n)
{
	return or_die(malloc(n ? n : 1));
}

void *xcalloc(size_t n, size_t size)
{
	return or_die(calloc(n ? n : 1, size ? size : 1));
}

void *xrealloc(void *p, size_t n)
{
	return or_die(realloc(p, n ? n : 1));
}

void *private_alloc(size_t n)
{
	void *p = mmap(NULL, n ? n : 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		die("out of memory");
	/* best effort: where the kernel refuses, children inherit the memory */
	madvise(p, n ? n : 1, MADV_DONTFORK);
	return p;
}

void private_free(void *p, size_t n)
{
	if (p)
		munmap(p, n ? n : 1);
}

char *xstrdup(const char *s)
{
	return or_die(strdup(s));
}

char *xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&s, fmt, ap);
	va_end(ap);
	if (n < 0)
		die("out of memory");
	return s;
}

#define CHUNK	((size_t)64 * 1024)

struct arena_chunk {
	struct arena_chunk *next;
	size_t used, size;
	_Alignas(16) char mem[];
};

/* The memory is not zeroed. */
static void *arena_take(struct arena *a, size_t n)
{
	struct arena_chunk *c = a->chunk;
	void *p;

	n = (n + 15) & ~(size_t)15;
	if (!c || c->size - c->used < n) {
		size_t size = n > CHUNK ? n : CHUNK;

		c = xmalloc(sizeof(*c) + size);
		c->size = size;
		c->used = 0;
		c->next = a->chunk;
		a->chunk = c;
	}
	p = c->mem + c->used;
	c->used += n;
	a->total += n;
	return p;
}

void *arena_alloc(struct arena *a, size_t n)
{
	/* zeroed per allocation, not per chunk: most arenas are small and live for one function */
	return memset(arena_take(a, n), 0, n);
}

void *arena_dup(struct arena *a, const void *p, size_t n)
{
	void *q = arena_take(a, n);

	if (n)
		memcpy(q, p, n);
	return q;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *q = arena_take(a, n + 1);

	memcpy(q, s, n);
	q[n] = '\0';
	return q;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap, aq;
	char *s;
	int n;

	va_start(ap, fmt);
	va_copy(aq, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	s = arena_take(a, (size_t)n + 1);
	vsnprintf(s, (size_t)n + 1, fmt, aq);
	va_end(aq);
	return s;
}

void arena_free(struct arena *a)
{
	struct arena_chunk *c, *next;

	for (c = a->chunk; c; c = next) {
		next = c->next;
		free(c);
	}
	a->chunk = NULL;
	a->total = 0;
}

void vec_room_(void **data, size_t *cap, size_t want, size_t size)
{
	if (want <= *cap)
		return;
	*cap = *cap ? *cap * 2 : 8;
	if (*cap < want)
		*cap = want;
	*data = xrealloc(*data, *cap * size);
}
