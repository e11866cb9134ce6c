/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which functions does a text define that other files can call?
 *
 * One pass without a preprocessor: every identifier with parentheses after it, in
 * front of a body, may be the name. Attributes and macros are taken for names too;
 * to ask about a name that isn't one costs nothing.
 */
#include "front/front.h"

#include <string.h>

#define MAX_NAMES	16	/* in front of one body */

struct scan {
	const char *text, *p, *end;
	unsigned depth, parens;
	bool is_static, is_value;
	struct { const char *s; size_t n; } name[MAX_NAMES];
	unsigned nnames;
};

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool at_line_start(const struct scan *s)
{
	const char *p = s->p;

	while (p > s->text && (p[-1] == ' ' || p[-1] == '\t'))
		p--;
	return p == s->text || p[-1] == '\n';
}

static void skip_line(struct scan *s)
{
	while (s->p < s->end && *s->p != '\n') {
		if (*s->p == '\\' && s->p + 1 < s->end)
			s->p++;
		s->p++;
	}
}

static void skip_comment(struct scan *s)
{
	const char *close = memmem(s->p + 2, (size_t)(s->end - s->p - 2), "*/", 2);

	s->p = close ? close + 2 : s->end;
}

static void skip_quoted(struct scan *s)
{
	char quote = *s->p++;

	while (s->p < s->end && *s->p != quote && *s->p != '\n') {
		if (*s->p == '\\' && s->p + 1 < s->end)
			s->p++;
		s->p++;
	}
	if (s->p < s->end)
		s->p++;
}

static void next_declaration(struct scan *s)
{
	s->nnames = 0;
	s->is_static = s->is_value = false;
	s->parens = 0;
}

static void word(struct scan *s)
{
	const char *start = s->p, *after;
	size_t n;

	while (s->p < s->end && is_word(*s->p))
		s->p++;
	n = (size_t)(s->p - start);
	if (s->depth || s->parens)
		return;
	if (n == 6 && !memcmp(start, "static", n))
		s->is_static = true;
	for (after = s->p; after < s->end && (*after == ' ' || *after == '\t' || *after == '\n'); after++)
		;
	if (after < s->end && *after == '(' && s->nnames < MAX_NAMES) {
		s->name[s->nnames].s = start;
		s->name[s->nnames++].n = n;
	}
}

static void mark(struct scan *s, void (*fn)(const char *name, size_t n, void *arg), void *arg)
{
	unsigned i;

	switch (*s->p) {
	case '(':
		s->parens++;
		break;
	case ')':
		s->parens -= s->parens > 0;
		break;
	case '=':
		s->is_value |= !s->depth && !s->parens;
		break;
	case ';':
		if (!s->depth && !s->parens)
			next_declaration(s);
		break;
	case '{':
		for (i = 0; !s->depth && !s->is_static && !s->is_value && i < s->nnames; i++)
			fn(s->name[i].s, s->name[i].n, arg);
		s->depth++;
		break;
	case '}':
		/* in the first column it closes all, whatever #if and #else have opened */
		s->depth = s->p == s->text || s->p[-1] == '\n' || !s->depth ? 0 : s->depth - 1;
		if (!s->depth)
			next_declaration(s);
		break;
	}
	s->p++;
}

void front_definitions(const char *text, size_t len,
		       void (*fn)(const char *name, size_t n, void *arg), void *arg)
{
	struct scan s = { .text = text, .p = text, .end = text + len };

	while (s.p < s.end) {
		char c = *s.p;

		if (is_word(c))
			word(&s);
		else if (c == '#' && at_line_start(&s))
			skip_line(&s);
		else if (c == '/' && s.p + 1 < s.end && s.p[1] == '*')
			skip_comment(&s);
		else if (c == '/' && s.p + 1 < s.end && s.p[1] == '/')
			skip_line(&s);
		else if (c == '"' || c == '\'')
			skip_quoted(&s);
		else
			mark(&s, fn, arg);
	}
}
