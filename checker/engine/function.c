/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which function a line is in, by the layout of the text: spatch only names the line. */
#include "engine/internal.h"

#include <ctype.h>
#include <string.h>

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/*
 * The name in a function's head: the first word before a parenthesis, but rather one that
 * doesn't look like an attribute (__printf(1, 2), __must_hold(lock)).
 */
static const char *name_in(const char *begin, const char *end, struct arena *mem)
{
	const char *p, *name = NULL;
	size_t n = 0;
	int depth = 0;

	for (p = begin; p < end; p++) {
		const char *word, *behind = p;

		if (*p == ')')
			depth--;
		if (*p != '(' || depth++)
			continue;
		while (behind > begin && isspace((unsigned char)behind[-1]))
			behind--;
		for (word = behind; word > begin && is_word(word[-1]); word--)
			;
		if (word == behind ||
		    (name && (!str_starts(name, "__") || str_starts(word, "__"))))
			continue;
		name = word;
		n = (size_t)(behind - word);
	}
	return name ? arena_strndup(mem, name, n) : NULL;
}

/* The brace that starts a body: by itself, or at the end of a line with a parenthesis. */
static const char *find_brace(const char *line, const char *end)
{
	if (*line == '{')
		return line;
	while (end > line && isspace((unsigned char)end[-1]))
		end--;
	return is_word(*line) && end[-1] == '{' && memchr(line, '(', (size_t)(end - line)) ?
		end - 1 : NULL;
}

const char *function_at(const char *text, unsigned line, struct arena *mem)
{
	const char *head = NULL, *body = NULL, *p, *end;
	unsigned n;

	for (n = 1, p = text; n <= line && *p; n++, p = *end ? end + 1 : end) {
		end = strchrnul(p, '\n');
		if (body) {
			if (*p == '}' && n < line)
				head = body = NULL;
			continue;
		}
		if (!head && is_word(*p))
			head = p;
		if (head && (body = find_brace(p, end)))
			continue;
		/* not a head, or one of a declaration */
		if (p == end || *p == '#' || *p == '}' || end[-1] == ';')
			head = NULL;
	}
	return body ? name_in(head, body, mem) : NULL;
}
