/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/includes.h"

#include "util/path.h"
#include "util/util.h"

#include <string.h>

static const char *skip_blanks(const char *s, const char *end)
{
	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	return s;
}

/* The name in "# include <name>" or "name", up to *end; NULL when the line is no #include. */
static const char *included(const char *line, const char *eol, const char **end)
{
	const char *s = skip_blanks(line, eol);

	if (s == eol || *s++ != '#')
		return NULL;
	s = skip_blanks(s, eol);
	if (eol - s < 8 || memcmp(s, "include", 7))
		return NULL;
	s = skip_blanks(s + 7, eol);
	if (s == eol || (*s != '"' && *s != '<'))
		return NULL;
	*end = memchr(s + 1, *s == '"' ? '"' : '>', (size_t)(eol - s - 1));
	return *end ? s + 1 : NULL;
}

static bool may_mean(const char *name, size_t n, const char *path)
{
	size_t len = strlen(path);

	while (n > 2 && name[0] == '.') {
		size_t up = name[1] == '/' ? 2 : n > 3 && name[1] == '.' && name[2] == '/' ? 3 : 0;

		if (!up)
			break;
		name += up;
		n -= up;
	}
	return n && n <= len && !memcmp(path + len - n, name, n) && (n == len || path[len - n - 1] == '/');
}

bool text_includes(const char *text, size_t n, const char *path)
{
	const char *base = path_base(path), *end = text + n, *s = text;
	size_t nbase = strlen(base);

	while ((s = memmem(s, (size_t)(end - s), base, nbase))) {
		const char *line = memrchr(text, '\n', (size_t)(s - text));
		const char *eol = memchr(s, '\n', (size_t)(end - s)), *name, *stop;

		line = line ? line + 1 : text;
		eol = eol ? eol : end;
		name = included(line, eol, &stop);
		if (name && may_mean(name, (size_t)(stop - name), path))
			return true;
		s = eol;
	}
	return false;
}
