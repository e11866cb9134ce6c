/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finds function definitions and calls in a text, without a preprocessor.
 *
 * An identifier followed by parentheses is taken for the function's name when a body follows, and
 * for a call inside a body. Attributes and macros in front of a body are reported as names too:
 * looking up a name that isn't a function finds nothing and costs little. Macros with parameters
 * count as functions.
 */
#include "text/functions.h"

#include <string.h>

#define MAX_NAMES	16	/* candidates for the name in front of one body */

struct scan {
	const char *text, *p, *end;
	unsigned depth, parens;
	unsigned how;			/* enum front_linkage */
	bool is_value;
	bool in_body;			/* in a function's body, not in a type or initializer */
	struct { const char *s; size_t n; } name[MAX_NAMES];
	unsigned nnames;
	const struct front_functions *on;
};

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
	s->how = 0;
	s->is_value = s->in_body = false;
	s->parens = 0;
}

static bool has_arguments(const struct scan *s)
{
	const char *p = s->p;

	while (p < s->end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
		p++;
	return p < s->end && *p == '(';
}

/* Is the identifier preceded by "p->" or "p."? */
static bool is_selected(const struct scan *s, const char *start)
{
	while (start > s->text && (start[-1] == ' ' || start[-1] == '\t' || start[-1] == '\n'))
		start--;
	return start > s->text &&
	       (start[-1] == '.' || (start[-1] == '>' && start - s->text > 1 && start[-2] == '-'));
}

static bool is_keyword(const char *s, size_t n)
{
	return (n == 2 && !memcmp(s, "if", n)) || (n == 3 && !memcmp(s, "for", n)) ||
	       (n == 5 && !memcmp(s, "while", n)) ||
	       (n == 6 && (!memcmp(s, "switch", n) || !memcmp(s, "return", n) ||
			   !memcmp(s, "sizeof", n)));
}

/* Is it an attribute or macro that makes a definition weak? */
static bool is_weak(const char *s, size_t n)
{
	return (n == 4 && !memcmp(s, "weak", n)) || (n == 6 && !memcmp(s, "__weak", n)) ||
	       (n == 8 && !memcmp(s, "__weak__", n));
}

static const char *skip_word(struct scan *s)
{
	const char *start = s->p;

	while (s->p < s->end && is_word(*s->p))
		s->p++;
	return start;
}

static void call(const struct scan *s, const char *start)
{
	size_t n = (size_t)(s->p - start);

	if (s->on->call && has_arguments(s) && !is_keyword(start, n))
		s->on->call(start, n, is_selected(s, start), s->on->arg);
}

static void word(struct scan *s)
{
	const char *start = skip_word(s);
	size_t n = (size_t)(s->p - start);

	if (s->in_body)
		call(s, start);
	if (!s->depth && is_weak(start, n))
		s->how |= FRONT_WEAK;
	if (s->depth || s->parens)
		return;
	if (n == 6 && !memcmp(start, "static", n))
		s->how |= FRONT_STATIC;
	if (has_arguments(s) && s->nnames < MAX_NAMES) {
		s->name[s->nnames].s = start;
		s->name[s->nnames++].n = n;
	}
}

/* "#define NAME(x) ...": calls in the body are attributed to NAME. */
static void directive(struct scan *s)
{
	struct scan line = *s;
	const char *start;

	skip_line(s);
	line.end = s->p;
	for (line.p++; line.p < line.end && (*line.p == ' ' || *line.p == '\t'); line.p++)
		;
	start = skip_word(&line);
	if (!s->on->call || s->in_body || line.p - start != 6 || memcmp(start, "define", 6) != 0)
		return;
	while (line.p < line.end && (*line.p == ' ' || *line.p == '\t'))
		line.p++;
	start = skip_word(&line);
	if (line.p == line.end || *line.p != '(')
		return;
	s->on->function(start, (size_t)(line.p - start), FRONT_STATIC, s->on->arg);
	while (line.p < line.end)
		if (is_word(*line.p))
			call(&line, skip_word(&line));
		else
			line.p++;
	s->on->end(s->on->arg);
}

/* An opening brace: at file scope it begins a function if a name with parentheses precedes it. */
static void open_body(struct scan *s)
{
	unsigned i;

	if (!s->depth && !s->is_value && s->nnames) {
		for (i = 0; i < s->nnames; i++)
			s->on->function(s->name[i].s, s->name[i].n, s->how, s->on->arg);
		s->in_body = true;
	}
	s->depth++;
}

static void close_body(struct scan *s)
{
	/*
	 * a brace in the first column ends the function, even if #if and #else left more of them
	 * open
	 */
	s->depth = s->p == s->text || s->p[-1] == '\n' || !s->depth ? 0 : s->depth - 1;
	if (s->depth)
		return;
	if (s->in_body)
		s->on->end(s->on->arg);
	next_declaration(s);
}

static void mark(struct scan *s)
{
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
		open_body(s);
		break;
	case '}':
		close_body(s);
		break;
	}
	s->p++;
}

void front_functions(const char *text, size_t len, const struct front_functions *on)
{
	struct scan s = { .text = text, .p = text, .end = text + len, .on = on };

	while (s.p < s.end) {
		char c = *s.p;

		if (is_word(c))
			word(&s);
		else if (c == '#' && at_line_start(&s))
			directive(&s);
		else if (c == '/' && s.p + 1 < s.end && s.p[1] == '*')
			skip_comment(&s);
		else if (c == '/' && s.p + 1 < s.end && s.p[1] == '/')
			skip_line(&s);
		else if (c == '"' || c == '\'')
			skip_quoted(&s);
		else
			mark(&s);
	}
	if (s.in_body)
		on->end(on->arg);
}
