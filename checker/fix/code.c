/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fix/code.h"

#include <string.h>

#define MAX_DEPTH 200

struct parse {
	struct code *c;
	size_t at, end;
	unsigned depth;
	bool bad;
};

static bool is_space(char ch)
{
	return ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r';
}

/* --- tokens ---------------------------------------------------------------------------- */

static size_t line_end(const struct parse *p, size_t at)
{
	const char *t = p->c->text;

	while (at < p->end && t[at] != '\n')
		at += t[at] == '\\' && at + 1 < p->end ? 2 : 1;
	return at;
}

static bool starts_line(const struct parse *p, size_t at)
{
	const char *t = p->c->text;

	while (at > 0 && (t[at - 1] == ' ' || t[at - 1] == '\t'))
		at--;
	return !at || t[at - 1] == '\n';
}

/* Skips white space, comments and directives. */
static void skip(struct parse *p)
{
	const char *t = p->c->text;

	while (p->at < p->end) {
		if (is_space(t[p->at])) {
			p->at++;
		} else if (t[p->at] == '/' && t[p->at + 1] == '*') {
			const char *close = memmem(t + p->at + 2, p->end - p->at - 2, "*/", 2);

			p->at = close ? (size_t)(close - t) + 2 : p->end;
		} else if (t[p->at] == '/' && t[p->at + 1] == '/') {
			p->at = line_end(p, p->at);
		} else if (t[p->at] == '#' && starts_line(p, p->at)) {
			p->at = line_end(p, p->at);
		} else {
			return;
		}
	}
}

static void skip_quoted(struct parse *p)
{
	const char *t = p->c->text;
	char quote = t[p->at++];

	while (p->at < p->end && t[p->at] != quote && t[p->at] != '\n')
		p->at += t[p->at] == '\\' ? 2 : 1;
	p->at++;
	if (p->at > p->end)
		p->at = p->end;
}

/* Reads a token, a word or a single character; p->at is moved behind it. */
static struct span token(struct parse *p)
{
	const char *t = p->c->text;
	struct span s = { p->at, p->at };

	if (p->at >= p->end)
		return s;
	if (is_word(t[p->at]))
		while (p->at < p->end && is_word(t[p->at]))
			p->at++;
	else if (t[p->at] == '"' || t[p->at] == '\'')
		skip_quoted(p);
	else
		p->at++;
	s.to = p->at;
	return s;
}

static char peek(struct parse *p)
{
	skip(p);
	return p->at < p->end ? p->c->text[p->at] : '\0';
}

static struct span peek_word(struct parse *p)
{
	struct span s;
	size_t at;

	skip(p);
	at = p->at;
	s = token(p);
	p->at = at;
	if (s.from < s.to && !is_word(p->c->text[s.from]))
		s.to = s.from;
	return s;
}

/* Skips to behind the matching closing bracket; returns what is between the two. */
static struct span balanced(struct parse *p)
{
	struct span in = { p->at + 1, p->at + 1 };
	unsigned depth = 0;

	for (;;) {
		char ch = peek(p);

		if (!ch) {
			p->bad = true;
			return in;
		}
		depth += ch == '(' || ch == '[' || ch == '{';
		if (ch == ')' || ch == ']' || ch == '}') {
			in.to = p->at;
			if (!--depth) {
				p->at++;
				return in;
			}
		}
		token(p);
	}
}

/* Skips to behind the ';' that ends a statement, or the ':' of a label. */
static void to_end(struct parse *p, char end)
{
	for (;;) {
		char ch = peek(p);

		if (!ch || ch == ')' || ch == '}') {
			p->bad = true;
			return;
		}
		if (ch == end) {
			p->at++;
			return;
		}
		if (ch == '(' || ch == '[' || ch == '{')
			balanced(p);
		else
			token(p);
		if (p->bad)
			return;
	}
}

/* --- statements -------------------------------------------------------------------------- */

static struct stmt *statement(struct parse *p, struct stmt *parent);

static struct stmt *new_stmt(struct parse *p, struct stmt *parent, enum stmt_kind kind)
{
	struct stmt *s = arena_new(&p->c->mem, struct stmt);

	s->kind = kind;
	s->parent = parent;
	s->at.from = p->at;
	return s;
}

static void block(struct parse *p, struct stmt *s)
{
	struct stmt *last = NULL;

	p->at++;
	while (!p->bad && peek(p) != '}') {
		struct stmt *child;

		if (!peek(p)) {
			p->bad = true;
			return;
		}
		child = statement(p, s);
		child->prev = last;
		if (last)
			last->next = child;
		else
			s->body = child;
		last = child;
	}
	p->at++;
}

static void condition(struct parse *p, struct stmt *s)
{
	if (peek(p) != '(') {
		p->bad = true;
		return;
	}
	s->cond = balanced(p);
	s->head = p->at;
}

static void branches(struct parse *p, struct stmt *s)
{
	struct span word;

	condition(p, s);
	skip(p);
	s->body = p->bad ? NULL : statement(p, s);
	word = peek_word(p);
	if (s->kind != ST_IF || !span_is(p->c, word, "else"))
		return;
	s->other = word.from;
	p->at = word.to;
	skip(p);
	s->orelse = statement(p, s);
}

static void do_loop(struct parse *p, struct stmt *s)
{
	s->head = p->at;
	skip(p);
	s->body = statement(p, s);
	if (!span_is(p->c, peek_word(p), "while")) {
		p->bad = true;
		return;
	}
	p->at += strlen("while");
	if (peek(p) != '(') {
		p->bad = true;
		return;
	}
	s->cond = balanced(p);
	to_end(p, ';');
}

/* Is it a loop macro, "for_each_thing(x) {": a name with arguments, followed by a statement? */
static bool is_macro_loop(struct parse *p, struct span word)
{
	size_t at = p->at;
	bool yes;
	char ch;

	p->at = word.to;
	if (peek(p) != '(') {
		p->at = at;
		return false;
	}
	balanced(p);
	ch = peek(p);
	yes = !p->bad && (ch == '{' || is_word(ch)) && !str_starts(p->c->text + word.from, "typeof") &&
	      p->c->text[word.from] != '_';
	p->at = at;
	return yes;
}

static const struct {
	const char *word;
	enum stmt_kind kind;
} keywords[] = {
	{ "if", ST_IF }, { "while", ST_LOOP }, { "for", ST_LOOP }, { "switch", ST_SWITCH }, { "do", ST_LOOP },
	{ "return", ST_RETURN }, { "goto", ST_GOTO }, { "break", ST_BREAK }, { "continue", ST_CONTINUE },
	{ "case", ST_CASE }, { "default", ST_CASE },
};

static enum stmt_kind kind_of(struct parse *p, struct span word)
{
	size_t i, at = p->at;
	enum stmt_kind kind = ST_EXPR;

	for (i = 0; i < ARRAY_SIZE(keywords); i++)
		if (span_is(p->c, word, keywords[i].word))
			return keywords[i].kind;
	if (is_macro_loop(p, word))
		return ST_LOOP;
	p->at = word.to;
	if (peek(p) == ':')
		kind = ST_LABEL;
	p->at = at;
	return kind;
}

static struct stmt *statement(struct parse *p, struct stmt *parent)
{
	struct span word = peek_word(p);
	struct stmt *s = new_stmt(p, parent, ST_EXPR);

	if (p->depth++ > MAX_DEPTH)
		p->bad = true;
	if (p->bad)
		return s;
	if (peek(p) == '{') {
		s->kind = ST_BLOCK;
		block(p, s);
	} else {
		if (word.from < word.to)
			s->kind = kind_of(p, word);
		if (s->kind != ST_EXPR)
			p->at = word.to;
		switch (s->kind) {
		case ST_IF:
		case ST_LOOP:
		case ST_SWITCH:
			if (span_is(p->c, word, "do"))
				do_loop(p, s);
			else
				branches(p, s);
			break;
		case ST_LABEL:
			s->word = word;
			to_end(p, ':');
			break;
		case ST_CASE:
			to_end(p, ':');
			break;
		case ST_GOTO:
			s->word = peek_word(p);
			to_end(p, ';');
			break;
		default:
			s->word.from = p->at;
			to_end(p, ';');
			s->word.to = p->at - 1;
			s->word = span_trim(p->c, s->word);
		}
	}
	s->at.to = p->at;
	p->depth--;
	return s;
}

/* --- the function ----------------------------------------------------------------------------- */

/* The last line at or before `at` that begins with `ch`; (size_t)-1: there is none. */
static size_t line_before(const struct code *c, size_t at, char ch)
{
	for (;; at--) {
		if (c->text[at] == ch && (!at || c->text[at - 1] == '\n'))
			return at;
		if (!at)
			return (size_t)-1;
	}
}

/* The first one at or after it. */
static size_t line_behind(const struct code *c, size_t at, char ch)
{
	for (; at < c->n; at++)
		if (c->text[at] == ch && (!at || c->text[at - 1] == '\n'))
			return at;
	return (size_t)-1;
}

/*
 * Finds the function's head: the lines above the brace, up to a blank line or another definition.
 */
static void find_head(struct code *c, size_t brace)
{
	size_t at = brace, paren, name;

	while (at > 0 && is_space(c->text[at - 1]))
		at--;
	while (at > 1 && !(c->text[at - 1] == '\n' && (c->text[at - 2] == '\n' || c->text[at - 2] == ';' ||
						     c->text[at - 2] == '}' || c->text[at - 2] == '/')))
		at--;
	c->head = (struct span){ at > 1 ? at : 0, brace };
	for (paren = c->head.from; paren < brace && c->text[paren] != '('; paren++)
		;
	for (name = paren; name > c->head.from && is_word(c->text[name - 1]); name--)
		;
	c->name = (struct span){ name, paren };
}

bool code_read(struct code *c, const char *text, size_t n, unsigned line)
{
	struct parse p = { .c = c };
	size_t at, from, to;

	memset(c, 0, sizeof(*c));
	c->text = text;
	c->n = n;
	at = n ? code_offset(c, line, 1) : n;
	if (at >= n)
		return false;
	from = line_before(c, at, '{');
	if (from == (size_t)-1)
		from = line_behind(c, at, '{');
	to = from == (size_t)-1 ? from : line_behind(c, from, '}');
	/* the line is part of the head */
	if (to != (size_t)-1 && to < at) {
		from = line_behind(c, at, '{');
		to = from == (size_t)-1 ? from : line_behind(c, from, '}');
	}
	if (to == (size_t)-1)
		return false;
	find_head(c, from);
	if (at < c->head.from || c->name.from == c->name.to)
		return false;
	p.at = from;
	p.end = to + 1;
	c->body = statement(&p, NULL);
	return !p.bad && p.at == p.end;
}

void code_free(struct code *c)
{
	arena_free(&c->mem);
}

/* --- navigation ------------------------------------------------------------------------------ */

size_t code_offset(const struct code *c, unsigned line, unsigned col)
{
	size_t at = 0;

	while (line-- > 1 && at < c->n) {
		const char *nl = memchr(c->text + at, '\n', c->n - at);

		at = nl ? (size_t)(nl - c->text) + 1 : c->n;
	}
	at += col ? col - 1 : 0;
	return at < c->n ? at : c->n;
}

unsigned code_line(const struct code *c, size_t at)
{
	unsigned line = 1;
	size_t i;

	for (i = 0; i < at && i < c->n; i++)
		line += c->text[i] == '\n';
	return line;
}

struct stmt *code_next(const struct code *c, const struct stmt *s)
{
	if (!s)
		return c->body;
	if (s->body)
		return s->body;
	if (s->orelse)
		return s->orelse;
	for (; s; s = s->parent) {
		if (s->next)
			return s->next;
		if (s->parent && s->parent->orelse && s->parent->orelse != s && s->parent->body == s)
			return s->parent->orelse;
	}
	return NULL;
}

struct stmt *code_at(const struct code *c, size_t at)
{
	struct stmt *s, *best = NULL;

	for (s = code_next(c, NULL); s; s = code_next(c, s))
		if (s->at.from <= at && at < s->at.to)
			best = s;
	return best;
}

struct stmt *code_label(const struct code *c, struct span name)
{
	struct stmt *s;

	for (s = code_next(c, NULL); s; s = code_next(c, s))
		if (s->kind == ST_LABEL && span_same(c, s->word, name))
			return s;
	return NULL;
}

struct stmt *code_follower(const struct stmt *s)
{
	for (; s; s = s->parent) {
		if (s->parent && s->parent->kind == ST_LOOP)
			return NULL;
		if (s->next)
			return s->next;
	}
	return NULL;
}

bool stmt_jumps(const struct stmt *s)
{
	return s && (s->kind == ST_RETURN || s->kind == ST_GOTO || s->kind == ST_BREAK || s->kind == ST_CONTINUE);
}

struct stmt *stmt_single(struct stmt *s)
{
	if (s && s->kind == ST_BLOCK)
		s = s->body && !s->body->next ? s->body : NULL;
	return s;
}

struct stmt *stmt_around(const struct stmt *s)
{
	struct stmt *up = s->parent;

	while (up && up->kind == ST_BLOCK)
		up = up->parent;
	return up;
}
