/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A member is used of a page that may be of the wrong kind. Proposes each test that tells such
 * pages from others, the best one first, at each place where it may go.
 */
#include "fix/guard.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool names_page(const struct guarding *g, struct span s)
{
	unsigned i;

	for (i = 0; i < g->n; i++)
		if (span_has(g->f->c, s, g->names[i]))
			return true;
	return false;
}

static bool sets(const struct code *c, struct span in, const char *name)
{
	size_t at, behind;

	for (; (at = span_find(c, in, name)) != (size_t)-1; in.from = at + 1) {
		for (behind = at + strlen(name); isspace((unsigned char)c->text[behind]); behind++)
			;
		if (c->text[behind] == '=' && c->text[behind + 1] != '=')
			return true;
	}
	return false;
}

bool sets_page(const struct guarding *g, const struct stmt *s)
{
	unsigned i;

	for (i = 0; i < g->n; i++)
		if (sets(g->f->c, s->at, g->names[i]))
			return true;
	return false;
}

struct page_test {
	const struct guarding *g;
	bool found;
};

static bool tests_page(const char *name, struct span args, void *arg)
{
	struct page_test *t = arg;

	t->found |= !is_form(t->g->f, name, FORM_HINT) && !is_form(t->g->f, name, FORM_ERROR_TEST) &&
		    names_page(t->g, args);
	return !t->found;
}

bool tells_pages(const struct guarding *g, struct span cond)
{
	struct page_test t = { .g = g };

	span_calls(g->f->c, cond, tests_page, &t);
	return t.found;
}

struct stmt *item_of(struct stmt *s)
{
	while (s && !(s->parent && s->parent->kind == ST_BLOCK))
		s = s->parent;
	return s;
}

/* --- the page ------------------------------------------------------------------------------- */

static const char *root_of(struct arena *mem, const char *page)
{
	const char *from = page + strspn(page, "&*(");
	size_t n = strspn(from, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

	return arena_strndup(mem, from, n);
}

static void add_name(struct guarding *g, const char *page)
{
	const char *name = root_of(&g->f->out->mem, page);
	unsigned i;

	for (i = 0; i < g->n; i++)
		if (!strcmp(g->names[i], name))
			return;
	if (*name && g->n < MAX_NAMES)
		g->names[g->n++] = name;
}

/* "page)" for "is_device(page)". */
static const char *argument_of(const char *call)
{
	const char *paren = strchr(call, '(');

	return paren ? paren + 1 : "";
}

/*
 * The test with the names that the function uses: "is_device(page[0])" for "is_device(*page)";
 * NULL: the function has no name for the page.
 */
static const char *as_the_code(const struct fixing *f, const char *call)
{
	const char *arg = argument_of(call);
	char *page = arena_strndup(&f->out->mem, arg, strcspn(arg, ")")), *first;

	if (span_has(f->c, (struct span){ f->c->head.from, f->c->body->at.to }, page))
		return call;
	first = *page == '*' ? arena_printf(&f->out->mem, "%s[0]", page + 1) : NULL;
	return first && span_has(f->c, f->c->body->at, first) ?
	       arena_printf(&f->out->mem, "%.*s%s)", (int)(arg - call), call, first) : NULL;
}

/* Is the test already made before the use? Then its argument is valid there. */
static bool was_asked(const struct fixing *f, const char *call)
{
	return span_has(f->c, (struct span){ f->c->body->at.from, f->at }, call);
}

static void place_test(struct guarding *g)
{
	struct stmt *s = g->f->place;
	bool decides = (s->kind == ST_IF || s->kind == ST_LOOP) && is_within(s->cond, g->f->at);

	if (decides)
		guard_condition(g, s);
	guard_exit(g);
	guard_around(g);
	guard_statement(g);
	guard_start(g);
}

void propose_guard(struct fixing *f)
{
	const struct remedy *r = f->r;
	struct guarding g = { .f = f, .used = f->at };
	unsigned i;

	if (f->place->kind == ST_BLOCK || f->place->kind == ST_LABEL)
		return;
	if (r->use_line)
		g.used = code_offset(f->c, r->use_line, r->use_col);
	if (is_code(r->subject))
		add_name(&g, r->subject);
	for (i = 0; i < r->ntests; i++)
		if (!r->tests[i].entry)
			add_name(&g, argument_of(r->tests[i].call));
	for (i = 0; i < r->ntests; i++) {
		g.guard = as_the_code(f, r->tests[i].call);
		if (g.guard && is_code(g.guard) && (!r->tests[i].entry || was_asked(f, g.guard)))
			place_test(&g);
	}
}
