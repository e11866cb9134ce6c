/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A member is used of a page that may be of the wrong kind. A test for that kind joins the
 * condition that leads to the use, or stands beside a test of the same page that gives up, and
 * gives up in the same way: what must be undone there is known to be nothing more.
 */
#include "fix/propose.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define LINE_WIDTH	80
#define TAB_WIDTH	8

struct guarding {
	struct fixing *f;
	const char *page, *guard;	/* "page", "is_device(page)" */
	const char *root;		/* the variable in `page` */
};

/* --- conditions ------------------------------------------------------------------------- */

static unsigned column_of(const struct code *c, size_t at)
{
	size_t i = code_indent(c, at).from;
	unsigned col = 0;

	for (; i < at; i++)
		col += c->text[i] == '\t' ? TAB_WIDTH - col % TAB_WIDTH : 1;
	return col;
}

static unsigned line_width(const struct code *c, size_t at)
{
	size_t end = at;

	while (end < c->n && c->text[end] != '\n')
		end++;
	return column_of(c, end);
}

/* A space, or a new line that is aligned with what is at `with` when this one gets too long. */
static const char *space_for(const struct guarding *g, size_t at, size_t with, size_t more)
{
	const struct code *c = g->f->c;
	unsigned col = column_of(c, with), i;
	struct strbuf b = { 0 };
	const char *r;

	if (line_width(c, at) + more <= LINE_WIDTH)
		return " ";
	strbuf_addc(&b, '\n');
	for (i = 0; i + TAB_WIDTH <= col; i += TAB_WIDTH)
		strbuf_addc(&b, '\t');
	for (; i < col; i++)
		strbuf_addc(&b, ' ');
	r = arena_strdup(&g->f->out->mem, strbuf_str(&b));
	strbuf_free(&b);
	return r;
}

/* The part of a condition, between its outermost && and ||, that the place is in. */
static struct span atom_at(const struct code *c, struct span cond, size_t at)
{
	struct span s = cond;
	unsigned depth = 0;
	size_t i;

	for (i = cond.from; i + 1 < cond.to; i++) {
		depth += c->text[i] == '(';
		depth -= c->text[i] == ')';
		if (depth || (memcmp(c->text + i, "&&", 2) && memcmp(c->text + i, "||", 2)))
			continue;
		if (i >= at) {
			s.to = i;
			break;
		}
		s.from = i + 2;
		i++;
	}
	return span_trim(c, s);
}

/* What only ||, or only &&, is needed around; else parentheses. */
static void put_in_front(struct guarding *g, struct span cond, struct span atom, bool reject)
{
	const struct code *c = g->f->c;
	const char *op = reject ? "||" : "&&", *not = reject ? "" : "!";
	bool mixed = span_has_operator(c, cond, reject ? "&&" : "||");
	struct proposal *p = proposal_new(g->f, reject ? "takes the way out for %s, too" : "leaves %s out of it",
					  g->f->r->pages);
	size_t more = strlen(g->guard) + 5;

	edit_insert(&p->edits, atom.from, "%s%s%s %s%s", mixed ? "(" : "", not, g->guard, op,
		    space_for(g, atom.from, cond.from, more));
	if (mixed)
		edit_insert(&p->edits, atom.to, ")");
}

/* The next part of a condition behind `at`, up to && or the end. */
static struct span next_atom(const struct code *c, struct span cond, size_t at)
{
	struct span s = atom_at(c, cond, at);

	return span_trim(c, s);
}

/*
 * Around all of the condition: at its end, when what is in front may have made sure that there
 * is a page at all; but not behind what does something (takes a lock) that the body undoes.
 */
static void leave_out(struct guarding *g, struct span cond)
{
	const struct code *c = g->f->c;
	bool mixed = span_has_operator(c, cond, "||");
	size_t more = strlen(g->guard) + 5, at;
	struct span atom;
	struct proposal *p;

	cond = span_trim(c, cond);
	if (span_only_looks(g->f, cond)) {
		p = proposal_new(g->f, "leaves %s out of it", g->f->r->pages);
		if (mixed)
			edit_insert(&p->edits, cond.from, "(");
		edit_insert(&p->edits, cond.to, "%s &&%s!%s", mixed ? ")" : "",
			    space_for(g, cond.to, cond.from, more), g->guard);
		return;
	}
	if (mixed)
		return;
	for (at = cond.from; at < cond.to; at = atom.to + 2) {
		atom = next_atom(c, cond, at);
		if (!span_only_looks(g->f, atom))
			break;
	}
	put_in_front(g, cond, atom, false);
}

static bool is_negated(const struct code *c, struct span atom)
{
	return c->text[atom.from] == '!' && c->text[atom.from + 1] != '=';
}

static bool is_in(struct span s, size_t at)
{
	return at >= s.from && at < s.to;
}

/*
 * The use is part of a condition itself. Where a flag bit decides, a page of the wrong kind
 * hasn't got what it stands for. Else such a page is given up on where others are, or left out.
 */
static void in_condition(struct guarding *g, struct stmt *s)
{
	struct span cond = without_hints(g->f, s->cond), atom = atom_at(g->f->c, cond, g->f->at);
	bool gives_up = s->kind == ST_IF && !s->orelse && stmt_jumps(stmt_single(s->body));

	if (span_has(g->f->c, cond, g->guard))
		return;
	put_in_front(g, cond, atom, is_negated(g->f->c, atom) || (gives_up && !g->f->r->flag));
}

static bool assigns(const struct guarding *g, const struct stmt *s)
{
	const struct code *c = g->f->c;
	struct span in = s->at;
	size_t at;

	while ((at = span_find(c, in, g->root)) != (size_t)-1) {
		size_t behind = at + strlen(g->root);

		while (isspace((unsigned char)c->text[behind]))
			behind++;
		if (c->text[behind] == '=' && c->text[behind + 1] != '=')
			return true;
		in.from = at + 1;
	}
	return false;
}

/* Conditions around the use that speak of the page: without it nothing is left undone. */
static void in_condition_around(struct guarding *g)
{
	const struct stmt *s = g->f->place, *up = stmt_around(s);

	for (; up && !assigns(g, s); s = up, up = stmt_around(up))
		if (up->kind == ST_IF && !up->orelse && is_in(up->body->at, g->f->at) &&
		    span_has(g->f->c, up->cond, g->root) && !span_has(g->f->c, up->cond, g->guard))
			leave_out(g, without_hints(g->f, up->cond));
}

/* --- tests that give up ---------------------------------------------------------------------- */

/* A test that only looks and then jumps; what it does is no more than that. */
static struct stmt *gives_up(const struct guarding *g, const struct stmt *s)
{
	struct stmt *jump;

	if (s->kind != ST_IF || s->orelse || !span_only_looks(g->f, s->cond))
		return NULL;
	jump = stmt_single(s->body);
	return jump && stmt_jumps(jump) ? jump : NULL;
}

static const char *test_and(const struct guarding *g, const struct stmt *jump)
{
	return arena_printf(&g->f->out->mem, "if (%s)\n\t%s", g->guard,
			    span_dup(&g->f->out->mem, g->f->c, jump->at));
}

/* The statement, a whole one of a block, that the use is in. */
static struct stmt *item_of(struct stmt *s)
{
	while (s && !(s->parent && s->parent->kind == ST_BLOCK))
		s = s->parent;
	return s;
}

/* break and continue mean the same only in the same loop. */
static bool same_loop(const struct stmt *a, const struct stmt *b)
{
	while (a && a->kind != ST_LOOP && a->kind != ST_SWITCH)
		a = a->parent;
	while (b && b->kind != ST_LOOP && b->kind != ST_SWITCH)
		b = b->parent;
	return a == b;
}

struct page_test {
	const struct guarding *g;
	bool found;
};

static bool tests_page(const char *name, struct span args, void *arg)
{
	struct page_test *t = arg;

	t->found |= !is_form(t->g->f, name, FORM_HINT) && !is_form(t->g->f, name, FORM_ERROR_TEST) &&
		    span_has(t->g->f->c, args, t->g->root);
	return !t->found;
}

/*
 * Is it about what sort of page it is? Where there is none nothing was taken either, so that
 * the way out of such a test leaves more behind when there is one.
 */
static bool tells_pages(const struct guarding *g, struct span cond)
{
	struct page_test t = { .g = g };

	span_calls(g->f->c, cond, tests_page, &t);
	return t.found;
}

/* Behind a test of the page in front of the use, with nothing done in between. */
static void behind_test(struct guarding *g)
{
	struct stmt *item = item_of(g->f->place), *s;

	for (; item; item = item_of(item->parent)) {
		for (s = item->prev; s; s = s->prev) {
			struct stmt *jump = gives_up(g, s);

			if (jump && tells_pages(g, s->cond)) {
				struct proposal *p = proposal_new(g->f, "gives up on %s where other pages are given up on",
							  g->f->r->pages);

				edit_before(&p->edits, g->f->c, s->next, test_and(g, jump));
				return;
			}
			if (s->kind == ST_LABEL || s->kind == ST_CASE || assigns(g, s) ||
			    !span_only_looks(g->f, s->at))
				return;
		}
		if (stmt_around(item) && !span_only_looks(g->f, stmt_around(item)->cond))
			return;
		if (stmt_around(item) && stmt_around(item)->kind != ST_IF)
			return;
	}
}

/* What is read is tested at once, and given up on. */
static void before_test(struct guarding *g)
{
	struct stmt *item = item_of(g->f->place), *jump;

	if (!item || item->kind != ST_EXPR || !item->next || !span_only_looks(g->f, item->at))
		return;
	jump = gives_up(g, item->next);
	if (jump && same_loop(item, jump)) {
		struct proposal *p = proposal_new(g->f, "gives up on %s where the test that follows does",
						  g->f->r->pages);

		edit_before(&p->edits, g->f->c, item, test_and(g, jump));
	}
}

/* Nothing was done yet in a function that has no answer, or says no. */
static void at_start(struct guarding *g)
{
	struct stmt *item = item_of(g->f->place), *s;
	const struct code *c = g->f->c;
	bool none = span_has(c, c->head, "void"), no = span_has(c, c->head, "bool");

	if (!item || item->parent != c->body || c->text[c->name.from - 1] == '*' || (!none && !no) ||
	    (none && span_find(c, c->head, "void") > c->name.from) ||
	    (no && span_find(c, c->head, "bool") > c->name.from))
		return;
	for (s = item->prev; s; s = s->prev)
		if (!span_only_looks(g->f, s->at))
			return;
	edit_before(&proposal_new(g->f, "does nothing for %s", g->f->r->pages)->edits, c, item,
		    arena_printf(&g->f->out->mem, "if (%s)\n\treturn%s;", g->guard, no ? " false" : ""));
}

/* --- the page ------------------------------------------------------------------------------------ */

static const char *root_of(struct arena *mem, const char *page)
{
	const char *from = page + strspn(page, "&*(");
	size_t n = strspn(from, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

	return arena_strndup(mem, from, n);
}

static void guard_page(struct fixing *f, const char *page)
{
	struct guarding g = { .f = f, .page = page, .root = root_of(&f->out->mem, page) };
	struct stmt *s = f->place;
	bool decides = (s->kind == ST_IF || s->kind == ST_LOOP) && is_in(s->cond, f->at);

	g.guard = arena_printf(&f->out->mem, "%s(%s)", f->r->call, page);
	if (decides && f->r->flag)
		in_condition(&g, s);
	behind_test(&g);
	before_test(&g);
	if (decides && !f->r->flag)
		in_condition(&g, s);
	in_condition_around(&g);
	at_start(&g);
}

static bool each_argument(const char *name, struct span args, void *arg)
{
	struct fixing *f = arg;
	size_t from = args.from, at;

	(void)name;
	for (at = args.from; at <= args.to; at++)
		if (at == args.to || f->c->text[at] == ',') {
			const char *page = span_dup(&f->out->mem, f->c, span_trim(f->c, (struct span){ from, at }));

			if (is_identifier_text(page) && !isdigit((unsigned char)*page))
				guard_page(f, page);
			from = at + 1;
		}
	return false;
}

void propose_guard(struct fixing *f)
{
	const char *root = is_code(f->r->subject) ? root_of(&f->out->mem, f->r->subject) : "";
	struct span here = f->place->at, from_here = { f->at, f->place->at.to };

	if (f->place->kind == ST_BLOCK || f->place->kind == ST_LABEL || !f->r->call)
		return;
	if (f->place->kind == ST_IF || f->place->kind == ST_LOOP || f->place->kind == ST_SWITCH)
		here = f->place->cond;
	/* a callee's word for it may be no word of ours: then it is one of the call's arguments */
	if (*root && span_has(f->c, here, root))
		guard_page(f, f->r->subject);
	else
		span_calls(f->c, from_here, each_argument, f);
}
