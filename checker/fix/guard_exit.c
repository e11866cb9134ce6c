/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Adds a test with an exit before the use. What an exit has to undo is unknown, so an existing one
 * is copied: that of a test before or after the use, with nothing taken, given up or waited for in
 * between.
 */
#include "fix/guard.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BODY	3	/* statements of an exit */

static bool is_constant_name(const char *text)
{
	return text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] == '\0' && isupper((unsigned char)*text);
}

/* Does it return false, an error, or a variable? */
static bool says_no(const struct fixing *f, const struct stmt *ret)
{
	const char *v = span_dup(&f->out->mem, f->c, ret->word);
	size_t n = strcspn(v, "(");
	const char *call = arena_strndup(&f->out->mem, v, n);

	if (!*v || !strcmp(v, "NULL") || !strcmp(v, "0") || !strcmp(v, "false"))
		return true;
	if (v[0] == '-' && v[1] == 'E' && is_constant_name(v + 1))
		return true;
	if (v[n] && is_form(f, call, FORM_ERROR_POINTER))
		return true;
	return is_identifier_text(v) && !isdigit((unsigned char)*v) && strcmp(v, "true") != 0 && !is_constant_name(v);
}

static const struct stmt *loop_of(const struct stmt *s)
{
	while (s && s->kind != ST_LOOP && s->kind != ST_SWITCH)
		s = s->parent;
	return s;
}

/* Does the loop process another item in its next iteration: for, for_each_thing()? */
static bool moves_on(const struct code *c, const struct stmt *loop)
{
	struct span word = { loop->at.from, loop->at.from };

	while (is_word(c->text[word.to]))
		word.to++;
	if (span_is(c, word, "while") || span_is(c, word, "do"))
		return false;
	/* not "for (;;)" */
	return loop->cond.to > loop->cond.from &&
	       c->text[span_trim(c, loop->cond).to - 1] != ';';
}

/* Does the code at the label only clean up, rather than process such pages? */
static bool only_undoes(const struct guarding *g, const struct stmt *label)
{
	const struct code *c = g->f->c;
	stmts run = { 0 };
	bool fine = true;
	size_t i;

	straight_from(label, &run);
	for (i = 0; i < run.n && fine; i++) {
		const struct stmt *s = run.data[i];

		fine = s->kind == ST_RETURN || s->kind == ST_CONTINUE || !names_page(g, s->at) ||
		       gives_up_any(g->f, s->at);
		if (s->kind == ST_GOTO)
			fine = code_label(c, s->word) && code_label(c, s->word)->at.from > s->at.from;
	}
	vec_free(&run);
	return fine;
}

/* Does the jump end the work on this page for good, as is right for an unwanted one? */
static bool is_way_out(const struct guarding *g, const struct stmt *jump)
{
	const struct code *c = g->f->c;
	const struct stmt *label, *loop;

	switch (jump->kind) {
	case ST_RETURN:
		return says_no(g->f, jump);
	case ST_GOTO:
		label = code_label(c, jump->word);
		return label && label->at.from > jump->at.from && only_undoes(g, label);
	case ST_CONTINUE:
		loop = loop_of(jump);
		return loop && loop->kind == ST_LOOP && moves_on(c, loop);
	case ST_BREAK:
		loop = loop_of(jump);
		return loop && loop->kind == ST_SWITCH;
	default:
		return false;
	}
}

/* The jump that ends a branch of a few simple statements, "ret = -EINVAL; goto out;". */
static struct stmt *last_of(const struct fixing *f, struct stmt *body)
{
	struct stmt *s = body->kind == ST_BLOCK ? body->body : body;
	unsigned n;

	for (n = 1; s && n < MAX_BODY && s->kind == ST_EXPR && s->next; n++, s = s->next)
		/* a message would be about something else */
		if (memchr(f->c->text + s->at.from, '"', s->at.to - s->at.from))
			return NULL;
	return s && stmt_jumps(s) && !s->next ? s : NULL;
}

/* The jump of a test without side effects whose branch does nothing but leave; or NULL. */
static struct stmt *gives_up(const struct guarding *g, const struct stmt *s)
{
	struct stmt *jump;

	if (s->kind != ST_IF || s->orelse || !span_only_looks(g->f, s->cond) || has_directive(g->f->c, s->at))
		return NULL;
	jump = last_of(g->f, s->body);
	return jump && is_way_out(g, jump) ? jump : NULL;
}

static const char *test_and_leave(const struct guarding *g, const struct stmt *test)
{
	const struct stmt *s = test->body->kind == ST_BLOCK ? test->body->body : test->body;
	bool block = s->next != NULL;
	struct strbuf b = { 0 };
	const char *r;

	strbuf_addf(&b, "if (%s)%s", g->guard, block ? " {" : "");
	for (; s; s = s->next)
		strbuf_addf(&b, "\n\t%s", span_dup(&g->f->out->mem, g->f->c, s->at));
	if (block)
		strbuf_adds(&b, "\n}");
	r = arena_strdup(&g->f->out->mem, strbuf_str(&b));
	strbuf_free(&b);
	return r;
}

/* break and continue have the same target only in the same loop. */
static bool means_the_same(const struct stmt *jump, const struct stmt *there)
{
	return (jump->kind != ST_BREAK && jump->kind != ST_CONTINUE) || loop_of(jump) == loop_of(there);
}

/* --- the statement that contains the use ---------------------------------------------------- */

/* Does an earlier part of the same statement decide whether there is a page? */
static bool is_decided_within(const struct guarding *g, const struct stmt *item)
{
	const struct code *c = g->f->c;
	struct span in = { item->at.from, g->f->at };
	size_t i;

	for (i = in.from; i + 1 < in.to; i++)
		if (c->text[i] == '?' || !memcmp(c->text + i, "&&", 2) || !memcmp(c->text + i, "||", 2))
			return true;
	return false;
}

/*
 * The statement that contains the use, itself or in its condition, and before which a test may be
 * inserted.
 */
static struct stmt *item_of_use(const struct guarding *g)
{
	struct stmt *s = g->f->place, *item = item_of(s);

	if (!item || is_declaration(g->f, s) || sets_page(g, item) || is_decided_within(g, item) ||
	    has_directive(g->f->c, (struct span){ item->at.from, g->f->at }))
		return NULL;
	/* the only statement of a branch, but not "else if" */
	if (item != s && stmt_around(s) == item && item->body == s && s->kind != ST_IF)
		return s;
	return item == s ? item : NULL;
}

/* Is it just "!page", so that it doesn't matter which page it is? */
static bool is_null_test(const struct guarding *g, struct span cond)
{
	struct span in = without_hints(g->f, cond);
	unsigned i;

	for (i = 0; i < g->n; i++)
		if (g->f->c->text[in.from] == '!' &&
		    span_is(g->f->c, span_trim(g->f->c, (struct span){ in.from + 1, in.to }), g->names[i]))
			return true;
	return false;
}

/*
 * Can its exit be copied? It must be about the kind of page, or, when the page has no reference,
 * about whether there is a page.
 */
static bool fits(const struct guarding *g, const struct stmt *test)
{
	return tells_pages(g, test->cond) || (g->f->r->unreferenced && is_null_test(g, test->cond));
}

static void leave_by(struct guarding *g, struct stmt *item, const struct stmt *test, const char *which)
{
	struct proposal *p = proposal_new(g->f, "gives up where '%s' is true, as the test %s does", g->guard, which);

	edit_before(&p->edits, g->f->c, item, test_and_leave(g, test));
}

/* Does it assign a variable that is returned? Then the exit returns something else. */
static bool changes_answer(const struct fixing *f, const struct stmt *s)
{
	const char *variable = variable_set(f, s);

	return variable && is_returned(f, variable);
}

static bool may_pass(const struct guarding *g, const struct stmt *s)
{
	return s->kind != ST_LABEL && s->kind != ST_CASE && !sets_page(g, s) && span_only_looks(g->f, s->at) &&
	       !changes_answer(g->f, s);
}

/* Moves to the surrounding block; false when the code before may have taken something. */
static bool may_leave_block(const struct guarding *g, const struct stmt *item)
{
	const struct stmt *up = stmt_around(item);

	return !up || (up->kind == ST_IF && span_only_looks(g->f, up->cond));
}

static void as_before(struct guarding *g, struct stmt *use)
{
	struct stmt *item = item_of(use), *s, *jump;

	if (use != item && !may_leave_block(g, use))
		return;
	for (; item && item->parent; item = item_of(item->parent)) {
		for (s = item->prev; s; s = s->prev) {
			jump = gives_up(g, s);
			if (jump && fits(g, s) && means_the_same(jump, use) &&
			    !has_directive(g->f->c, (struct span){ s->at.from, use->at.from })) {
				leave_by(g, use, s, "before it");
				return;
			}
			if (!may_pass(g, s))
				return;
		}
		if (!may_leave_block(g, item))
			return;
	}
}

static bool tests_result(const struct fixing *f, const struct stmt *use, const struct stmt *test)
{
	const char *variable = variable_set(f, use);

	return variable && span_has(f->c, test->cond, variable);
}

/*
 * Copies the exit of a test after the use, of the value that was read or of the page. A use inside
 * a condition is left to guard_cond.c.
 */
static void as_behind(struct guarding *g, struct stmt *use)
{
	struct stmt *item = item_of(use), *s, *jump;

	if (use->kind != ST_EXPR || !span_only_looks(g->f, use->at) || changes_answer(g->f, use) ||
	    (use != item && !may_leave_block(g, use)))
		return;
	for (; item && item->parent; item = item_of(item->parent)) {
		for (s = item->next; s; s = s->next) {
			jump = gives_up(g, s);
			if (jump && means_the_same(jump, use) &&
			    (tells_pages(g, s->cond) || tests_result(g->f, use, s)) &&
			    !has_directive(g->f->c, (struct span){ use->at.from, s->at.to })) {
				leave_by(g, use, s, "behind it");
				return;
			}
			if (!may_pass(g, s))
				return;
		}
		if (!may_leave_block(g, item))
			return;
	}
}

/* The text with each line indented one step further. */
static const char *indented_more(const struct fixing *f, struct span s)
{
	struct strbuf b = { 0 };
	const char *r;

	for (; s.from < s.to; s.from++) {
		strbuf_addc(&b, f->c->text[s.from]);
		if (f->c->text[s.from] == '\n')
			strbuf_addc(&b, '\t');
	}
	r = arena_strdup(&f->out->mem, strbuf_str(&b));
	strbuf_free(&b);
	return r;
}

/* When the statement is only the offending call, and gives nothing up, makes it conditional. */
void guard_statement(struct guarding *g)
{
	const struct fixing *f = g->f;
	struct stmt *s = f->place, *up = stmt_around(s);
	size_t name = s->at.from;
	struct proposal *p;

	while (is_word(f->c->text[name]))
		name++;
	if (!f->r->sink || s->kind != ST_EXPR || f->at != s->at.from || f->c->text[name] != '(' ||
	    gives_up_any(f, s->at) || (item_of(s) != s && (!up || up->kind != ST_IF || up->orelse)))
		return;
	p = proposal_new(g->f, "leaves out pages for which '%s' is true", g->guard);
	edit_add(&p->edits, s->at, "if (!%s)\n%s\t%s", g->guard,
		 span_dup(&f->out->mem, f->c, code_indent(f->c, s->at.from)), indented_more(f, s->at));
}

void guard_exit(struct guarding *g)
{
	struct stmt *use = item_of_use(g);

	if (!use)
		return;
	as_before(g, use);
	as_behind(g, use);
}

/*
 * Returns at the start of the function, when nothing was done yet; only if it returns nothing or
 * false, and gives nothing up.
 */
void guard_start(struct guarding *g)
{
	const struct code *c = g->f->c;
	struct stmt *item = item_of_use(g), *s;
	bool none = span_has(c, c->head, "void"), no = span_has(c, c->head, "bool");

	if (!item || item->parent != c->body || c->text[c->name.from - 1] == '*' || (!none && !no) ||
	    (none && span_find(c, c->head, "void") > c->name.from) ||
	    (no && span_find(c, c->head, "bool") > c->name.from) || gives_up_any(g->f, c->body->at))
		return;
	for (s = item->prev; s; s = s->prev)
		if (!span_only_looks(g->f, s->at))
			return;
	edit_before(&proposal_new(g->f, "does nothing where '%s' is true", g->guard)->edits, c, item,
		    arena_printf(&g->f->out->mem, "if (%s)\n\treturn%s;", g->guard, no ? " false" : ""));
}
