/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Operations on ranges of a function's text. */
#include "fix/code.h"

#include <ctype.h>
#include <string.h>

struct span code_indent(const struct code *c, size_t at)
{
	struct span s = { at, at };

	while (s.from > 0 && c->text[s.from - 1] != '\n')
		s.from--;
	for (s.to = s.from; s.to < c->n && (c->text[s.to] == ' ' || c->text[s.to] == '\t'); s.to++)
		;
	return s;
}

bool span_is(const struct code *c, struct span s, const char *text)
{
	return s.to - s.from == strlen(text) && !memcmp(c->text + s.from, text, s.to - s.from);
}

bool span_same(const struct code *c, struct span a, struct span b)
{
	for (;;) {
		while (a.from < a.to && isspace((unsigned char)c->text[a.from]))
			a.from++;
		while (b.from < b.to && isspace((unsigned char)c->text[b.from]))
			b.from++;
		if (a.from == a.to || b.from == b.to)
			return a.from == a.to && b.from == b.to;
		if (c->text[a.from++] != c->text[b.from++])
			return false;
	}
}

/* Is it neither part of a longer identifier nor a member of something else? */
static bool stands_alone(const struct code *c, size_t from, size_t to)
{
	if (to < c->n && is_word(c->text[to]) && is_word(c->text[to - 1]))
		return false;
	if (!from || !is_word(c->text[from]))
		return true;
	if (is_word(c->text[from - 1]) || c->text[from - 1] == '.')
		return false;
	return !(from > 1 && c->text[from - 1] == '>' && c->text[from - 2] == '-');
}

size_t span_find(const struct code *c, struct span in, const char *what)
{
	size_t n = strlen(what), at;

	for (at = in.from; n && at + n <= in.to; at++)
		if (!memcmp(c->text + at, what, n) && stands_alone(c, at, at + n))
			return at;
	return (size_t)-1;
}

bool span_has(const struct code *c, struct span in, const char *what)
{
	return span_find(c, in, what) != (size_t)-1;
}

char *span_dup(struct arena *mem, const struct code *c, struct span s)
{
	return arena_strndup(mem, c->text + s.from, s.to - s.from);
}

static size_t closing(const struct code *c, size_t at, size_t end)
{
	unsigned depth = 0;

	for (; at < end; at++) {
		depth += c->text[at] == '(';
		if (c->text[at] == ')' && !--depth)
			return at;
	}
	return end;
}

bool span_calls(const struct code *c, struct span in,
		bool (*fn)(const char *name, struct span args, void *arg), void *arg)
{
	size_t at = in.from, from, to;

	while (at < in.to) {
		if (!is_word(c->text[at])) {
			at++;
			continue;
		}
		for (from = at; at < in.to && is_word(c->text[at]); at++)
			;
		for (to = at; to < in.to && isspace((unsigned char)c->text[to]); to++)
			;
		if (to < in.to && c->text[to] == '(' && !isdigit((unsigned char)c->text[from]) &&
		    !fn(intern_n(c->text + from, at - from), (struct span){ to + 1, closing(c, to, in.to) }, arg))
			return false;
	}
	return true;
}

struct span span_trim(const struct code *c, struct span s)
{
	while (s.from < s.to && isspace((unsigned char)c->text[s.from]))
		s.from++;
	while (s.from < s.to && isspace((unsigned char)c->text[s.to - 1]))
		s.to--;
	return s;
}

bool span_has_operator(const struct code *c, struct span s, const char *op)
{
	unsigned depth = 0;
	size_t at;

	for (at = s.from; at + 1 < s.to; at++) {
		depth += c->text[at] == '(';
		depth -= c->text[at] == ')';
		if (!depth && !memcmp(c->text + at, op, 2))
			return true;
	}
	return false;
}
