/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Adds the test to a condition that leads to the use, or puts it before the use, with the same exit
 * as an existing test nearby. Between that test and the use nothing may be taken or given up, so
 * the same cleanup is right.
 */
#include "fix/guard.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define LINE_WIDTH	80
#define TAB_WIDTH	8

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

/* A space, or a line break aligned with the text at `with` when the line would get too long. */
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

/* The operand of the condition's outermost && and || that contains the place. */
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

/*
 * Inserts "guard || atom" when the wrong kind of page should take the branch, else "!guard &&
 * atom".
 */
static void put_in_front(struct guarding *g, struct span cond, struct span atom, bool taken)
{
	const struct code *c = g->f->c;
	const char *op = taken ? "||" : "&&", *not = taken ? "" : "!";
	bool mixed = span_has_operator(c, cond, taken ? "&&" : "||");
	struct proposal *p = proposal_new(g->f, taken ? "takes the branch where '%s' is true, too" :
					  "leaves out pages for which '%s' is true", g->guard);
	size_t more = strlen(g->guard) + 5;

	edit_insert(&p->edits, atom.from, "%s%s%s %s%s", mixed ? "(" : "", not, g->guard, op,
		    space_for(g, atom.from, cond.from, more));
	if (mixed)
		edit_insert(&p->edits, atom.to, ")");
}

/* Steps inside "!(...)", "(...)" or likely(...) around the whole condition. */
static bool step_inside(const struct fixing *f, struct span *cond)
{
	struct span in = without_hints(f, *cond);
	const char *t = f->c->text;
	unsigned depth = 0;
	size_t i;

	while (in.from < in.to && (t[in.from] == '!' || isspace((unsigned char)t[in.from])))
		in.from++;
	if (in.from >= in.to || t[in.from] != '(' || t[in.to - 1] != ')')
		return false;
	for (i = in.from; i < in.to; i++) {
		depth += t[i] == '(';
		depth -= t[i] == ')';
		if (!depth && i + 1 < in.to)
			return false;
	}
	*cond = (struct span){ in.from + 1, in.to - 1 };
	return true;
}

/* Finds the innermost && or || that contains the place, and its operand. */
static void innermost(const struct fixing *f, struct span *cond, struct span *atom)
{
	*atom = *cond;
	do {
		*cond = without_hints(f, *atom);
		*atom = atom_at(f->c, *cond, f->at);
	} while (step_inside(f, atom));
}

enum answer { ANSWER_NONE, ANSWER_TAKEN, ANSWER_NOT_TAKEN };

/*
 * The value of the operand for a page that doesn't have the member: a bit is clear, a pointer is
 * NULL, no comparison for equality is true. Unknown for < and >.
 */
static enum answer answer_of(const struct fixing *f, struct span atom)
{
	const char *t = f->c->text;
	bool null = span_has(f->c, atom, "NULL");
	unsigned negated = 0;
	size_t i;

	if (span_has_operator(f->c, atom, "=="))
		return null ? ANSWER_TAKEN : ANSWER_NOT_TAKEN;
	if (span_has_operator(f->c, atom, "!="))
		return null ? ANSWER_NOT_TAKEN : ANSWER_TAKEN;
	for (i = atom.from; i < atom.to && (t[i] == '!' || isspace((unsigned char)t[i])); i++)
		negated += t[i] == '!';
	for (; i < atom.to; i++)
		if (t[i] == '?' || t[i] == '<' || (t[i] == '>' && t[i - 1] != '-') ||
		    (t[i] == '=' && t[i + 1] != '='))
			return ANSWER_NONE;
	return negated % 2 ? ANSWER_TAKEN : ANSWER_NOT_TAKEN;
}

/* Is it not a call, or the call that tests the bit? The result of other functions is unknown. */
static bool is_plain(const struct fixing *f, struct span atom)
{
	const char *t = f->c->text;
	size_t at;

	while (atom.from < atom.to && (t[atom.from] == '!' || isspace((unsigned char)t[atom.from])))
		atom.from++;
	atom = without_hints(f, atom);
	for (at = atom.from; at < atom.to && is_word(t[at]); at++)
		;
	if (at == atom.from || at >= atom.to || t[at] != '(')
		return true;
	/* the use is the call itself or its argument, not a call inside its argument */
	return f->r->flag && (f->at <= at || !memchr(t + at + 1, '(', f->at - at - 1));
}

/* Does the branch retry the lookup? Then a page of the wrong kind would be looked up forever. */
static bool starts_over(const struct fixing *f, struct stmt *branch)
{
	struct stmt *s;

	for (s = branch; s && s->at.from < branch->at.to; s = code_next(f->c, s)) {
		const struct stmt *label = s->kind == ST_GOTO ? code_label(f->c, s->word) : NULL;

		if (label && label->at.from < s->at.from)
			return true;
	}
	return false;
}

/* The use is in a condition: adds the test there. */
void guard_condition(struct guarding *g, struct stmt *s)
{
	const struct fixing *f = g->f;
	struct span cond = s->cond, atom;
	enum answer answer;

	if (f->r->no_answer || !is_within(s->cond, g->used) || has_directive(f->c, s->cond) ||
	    span_has(f->c, s->cond, g->guard) || (s->kind == ST_LOOP && !f->r->flag))
		return;
	innermost(f, &cond, &atom);
	answer = is_plain(f, atom) ? answer_of(f, atom) : ANSWER_NONE;
	if (answer == ANSWER_NONE || (answer == ANSWER_TAKEN && starts_over(f, s->body)) ||
	    (answer == ANSWER_NOT_TAKEN && s->orelse && starts_over(f, s->orelse)))
		return;
	put_in_front(g, cond, atom, answer == ANSWER_TAKEN);
}

/*
 * Adds the test to the whole condition: at its end, since its beginning may check that there is a
 * page; but not after an operand with a side effect (taking a lock) that the body undoes.
 */
static void leave_out(struct guarding *g, struct span cond)
{
	const struct code *c = g->f->c;
	bool mixed = span_has_operator(c, cond, "||");
	size_t more = strlen(g->guard) + 5, at;
	struct span atom = cond;
	struct proposal *p;

	if (span_only_looks(g->f, cond)) {
		p = proposal_new(g->f, "leaves out pages for which '%s' is true", g->guard);
		if (mixed)
			edit_insert(&p->edits, cond.from, "(");
		edit_insert(&p->edits, cond.to, "%s &&%s!%s", mixed ? ")" : "",
			    space_for(g, cond.to, cond.from, more), g->guard);
		return;
	}
	if (mixed)
		return;
	for (at = cond.from; at < cond.to; at = atom.to + 2) {
		atom = atom_at(c, cond, at);
		if (!span_only_looks(g->f, atom))
			break;
	}
	put_in_front(g, cond, atom, false);
}

/*
 * May the branch be skipped? Nothing may be left undone: it gives nothing up, unless the condition
 * is about the kind of page, as other pages skip it already. And every variable that it sets must
 * have a value before.
 */
static bool can_go_without(const struct guarding *g, const struct stmt *s)
{
	return (tells_pages(g, s->cond) || !gives_up_any(g->f, s->body->at)) &&
	       !leaves_unset(g->f, s->body, s->at.to);
}

/* Adds the test to a condition around the use that mentions the page. */
void guard_around(struct guarding *g)
{
	struct stmt *s = g->f->place, *up = stmt_around(s);

	for (; up && up->kind == ST_IF && !sets_page(g, s); s = up, up = stmt_around(up)) {
		if (!is_within(up->body->at, g->f->at) || up->orelse || !names_page(g, up->cond) ||
		    has_directive(g->f->c, up->cond) || span_has(g->f->c, up->cond, g->guard))
			continue;
		if (can_go_without(g, up))
			leave_out(g, without_hints(g->f, up->cond));
		return;
	}
}
