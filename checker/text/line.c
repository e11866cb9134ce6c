/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tells comments, directives and statements apart without parsing. */
#include "text/line.h"

#include <ctype.h>
#include <string.h>

struct scan {
	const char *p;
	unsigned line, want;
	struct line_text *out;
	bool code, comment;		/* what the current line contains */
	bool fresh;			/* only white space so far on this logical line */
	int parens;
	/* line of the current statement's first token; 0: between statements */
	unsigned statement;
	struct strbuf text;		/* code of the requested line */
};

static void see(struct scan *s, char c)
{
	s->code = true;
	if (!s->statement) {
		s->statement = s->line;
		if (s->line <= s->want)
			s->out->first = s->line;
	}
	if (s->line == s->want)
		strbuf_addc(&s->text, c);
}

/* Called at the end of a line; true when it was the requested one. */
static bool end_line(struct scan *s)
{
	if (s->line == s->want) {
		s->out->kind = s->code ? LINE_CODE : s->comment ? LINE_COMMENT : LINE_BLANK;
		return true;
	}
	s->line++;
	s->code = s->comment = false;
	s->fresh = true;
	/* a statement that begins on the requested line or continues on it */
	if (s->line == s->want && s->statement)
		s->out->first = s->statement;
	return false;
}

/* Skips a comment; false when the requested line ended inside it. */
static bool skip_comment(struct scan *s)
{
	bool block = s->p[1] == '*', fresh = s->fresh;

	s->comment = true;
	for (s->p += 2; *s->p; s->p++) {
		if (block && s->p[0] == '*' && s->p[1] == '/') {
			s->p += 2;
			s->fresh = fresh;
			return true;
		}
		if (*s->p != '\n')
			continue;
		if (!block)
			return true;
		if (end_line(s))
			return false;
		s->comment = true;
		fresh = true;
	}
	return true;
}

static void skip_literal(struct scan *s)
{
	char quote = *s->p;

	see(s, *s->p++);
	for (; *s->p && *s->p != '\n'; s->p++) {
		see(s, *s->p);
		if (*s->p == '\\' && s->p[1] && s->p[1] != '\n')
			see(s, *++s->p);
		else if (*s->p == quote)
			break;
	}
	if (*s->p == quote)
		s->p++;
}

static size_t word_length(const char *p)
{
	size_t n = 0;

	while (isalnum((unsigned char)p[n]) || p[n] == '_')
		n++;
	return n;
}

static void set_name(struct line_text *out, const char *p, size_t n)
{
	if (n >= sizeof(out->name))
		n = sizeof(out->name) - 1;
	memcpy(out->name, p, n);
	out->name[n] = '\0';
}

/* Skips a directive with its continuation lines; false when the requested line is one of them. */
static bool skip_directive(struct scan *s)
{
	const char *word = s->p + 1;
	unsigned first = s->line;
	size_t n;
	bool in_comment = false;

	while (*word == ' ' || *word == '\t')
		word++;
	n = word_length(word);
	for (; *s->p; s->p++) {
		if (in_comment && s->p[0] == '*' && s->p[1] == '/') {
			in_comment = false;
		} else if (!in_comment && s->p[0] == '/' && s->p[1] == '*') {
			in_comment = true;
		} else if (*s->p == '\n') {
			if (s->line == s->want)
				break;
			if (!in_comment && s->p[-1] != '\\')
				return true;
			s->line++;
		}
	}
	if (s->line != s->want)
		return true;
	s->out->first = first;
	s->out->kind = n == 6 && !strncmp(word, "define", n) ? LINE_MACRO : LINE_DIRECTIVE;
	if (s->out->kind == LINE_MACRO)
		for (word += n; *word == ' ' || *word == '\t'; word++)
			;
	set_name(s->out, word, word_length(word));
	return false;
}

/* Does the line contain only control flow: a label, braces, else, break, goto? */
static bool only_steers(const char *p)
{
	static const char *const words[] = { "else", "do", "break", "continue", "goto" };
	size_t i, n;

	for (;;) {
		while (*p && strchr("{}; \t", *p))
			p++;
		if (!*p)
			return true;
		n = word_length(p);
		for (i = 0; i < ARRAY_SIZE(words); i++)
			if (n == strlen(words[i]) && !strncmp(p, words[i], n))
				break;
		if (i == ARRAY_SIZE(words)) {
			/* label:, case X:, default: */
			if (n == 4 && !strncmp(p, "case", 4)) {
				p = strchr(p, ':');
				if (!p)
					return false;
			} else {
				p += n;
				while (*p == ' ')
					p++;
			}
			if (!n || *p != ':' || p[1] == ':')
				return false;
			p++;
			continue;
		}
		p += n;
		if (i == 4) {
			while (*p == ' ' || *p == '\t')
				p++;
			p += word_length(p);
		}
	}
}

static void keep_code(struct scan *s)
{
	const char *p = strbuf_str(&s->text);
	size_t n = strlen(p);

	while (n && isspace((unsigned char)p[n - 1]))
		n--;
	while (n && isspace((unsigned char)*p)) {
		p++;
		n--;
	}
	if (n >= sizeof(s->out->code))
		n = sizeof(s->out->code) - 1;
	memcpy(s->out->code, p, n);
	s->out->code[n] = '\0';
	s->out->steers = only_steers(s->out->code);
}

static bool step(struct scan *s)
{
	char c = *s->p;

	if (c == '\n') {
		if (end_line(s))
			return false;
		s->p++;
	} else if (c == '/' && (s->p[1] == '*' || s->p[1] == '/')) {
		return skip_comment(s);
	} else if (c == '"' || c == '\'') {
		s->fresh = false;
		skip_literal(s);
	} else if (c == '#' && s->fresh) {
		return skip_directive(s);
	} else if (isspace((unsigned char)c)) {
		if (s->line == s->want)
			strbuf_addc(&s->text, c);
		s->p++;
	} else {
		s->fresh = false;
		see(s, c);
		s->parens += (c == '(' || c == '[') - (c == ')' || c == ']');
		if (c == '{' || c == '}')
			s->parens = 0;
		if (c == '{' || c == '}' || (c == ';' && s->parens <= 0))
			s->statement = 0;
		s->p++;
	}
	return true;
}

static unsigned count_lines(const char *text)
{
	unsigned n = 0;
	const char *p;

	for (p = text; *p; p++)
		n += *p == '\n' || !p[1];
	return n;
}

void front_line_text(const char *text, unsigned line, struct line_text *out)
{
	struct scan s = { .p = text, .line = 1, .want = line, .out = out, .fresh = true };

	memset(out, 0, sizeof(*out));
	out->lines = count_lines(text);
	if (!line || line > out->lines)
		return;
	out->kind = LINE_BLANK;
	while (*s.p && step(&s))
		;
	if (!*s.p && s.line == line)
		end_line(&s);
	if (out->kind == LINE_CODE)
		keep_code(&s);
	strbuf_free(&s.text);
}
