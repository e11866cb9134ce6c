/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fix/propose.h"

#include <stdlib.h>
#include <string.h>

struct proposal *proposal_new(struct fixing *f, const char *fmt, ...)
{
	struct proposal p = { .edits.mem = &f->out->mem };
	struct strbuf b = { 0 };
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&b, fmt, ap);
	va_end(ap);
	p.what = arena_strdup(&f->out->mem, strbuf_str(&b));
	strbuf_free(&b);
	vec_push(&f->out->v, p);
	return &vec_last(&f->out->v);
}

bool is_form(const struct fixing *f, const char *function, enum form form)
{
	const struct fn_facts *ff = facts_of(f->facts, function);
	const struct form_fact *x = ff ? ff->forms : NULL;

	for (; x; x = (const struct form_fact *)x->row.next)
		if (x->form == form)
			return true;
	return false;
}

bool only_looks(const struct fixing *f, const char *function)
{
	const struct fn_facts *ff = facts_of(f->facts, function);

	if (!ff || ff->refs || ff->lookups || ff->setups || ff->sinks)
		return false;
	return ff->guards || ff->families || ff->readers || is_form(f, function, FORM_HINT) ||
	       is_form(f, function, FORM_LOOKS) ||
	       is_form(f, function, FORM_ERROR_TEST);
}

static bool looks(const char *name, struct span args, void *arg)
{
	(void)args;
	return only_looks(arg, name) || !strcmp(name, "sizeof");
}

bool span_only_looks(const struct fixing *f, struct span s)
{
	return span_calls(f->c, s, looks, (void *)f);
}

struct span without_hints(const struct fixing *f, struct span cond)
{
	const char *t = f->c->text;

	for (;;) {
		size_t n = 0;
		const char *word;

		cond = span_trim(f->c, cond);
		while (cond.from + n < cond.to && t[cond.from + n] != '(' && t[cond.from + n] != ' ')
			n++;
		if (cond.from + n >= cond.to || t[cond.from + n] != '(' || t[cond.to - 1] != ')' || !n)
			return cond;
		word = intern_n(t + cond.from, n);
		if (!is_form(f, word, FORM_HINT))
			return cond;
		cond = (struct span){ cond.from + n + 1, cond.to - 1 };
	}
}

bool path_has_line(const struct fixing *f, unsigned line)
{
	unsigned i;

	for (i = 0; i < f->x->nnotes; i++)
		if (f->x->notes[i].line == line && !strcmp(f->x->notes[i].file, f->x->file))
			return true;
	return false;
}

void straight_from(const struct stmt *label, stmts *out)
{
	struct stmt *s = code_follower(label);

	for (; s && out->n < 64; s = code_follower(s)) {
		if (s->kind == ST_LABEL)
			continue;
		vec_push(out, s);
		if (stmt_jumps(s))
			return;
	}
}

bool is_code(const char *text)
{
	return text && *text && !strpbrk(text, "$ \n;{}") && strcmp(text, "NULL") != 0;
}

bool is_identifier_text(const char *text)
{
	return *text && !text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")];
}

void fix_propose(const struct finding *x, const struct code *c, const struct facts *facts,
		 struct proposals *out)
{
	struct fixing f = { .x = x, .r = &x->remedy, .c = c, .facts = facts, .out = out };

	f.at = code_offset(c, x->remedy.line, x->remedy.col);
	f.place = code_at(c, f.at);
	/* the function's end is after its closing brace */
	if (!f.place && f.at == c->body->at.to)
		f.place = c->body;
	if (!f.place || !x->remedy.file || strcmp(x->remedy.file, x->file) != 0)
		return;
	switch (x->remedy.kind) {
	case REMEDY_PUT:
		propose_put(&f);
		break;
	case REMEDY_ERROR:
		propose_error(&f);
		break;
	case REMEDY_GUARD:
		propose_guard(&f);
		break;
	case REMEDY_NONE:
		break;
	}
}

void proposals_free(struct proposals *p)
{
	size_t i;

	for (i = 0; i < p->v.n; i++)
		vec_free(&p->v.data[i].edits.v);
	vec_free(&p->v);
	arena_free(&p->mem);
}
