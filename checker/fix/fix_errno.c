/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A lookup that failed permanently is reported by an error that makes callers look up again. The
 * fix returns a different error in the branch where the lookup fails, if no other path reaches the
 * same return with that error.
 */
#include "fix/propose.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *value_text(const struct fixing *f)
{
	return f->r->call ? arena_printf(&f->out->mem, "%s(%s)", f->r->call, f->r->value) : f->r->value;
}

/* --- can the callers handle an error --------------------------------------------------------- */

struct seeks {
	const struct fixing *f;
	enum form form;
	bool found;
};

static bool seek_form(const char *name, struct span args, void *arg)
{
	struct seeks *s = arg;

	(void)args;
	s->found |= is_form(s->f, name, s->form);
	return !s->found;
}

static bool uses_form(const struct fixing *f, const struct code *c, enum form form)
{
	struct seeks s = { .f = f, .form = form };

	span_calls(c, c->body->at, seek_form, &s);
	return s.found;
}

/* Does the function return errors elsewhere: "return -ENOENT;", "ret = -EINVAL;"? */
static bool reports_errno(const struct code *c)
{
	size_t at;

	for (at = c->body->at.from; at + 2 < c->body->at.to; at++)
		if (c->text[at] == '-' && c->text[at + 1] == 'E' && isupper((unsigned char)c->text[at + 2]))
			return true;
	return false;
}

/* Do all callers (all in this file) test for error pointers? */
static bool callers_test(const struct fixing *f)
{
	const char *name = span_dup(&f->out->mem, f->c, f->c->name);
	struct span rest = { 0, f->c->n };
	bool fine = span_has(f->c, f->c->head, "static");
	size_t at;

	while (fine && (at = span_find(f->c, rest, name)) != (size_t)-1) {
		struct code caller = { 0 };

		rest.from = at + strlen(name);
		if (at >= f->c->head.from && at < f->c->body->at.to)
			continue;
		if (code_read(&caller, f->c->text, f->c->n, code_line(f->c, at)) &&
		    at >= caller.body->at.from && at < caller.body->at.to)
			fine = uses_form(f, &caller, FORM_ERROR_TEST);
		code_free(&caller);
	}
	return fine;
}

/* Is the return type one that can't hold a negative number? */
static bool takes_no_errno(const struct code *c)
{
	static const char *const types[] = { "bool", "unsigned", "u8", "u16", "u32", "u64", "size_t", "void" };
	struct span type = { c->head.from, c->name.from };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(types); i++)
		if (span_has(c, type, types[i]))
			return true;
	return false;
}

/*
 * Does it count, "nr++" or "nr += n"? Returning an error would lose the count, and with it what was
 * obtained so far.
 */
static bool is_counted(const struct fixing *f, const char *variable)
{
	static const char *const steps[] = { "++", "+=" };
	const struct code *c = f->c;
	struct span in = c->body->at;
	size_t at, behind, i;

	for (; *variable && (at = span_find(c, in, variable)) != (size_t)-1; in.from = at + 1) {
		for (behind = at + strlen(variable); c->text[behind] == ' '; behind++)
			;
		for (i = 0; i < ARRAY_SIZE(steps); i++)
			if (!memcmp(c->text + behind, steps[i], 2) ||
			    (!i && at > 1 && !memcmp(c->text + at - 2, steps[i], 2)))
				return true;
	}
	return false;
}

/* Can callers handle the error, as it is one of the results that they know? */
static bool is_understood(const struct fixing *f)
{
	if (!f->r->call)
		return reports_errno(f->c) && !takes_no_errno(f->c);
	return uses_form(f, f->c, FORM_ERROR_POINTER) || callers_test(f);
}

/* --- the branch that fails --------------------------------------------------------------------- */

/* The variable that gets the lookup's result; "": none. */
static const char *result_of(const struct fixing *f, const struct stmt *s, size_t call)
{
	const char *t = f->c->text;
	size_t to = call, from;

	while (to > s->at.from && isspace((unsigned char)t[to - 1]))
		to--;
	if (to == s->at.from || t[to - 1] != '=')
		return "";
	for (to--; to > s->at.from && isspace((unsigned char)t[to - 1]); to--)
		;
	for (from = to; from > s->at.from && (isalnum((unsigned char)t[from - 1]) || strchr("_.->[]", t[from - 1]));)
		from--;
	/* an assignment to *p, not a declaration */
	if (from == s->at.from + 1 && t[from - 1] == '*')
		from--;
	return arena_strndup(&f->out->mem, t + from, to - from);
}

/* The branch that is taken when the condition finds no result; NULL: unknown. */
static struct stmt *failing_branch(const struct fixing *f, struct stmt *s, const char *result)
{
	struct span cond = without_hints(f, s->cond);
	const char *t = f->c->text;
	bool negated = false;

	if (span_has_operator(f->c, cond, "&&") || span_has_operator(f->c, cond, "||"))
		return NULL;
	if (cond.from < cond.to && t[cond.from] == '!') {
		negated = true;
		cond.from++;
		cond = without_hints(f, cond);
	} else if (span_has_operator(f->c, cond, "==")) {
		negated = true;
		while (t[--cond.to] != '=')
			;
		cond.to--;
		cond = span_trim(f->c, cond);
	}
	if (!span_is(f->c, cond, result) && !span_has(f->c, cond, f->r->subject))
		return NULL;
	return negated ? s->body : s->orelse;
}

/* The first test of the result after the lookup, or the one that contains it. */
static struct stmt *find_failing(const struct fixing *f, struct stmt *lookup, const char *result)
{
	struct stmt *s;

	if (lookup->kind == ST_IF)
		return failing_branch(f, lookup, result);
	for (s = code_next(f->c, lookup); s; s = code_next(f->c, s))
		if (s->kind == ST_IF && *result && span_has(f->c, s->cond, result))
			return failing_branch(f, s, result);
	return NULL;
}

/* --- proposals ------------------------------------------------------------------------------- */

static const char *returned(const struct fixing *f, const struct stmt *ret)
{
	const char *value = ret && ret->kind == ST_RETURN ? span_dup(&f->out->mem, f->c, ret->word) : "";

	return is_identifier_text(value) && !isdigit((unsigned char)*value) && strcmp(value, "NULL") != 0 ? value : "";
}

static bool lies_in(const struct stmt *s, const struct stmt *in)
{
	return s && in && s->at.from >= in->at.from && s->at.to <= in->at.to;
}

static bool is_end(const struct stmt *s)
{
	return s->kind == ST_RETURN || s->kind == ST_IF;
}

/* Do both labels do the same up to where the return value is determined? */
static bool same_cleanup(const struct fixing *f, const stmts *a, const stmts *b)
{
	size_t i;

	for (i = 0; i < a->n && i < b->n; i++) {
		if (is_end(a->data[i]) || is_end(b->data[i]))
			break;
		if (!span_same(f->c, a->data[i]->at, b->data[i]->at))
			return false;
	}
	return i < a->n && i < b->n && is_end(a->data[i]) && b->data[i]->kind == ST_RETURN;
}

static void assign_before(struct fixing *f, struct proposal *p, struct stmt *s, const char *variable)
{
	edit_before(&p->edits, f->c, s, arena_printf(&f->out->mem, "%s = %s;", variable, value_text(f)));
}

/* Proposes to jump to another label that has the same cleanup and returns a variable. */
static void by_other_label(struct fixing *f, struct stmt *jump, const struct stmt *label)
{
	stmts mine = { 0 };
	struct stmt *s;

	straight_from(label, &mine);
	for (s = code_next(f->c, NULL); s; s = code_next(f->c, s)) {
		stmts run = { 0 };
		const char *variable;

		if (s->kind != ST_LABEL || s == label)
			continue;
		straight_from(s, &run);
		variable = run.n ? returned(f, vec_last(&run)) : "";
		if (*variable && same_cleanup(f, &mine, &run)) {
			struct proposal *p = proposal_new(f, "reports %s by '%s'", f->r->value,
							  span_dup(&f->out->mem, f->c, s->word));

			assign_before(f, p, jump, variable);
			edit_add(&p->edits, jump->word, "%s", span_dup(&f->out->mem, f->c, s->word));
		}
		vec_free(&run);
	}
	vec_free(&mine);
}

static void by_goto(struct fixing *f, struct stmt *jump)
{
	struct stmt *label = code_label(f->c, jump->word);
	const char *variable = returned(f, f->place);
	stmts run = { 0 };
	size_t i;

	if (!label)
		return;
	straight_from(label, &run);
	for (i = 0; i < run.n && *variable; i++)
		if (run.data[i] == f->place)
			assign_before(f, proposal_new(f, "reports %s", f->r->value), jump, variable);
	vec_free(&run);
	by_other_label(f, jump, label);
}

/* Proposes to change "ret = -EAGAIN;" in the branch that fails. */
static bool by_assignment(struct fixing *f, struct stmt *s, const char *variable)
{
	struct proposal *p;
	size_t at, end;

	if (s->kind != ST_EXPR || !*variable || !span_has(f->c, s->at, variable))
		return false;
	at = span_find(f->c, s->at, variable);
	if (at != s->at.from)
		return false;
	for (at += strlen(variable); isspace((unsigned char)f->c->text[at]); at++)
		;
	if (f->c->text[at] != '=' || f->c->text[at + 1] == '=')
		return false;
	end = s->at.to - 1;
	p = proposal_new(f, "reports %s", f->r->value);
	edit_add(&p->edits, (struct span){ at + 1, end }, " %s", value_text(f));
	return true;
}

void propose_error(struct fixing *f)
{
	struct stmt *lookup = code_at(f->c, code_offset(f->c, f->x->line, f->x->col)), *branch, *s;
	const char *variable = returned(f, f->place), *result;
	bool assigned = false, leaves = false;
	size_t call;

	if (!lookup || f->place->kind != ST_RETURN)
		return;
	if (!is_understood(f)) {
		f->out->why_none = f->r->call ? "not all callers tell an error pointer from a page" :
						"the function reports no error that its callers would know";
		return;
	}
	if (!f->r->call && is_counted(f, variable)) {
		f->out->why_none = "the function returns how many it got, and an error would forget them";
		return;
	}
	call = span_find(f->c, lookup->at, f->r->subject);
	if (call == (size_t)-1)
		return;
	result = result_of(f, lookup, call);
	branch = find_failing(f, lookup, result);
	if (!branch)
		return;
	if (lies_in(f->place, branch) && (!stmt_around(f->place) || stmt_around(f->place)->body == branch ||
					  stmt_around(f->place)->orelse == branch)) {
		struct proposal *p = proposal_new(f, "reports %s", f->r->value);

		edit_add(&p->edits, f->place->word, "%s", value_text(f));
	}
	for (s = branch; s && lies_in(s, branch); s = code_next(f->c, s)) {
		leaves |= stmt_jumps(s);
		assigned |= by_assignment(f, s, variable);
		if (s->kind == ST_GOTO)
			by_goto(f, s);
	}
	if (*variable && !assigned && !leaves) {
		struct proposal *p = proposal_new(f, "reports %s", f->r->value);

		edit_at_end(&p->edits, f->c, branch,
			    arena_printf(&f->out->mem, "%s = %s;", variable, value_text(f)));
	}
}
