/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finds the function that contains a line, by the layout of the text: spatch reports only the line.
 */
#include "external/external_impl.h"

#include <ctype.h>
#include <string.h>

/*
 * The name in a function's head: the first word before a parenthesis that doesn't look like an
 * attribute (__printf(1, 2), __must_hold(lock)); if all do, the first one.
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

/* The opening brace of a body: alone, or at the end of a line that contains a parenthesis. */
static const char *find_brace(const char *line, const char *end)
{
	if (*line == '{')
		return line;
	while (end > line && isspace((unsigned char)end[-1]))
		end--;
	return is_word(*line) && end[-1] == '{' && memchr(line, '(', (size_t)(end - line)) ?
		end - 1 : NULL;
}

/* Scans the functions of a text in order. */
struct scan {
	const char *p;			/* start of the next line */
	unsigned next;			/* its line number */
	const char *head, *brace;	/* of the current function */
	unsigned first, body, last;	/* lines of its head, its opening brace and its end */
};

/* Moves on to the next function with a body; false: there is none. */
static bool next_function(struct scan *s)
{
	const char *p, *end;

	s->head = s->brace = NULL;
	for (; *s->p; s->p = *end ? end + 1 : end, s->next++) {
		p = s->p;
		end = strchrnul(p, '\n');
		if (s->brace) {
			s->last = s->next;
			if (*p == '}')
				return true;
			continue;
		}
		if (!s->head && is_word(*p)) {
			s->head = p;
			s->first = s->next;
		}
		s->body = s->last = s->next;
		if (s->head && (s->brace = find_brace(p, end)))
			continue;
		/* no head, or that of a declaration */
		if (p == end || *p == '#' || *p == '}' || end[-1] == ';')
			s->head = NULL;
	}
	return s->brace;
}

const char *function_at(const char *text, unsigned line, struct arena *mem)
{
	struct scan s = { .p = text, .next = 1 };

	while (next_function(&s) && s.body <= line)
		if (line <= s.last)
			return name_in(s.head, s.brace, mem);
	return NULL;
}

bool function_find(const char *text, const char *name, struct definition *d)
{
	struct scan s = { .p = text, .next = 1 };
	struct arena mem = { 0 };
	bool found = false;

	while (!found && next_function(&s)) {
		const char *this = name_in(s.head, s.brace, &mem);

		found = this && !strcmp(this, name);
	}
	*d = (struct definition){ .line = s.first, .text = s.head, .n = (size_t)(s.p - s.head) };
	arena_free(&mem);
	return found;
}
