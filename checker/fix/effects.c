/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds out what effects a piece of code has that would be missing if it were skipped. */
#include "fix/guard.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool is_giving_up(const struct facts *facts, const char *word, size_t n)
{
	size_t i;

	for (i = 0; i < facts->gives_up.n; i++)
		if (strlen(facts->gives_up.data[i]) == n && !memcmp(facts->gives_up.data[i], word, n))
			return true;
	return false;
}

/* False for a name with a word for giving up: put_page, page_put_many; but not output. */
static bool gives_nothing_up(const char *name, struct span args, void *arg)
{
	const struct fixing *f = arg;

	(void)args;
	for (; *name; name += *name == '_') {
		size_t n = strcspn(name, "_");

		if (is_giving_up(f->facts, name, n))
			return false;
		name += n;
	}
	return true;
}

bool gives_up_any(const struct fixing *f, struct span s)
{
	return !span_calls(f->c, s, gives_nothing_up, (void *)f);
}

const char *variable_set(const struct fixing *f, const struct stmt *s)
{
	const char *t = f->c->text;
	size_t to = s->at.from, at;

	while (to < s->at.to && is_word(t[to]))
		to++;
	for (at = to; at < s->at.to && isspace((unsigned char)t[at]); at++)
		;
	if (s->kind != ST_EXPR || to == s->at.from || at + 1 >= s->at.to || t[at] != '=' || t[at + 1] == '=')
		return NULL;
	return arena_strndup(&f->out->mem, t + s->at.from, to - s->at.from);
}

/* Does the variable have a value before, or is it declared inside the piece? */
static bool is_set_before(const struct fixing *f, const char *variable, size_t before)
{
	struct span in = { f->c->head.from, before };
	size_t at, behind;

	if (span_has(f->c, f->c->head, variable))
		return true;
	for (in.from = f->c->body->at.from; (at = span_find(f->c, in, variable)) != (size_t)-1; in.from = at + 1) {
		behind = at + strlen(variable);
		while (behind < before && isspace((unsigned char)f->c->text[behind]))
			behind++;
		if (f->c->text[behind] == '=' && f->c->text[behind + 1] != '=')
			return true;
	}
	return false;
}

bool leaves_unset(const struct fixing *f, const struct stmt *branch, size_t end)
{
	struct span rest = { end, f->c->body->at.to };
	struct stmt *s;

	for (s = (struct stmt *)branch; s && s->at.from < branch->at.to; s = code_next(f->c, s)) {
		const char *variable = variable_set(f, s);

		if (variable && span_has(f->c, rest, variable) && !is_set_before(f, variable, branch->at.from))
			return true;
	}
	return false;
}

bool is_declaration(const struct fixing *f, const struct stmt *s)
{
	const char *t = f->c->text;
	size_t at = s->at.from, star;

	if (s->kind != ST_EXPR)
		return false;
	while (is_word(t[at]))
		at++;
	for (star = at; star < s->at.to && (isspace((unsigned char)t[star]) || t[star] == '*'); star++)
		;
	/* "type name" or "type *name"; "a * b;" isn't used as a statement */
	return at > s->at.from && star > at && is_word(t[star]);
}

bool is_returned(const struct fixing *f, const char *variable)
{
	const struct code *c = f->c;
	struct stmt *s;
	size_t at;

	for (s = code_next(c, NULL); s; s = code_next(c, s)) {
		at = s->kind == ST_RETURN ? span_find(c, s->word, variable) : (size_t)-1;
		/* the variable itself, not a member that it points to */
		if (at != (size_t)-1 && memcmp(c->text + at + strlen(variable), "->", 2) != 0)
			return true;
	}
	return false;
}

bool has_directive(const struct code *c, struct span s)
{
	size_t at;

	for (at = s.from; at < s.to; at++)
		if (c->text[at] == '#' && code_indent(c, at).to == at)
			return true;
	return false;
}
