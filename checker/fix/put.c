/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A reference is still held at the end of a path. Proposes to put it there, to go to a label that
 * puts it, or to put it earlier on the path, where other paths to the same end have put it.
 */
#include "fix/propose.h"

#include <stdlib.h>
#include <string.h>

static const char *put_text(const struct fixing *f)
{
	const struct remedy *r = f->r;

	return r->bare ? arena_printf(&f->out->mem, "if (%s)\n\t%s(%s);", r->subject, r->call, r->subject) :
			 arena_printf(&f->out->mem, "%s(%s);", r->call, r->subject);
}

struct put_call {
	const struct fixing *f;
	bool found;
};

static bool is_put_call(const char *name, struct span args, void *arg)
{
	struct put_call *p = arg;

	if (!strcmp(name, p->f->r->call) && span_is(p->f->c, span_trim(p->f->c, args), p->f->r->subject))
		p->found = true;
	return !p->found;
}

/* Does the statement put the reference, possibly after testing it? */
static bool is_put(const struct fixing *f, const struct stmt *s)
{
	struct put_call p = { .f = f };

	if (s->kind != ST_EXPR && s->kind != ST_IF)
		return false;
	span_calls(f->c, s->at, is_put_call, &p);
	return p.found;
}

static void before(struct fixing *f, struct stmt *s, const char *what)
{
	struct proposal *p = proposal_new(f, "puts '%s' before the %s", f->r->subject, what);

	edit_before(&p->edits, f->c, s, put_text(f));
}

static void at_end(struct fixing *f, struct stmt *s, const char *what)
{
	struct proposal *p = proposal_new(f, "puts '%s' at the end of the %s", f->r->subject, what);

	edit_at_end(&p->edits, f->c, s, put_text(f));
}

static const char *label_of(const struct fixing *f, const struct stmt *label)
{
	return span_dup(&f->out->mem, f->c, label->word);
}

/* Proposes a jump to an existing label, "out_put: put(x); return ret;", in place of the return. */
static void by_label(struct fixing *f, struct stmt *exit)
{
	struct stmt *s;

	for (s = code_next(f->c, NULL); s; s = code_next(f->c, s)) {
		stmts run = { 0 };
		struct stmt *ret;
		struct proposal *p;

		if (s->kind != ST_LABEL)
			continue;
		straight_from(s, &run);
		ret = run.n == 2 && is_put(f, run.data[0]) && run.data[1]->kind == ST_RETURN ? run.data[1] : NULL;
		vec_free(&run);
		if (!ret || ret == exit)
			continue;
		if (span_same(f->c, ret->word, exit->word)) {
			p = proposal_new(f, "leaves by '%s', which puts '%s'", label_of(f, s), f->r->subject);
			edit_add(&p->edits, exit->at, "goto %s;", label_of(f, s));
		} else if (is_identifier_text(span_dup(&f->out->mem, f->c, ret->word))) {
			p = proposal_new(f, "leaves by '%s', which puts '%s'", label_of(f, s), f->r->subject);
			edit_before(&p->edits, f->c, exit,
				    arena_printf(&f->out->mem, "%s = %s;", span_dup(&f->out->mem, f->c, ret->word),
						 span_dup(&f->out->mem, f->c, exit->word)));
			edit_add(&p->edits, exit->at, "goto %s;", label_of(f, s));
		}
	}
}

/* Does the code after the label reach the path's end without a branch or a put? */
static bool leads_to(const struct fixing *f, const struct stmt *label, const struct stmt *exit)
{
	stmts run = { 0 };
	bool yes = false;
	size_t i;

	straight_from(label, &run);
	for (i = 0; i < run.n && !is_put(f, run.data[i]); i++)
		yes |= run.data[i] == exit;
	/* the end of a function that returns nothing */
	if (exit == f->c->body && i == run.n && (!run.n || !stmt_jumps(vec_last(&run))))
		yes = true;
	vec_free(&run);
	return yes;
}

/* A label with a put that falls through to this one. */
static struct stmt *label_above(const struct fixing *f, const struct stmt *label)
{
	const struct stmt *s = label->prev;

	for (; s && s->kind == ST_LABEL; s = s->prev)
		;
	if (!s || !is_put(f, s))
		return NULL;
	for (s = s->prev; s; s = s->prev)
		if (s->kind == ST_LABEL)
			return (struct stmt *)s;
	return NULL;
}

static void one_goto(struct fixing *f, struct stmt *jump, const struct stmt *exit)
{
	struct stmt *label = code_label(f->c, jump->word), *above;

	if (!label || !leads_to(f, label, exit))
		return;
	above = label_above(f, label);
	if (above && above->prev) {
		struct proposal *p = proposal_new(f, "leaves by '%s', which puts '%s'", label_of(f, above),
						  f->r->subject);

		edit_add(&p->edits, jump->word, "%s", label_of(f, above));
	}
	before(f, jump, "jump to the end");
}

/* Is the jump in a branch that the path takes? */
static bool on_path(const struct fixing *f, const struct stmt *s)
{
	const struct stmt *above = stmt_around(s);

	return above && above->kind == ST_IF && path_has_line(f, code_line(f->c, above->at.from));
}

/* Proposes to change jumps to the path's end, first those in branches that the path takes. */
static void by_jumps(struct fixing *f, const struct stmt *exit)
{
	struct stmt *s;
	int pass;

	for (pass = 0; pass < 2; pass++)
		for (s = code_next(f->c, NULL); s; s = code_next(f->c, s)) {
			if (on_path(f, s) != !pass)
				continue;
			if (s->kind == ST_GOTO)
				one_goto(f, s, exit);
			else if (!pass && (s->kind == ST_BREAK || s->kind == ST_CONTINUE))
				before(f, s, s->kind == ST_BREAK ? "end of the loop" : "next turn");
		}
}

static bool ends_in_jump(const struct stmt *s)
{
	if (s->kind != ST_BLOCK)
		return stmt_jumps(s);
	for (s = s->body; s && s->next; s = s->next)
		;
	return s && stmt_jumps(s);
}

/* Proposes a put at the end of branches that the path takes and that join others before its end. */
static void by_branches(struct fixing *f)
{
	struct stmt *s;

	for (s = code_next(f->c, NULL); s; s = code_next(f->c, s)) {
		if (s->kind != ST_IF || !path_has_line(f, code_line(f->c, s->at.from)))
			continue;
		if (s->body && !ends_in_jump(s->body))
			at_end(f, s->body, "branch");
		if (s->orelse && s->orelse->kind != ST_IF && !ends_in_jump(s->orelse))
			at_end(f, s->orelse, "branch");
	}
}

static struct stmt *loop_around(const struct stmt *s)
{
	struct stmt *up = stmt_around(s);

	while (up && up->kind != ST_LOOP)
		up = stmt_around(up);
	return up;
}

/*
 * The variable is overwritten: proposes a put at the end of the loop that does so, or before the
 * assignment.
 */
static void overwritten(struct fixing *f)
{
	struct stmt *loop = loop_around(f->place);

	if (loop)
		at_end(f, loop->body, "loop");
	before(f, f->place, "next one is looked up");
}

void propose_put(struct fixing *f)
{
	struct stmt *exit = f->place;

	if (!is_code(f->r->subject) || !f->r->call)
		return;
	if (f->r->some_paths)
		by_branches(f);
	if (exit->kind == ST_RETURN) {
		by_label(f, exit);
		before(f, exit, "return");
	} else if (exit == f->c->body) {
		at_end(f, exit, "function");
	} else {
		overwritten(f);
	}
	by_jumps(f, exit);
	if (!f->r->some_paths)
		by_branches(f);
}
