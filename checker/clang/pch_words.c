/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * May a unit start from headers that were parsed before it?
 *
 * Not when it defines, ahead of an #include, something that the headers use:
 * DEBUG, __FRAME_OFFSETS. The identifiers of the shared
 * headers are kept beside the precompiled one, as sorted hashes to be searched
 * where they lie. A false match costs a full parse and nothing else.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clang/pch.h"
#include "util/input.h"

/* Also what clang takes for a letter. */
static bool is_name(char c)
{
	return is_word(c) || c == '$' || (c & 0x80);
}

/* Never 0, which marks a free slot. */
static uint64_t word_hash(const char *s, size_t n)
{
	return hash_bytes(s, n, 0) | 1;
}

/* --- the set ------------------------------------------------------------------------- */

static void insert(struct word_set *s, uint64_t h)
{
	size_t i = (h >> 1) & (s->cap - 1);

	while (s->slot[i] && s->slot[i] != h)
		i = (i + 1) & (s->cap - 1);
	if (!s->slot[i]) {
		s->slot[i] = h;
		s->n++;
	}
}

static void grow(struct word_set *s)
{
	struct word_set old = *s;
	size_t i;

	s->cap = old.cap ? old.cap * 2 : 1 << 16;
	s->slot = xcalloc(s->cap, sizeof(*s->slot));
	s->n = 0;
	for (i = 0; i < old.cap; i++)
		if (old.slot[i])
			insert(s, old.slot[i]);
	free(old.slot);
}

/* Behind a comment or literal that starts at p, or p. What they hold isn't used. */
static const char *skip_inert(const char *p, const char *end)
{
	const char *q = p;

	if (end - p > 1 && p[0] == '/' && p[1] == '*') {
		q = memmem(p + 2, (size_t)(end - p - 2), "*/", 2);
		return q ? q + 2 : end;
	}
	if (end - p > 1 && p[0] == '/' && p[1] == '/') {
		q = memchr(p, '\n', (size_t)(end - p));
		return q ? q : end;
	}
	if (*p == '"') {
		for (q = p + 1; q < end && *q != '"' && *q != '\n'; q++)
			if (*q == '\\' && q + 1 < end)
				q++;
		return q < end ? q + 1 : end;
	}
	return p;
}

void word_set_add(struct word_set *s, const char *text, size_t len)
{
	const char *p = text, *end = text + len;

	while (p < end) {
		const char *start = skip_inert(p, end);

		if (start != p) {
			p = start;
			continue;
		}
		if (!is_name(*p)) {
			p++;
			continue;
		}
		while (p < end && is_name(*p))
			p++;
		if (p == start || (*start >= '0' && *start <= '9'))
			continue;
		if (2 * s->n >= s->cap)
			grow(s);
		insert(s, word_hash(start, (size_t)(p - start)));
	}
}

static int compare(const void *a, const void *b)
{
	const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

bool word_set_write(const struct word_set *s, const char *path)
{
	uint64_t *sorted = xcalloc(s->n + 1, sizeof(*sorted));
	size_t i, n = 0;
	FILE *f;
	bool ok;

	for (i = 0; i < s->cap; i++)
		if (s->slot[i])
			sorted[n++] = s->slot[i];
	qsort(sorted, n, sizeof(*sorted), compare);
	f = fopen(path, "we");
	ok = f && fwrite(sorted, sizeof(*sorted), n, f) == n;
	if (f && fclose(f))
		ok = false;
	free(sorted);
	return ok;
}

void word_set_free(struct word_set *s)
{
	free(s->slot);
	memset(s, 0, sizeof(*s));
}

/* --- the text --------------------------------------------------------------------------- */

/* The directive that a line consists of, after `#`; NULL when it is none. */
static const char *directive(const char *line, const char *end)
{
	while (line < end && (*line == ' ' || *line == '\t'))
		line++;
	if (line == end || *line != '#')
		return NULL;
	line++;
	while (line < end && (*line == ' ' || *line == '\t'))
		line++;
	return line;
}

static bool is_directive(const char *d, const char *end, const char *name)
{
	size_t n = strlen(name);

	return (size_t)(end - d) > n && !memcmp(d, name, n) && !is_name(d[n]);
}

/*
 * How a unit prefixes its messages: every header expects it to differ. And that it defines
 * trace points: the one header that looks is empty (virtual_header.h).
 */
static bool is_harmless(const char *word, size_t n)
{
	static const char *const words[] = { "pr_fmt", "dev_fmt", "CREATE_TRACE_POINTS" };

	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (strlen(words[i]) == n && !memcmp(word, words[i], n))
			return true;
	return false;
}

static bool conflicts(const uint64_t *set, size_t n, const char *text, size_t len)
{
	const char *line = text, *end = text + len;
	bool pending = false;		/* a #define waits for an #include after it */

	while (line < end) {
		const char *nl = memchr(line, '\n', (size_t)(end - line));
		const char *eol = nl ? nl : end;
		const char *d = directive(line, eol);

		line = eol + 1;
		if (!d)
			continue;
		if (is_directive(d, eol, "include")) {
			if (pending)
				return true;
		} else if (is_directive(d, eol, "define") || is_directive(d, eol, "undef")) {
			const char *word, *stop;
			uint64_t h;

			word = d + (*d == 'd' ? strlen("define") : strlen("undef"));
			while (word < eol && (*word == ' ' || *word == '\t'))
				word++;
			for (stop = word; stop < eol && is_name(*stop); stop++)
				;
			h = word_hash(word, (size_t)(stop - word));
			if (stop > word && !is_harmless(word, (size_t)(stop - word)) &&
			    bsearch(&h, set, n, sizeof(*set), compare))
				pending = true;
		}
	}
	return false;
}

bool pch_words_conflict(const char *path, const char *text, size_t len)
{
	struct stat st;
	int fd = open_regular(path, SIZE_MAX, &st);
	void *map = MAP_FAILED;
	bool r = true;

	if (fd < 0)
		return true;
	if (st.st_size >= (off_t)sizeof(uint64_t))
		map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return true;
	r = conflicts(map, (size_t)st.st_size / sizeof(uint64_t), text, len);
	munmap(map, (size_t)st.st_size);
	return r;
}
