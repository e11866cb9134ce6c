/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Headers in the same directory that a file includes with quotes: do they define an inline function
 * or macro that contains one of the words, and does the file use it?
 *
 * Bodies are found by the kernel's layout: the opening brace is in the first column. A false match
 * only costs a parse.
 */
#include "text/local_headers.h"
#include "text/scan.h"

#include <stdlib.h>
#include <string.h>

#define MAX_HEADERS	64
#define MAX_BYTES	((size_t)64 << 20)	/* bytes; total size of the headers that are read */
#define MAX_NAMES	10000

struct local {
	const struct front_words *words;
	VEC(char *) paths;		/* files that were read; paths[0] is the main file */
	VEC(char *) texts;
	size_t bytes;			/* total size of the texts */
	bool too_much;			/* MAX_BYTES was exceeded: assume a match */
	VEC(char *) names;		/* functions and macros that contain one of the words */
};

static bool has_word(const char *text, const char *word)
{
	size_t n = strlen(word);
	const char *p = text;

	while ((p = strstr(p, word))) {
		if ((p == text || !is_word(p[-1])) && !is_word(p[n]))
			return true;
		p += n;
	}
	return false;
}

static char *beside(const char *path, const char *name, size_t n)
{
	const char *slash = strrchr(path, '/');
	int dir = slash ? (int)(slash - path) + 1 : 0;

	return xasprintf("%.*s%.*s", dir, path, (int)n, name);
}

/* Reads every header that `text` includes with quotes. */
static void follow(struct local *l, const char *path, const char *text)
{
	const char *p = text, *q;

	while ((p = strstr(p, "include")) && l->paths.n < MAX_HEADERS && !l->too_much) {
		char *header, *content;
		size_t i, len;

		p += 7;
		while (*p == ' ' || *p == '\t')
			p++;
		if (*p != '"' || !(q = strpbrk(p + 1, "\"\n")) || *q != '"')
			continue;
		header = beside(path, p + 1, (size_t)(q - p - 1));
		p = q;
		for (i = 0; i < l->paths.n && strcmp(l->paths.data[i], header) != 0; i++)
			;
		content = i == l->paths.n ? read_file(header, &len) : NULL;
		if (!content) {
			free(header);
			continue;
		}
		l->bytes += len;
		l->too_much |= l->bytes > MAX_BYTES;
		if (l->too_much) {
			free(header);
			free(content);
			return;
		}
		vec_push(&l->paths, header);
		vec_push(&l->texts, content);
		follow(l, header, content);
	}
}

static bool matters(const struct local *l, const char *from, const char *to)
{
	char *part;
	size_t i;
	bool found;

	if (front_words_match(l->words, from, (size_t)(to - from)))
		return true;
	part = xmalloc((size_t)(to - from) + 1);
	memcpy(part, from, (size_t)(to - from));
	part[to - from] = '\0';
	for (i = 0, found = false; i < l->names.n && !found; i++)
		found = has_word(part, l->names.data[i]);
	free(part);
	return found;
}

/* Adds the identifier that ends at `end` to the names; true when it is new. */
static bool add_name(struct local *l, const char *start, const char *end)
{
	const char *p;
	char *name;
	size_t i;

	while (end > start && !is_word(end[-1]))
		end--;
	for (p = end; p > start && is_word(p[-1]); p--)
		;
	if (p == end)
		return false;
	name = xasprintf("%.*s", (int)(end - p), p);
	for (i = 0; i < l->names.n; i++)
		if (!strcmp(l->names.data[i], name)) {
			free(name);
			return false;
		}
	vec_push(&l->names, name);
	l->too_much |= l->names.n > MAX_NAMES;
	return true;
}

/*
 * Adds the function in front of each body that contains a word; bodies are between braces in the
 * first column. True when there is a new name.
 */
static bool scan_bodies(struct local *l, const char *text)
{
	const char *open = text, *close, *p;
	bool news = false;

	while (!l->too_much && (open = strstr(open, "\n{"))) {
		int depth = 0;

		close = strstr(open, "\n}");
		if (!close)
			return news;
		if (matters(l, open, close)) {
			for (p = open; p > text && p[-1] != ')'; p--)
				;
			for (; p > text; p--) {
				depth += (p[-1] == ')') - (p[-1] == '(');
				if (!depth)
					break;
			}
			if (p > text)
				news |= add_name(l, text, p - 1);
		}
		open = close;
	}
	return news;
}

static bool scan_macros(struct local *l, const char *text)
{
	const char *p = text, *end, *name;
	bool news = false;

	while (!l->too_much && (p = strstr(p, "#define"))) {
		p += 7;
		while (*p == ' ' || *p == '\t')
			p++;
		for (name = p; is_word(*p); p++)
			;
		for (end = p; *end && !(*end == '\n' && end[-1] != '\\'); end++)
			;
		if (p > name && matters(l, p, end))
			news |= add_name(l, name, p);
		p = end;
	}
	return news;
}

static void local_free(struct local *l)
{
	size_t i;

	for (i = 0; i < l->paths.n; i++)
		free(l->paths.data[i]);
	for (i = 0; i < l->texts.n; i++)
		free(l->texts.data[i]);
	for (i = 0; i < l->names.n; i++)
		free(l->names.data[i]);
	vec_free(&l->paths);
	vec_free(&l->texts);
	vec_free(&l->names);
}

void front_local_headers(const char *path, const char *text,
			 void (*fn)(const char *header, void *arg), void *arg)
{
	struct local l = { 0 };
	size_t i;

	vec_push(&l.paths, xstrdup(path));
	follow(&l, path, text);
	for (i = 1; i < l.paths.n; i++)
		fn(l.paths.data[i], arg);
	local_free(&l);
}

bool front_local_headers_match(const struct front_words *w, const char *path, const char *text)
{
	struct local l = { .words = w };
	bool found, news;
	size_t i;

	vec_push(&l.paths, xstrdup(path));
	follow(&l, path, text);
	do {
		news = false;
		for (i = 0; i < l.texts.n; i++) {
			news |= scan_bodies(&l, l.texts.data[i]);
			news |= scan_macros(&l, l.texts.data[i]);
		}
	} while (news && !l.too_much);
	found = l.too_much;
	for (i = 0; i < l.names.n && !found; i++)
		found = has_word(text, l.names.data[i]);
	local_free(&l);
	return found;
}
