/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Places: `return`, `arg2[]`, `arg0->pgmap->type`, `container(arg0, dev_pagemap.ref)`.
 *
 * C's precedence: `*arg1->f` is what the member f points to, `(*arg1)->f` the
 * member of what arg1 points to.
 */
#include "facts/row.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MAX_NESTING	8

struct scanner {
	const char *p;
	VEC(struct place_step) steps;
	struct place *place;
};

static void spaces(struct scanner *s)
{
	while (*s->p == ' ')
		s->p++;
}

static bool token(struct scanner *s, const char *text)
{
	spaces(s);
	if (!str_starts(s->p, text))
		return false;
	s->p += strlen(text);
	return true;
}

static const char *identifier(struct scanner *s)
{
	const char *start;

	spaces(s);
	start = s->p;
	if (!isalpha((unsigned char)*start) && *start != '_')
		return NULL;
	while (isalnum((unsigned char)*s->p) || *s->p == '_')
		s->p++;
	return intern_n(start, (size_t)(s->p - start));
}

static void step(struct scanner *s, enum place_step_kind kind, const char *field)
{
	vec_push(&s->steps, ((struct place_step){ .kind = kind, .field = field }));
}

static bool scan_base(struct scanner *s)
{
	const char *word = identifier(s);
	char *end;

	if (!word)
		return false;
	if (!strcmp(word, "return")) {
		s->place->base = PLACE_RETURN;
		return true;
	}
	if (!str_starts(word, "arg") || !isdigit((unsigned char)word[3]))
		return false;
	s->place->base = PLACE_ARG;
	s->place->arg = (unsigned)strtoul(word + 3, &end, 10);
	return !*end && s->place->arg < 100;
}

static bool scan_place(struct scanner *s, unsigned nesting)
{
	if (nesting > MAX_NESTING)
		return false;
	if (token(s, "*")) {
		if (!scan_place(s, nesting + 1))
			return false;
		step(s, STEP_DEREF, NULL);
		return true;
	}
	if (token(s, "(")) {
		if (!scan_place(s, nesting + 1) || !token(s, ")"))
			return false;
	} else if (!scan_base(s)) {
		return false;
	}
	for (;;) {
		bool arrow = token(s, "->");
		const char *field;

		if (arrow)
			step(s, STEP_DEREF, NULL);
		if (arrow || token(s, ".")) {
			field = identifier(s);
			if (!field)
				return false;
			step(s, STEP_FIELD, field);
		} else if (token(s, "[]")) {
			step(s, STEP_ELEM, NULL);
		} else {
			return true;
		}
	}
}

static bool scan_container(struct scanner *s)
{
	struct place *p = s->place;

	if (!token(s, "container("))
		return scan_place(s, 0);
	if (!scan_place(s, 0) || !token(s, ","))
		return false;
	p->container = identifier(s);
	if (!p->container || !token(s, "."))
		return false;
	p->container_field = identifier(s);
	return p->container_field && token(s, ")");
}

int row_place(const struct row *r, const struct ynode *v, struct place *p)
{
	struct scanner s = { .place = p };
	const char *text;
	bool ok;

	if (row_text(r, v, "place", &text))
		return -1;
	memset(p, 0, sizeof(*p));
	p->text = text;
	s.p = text;
	ok = scan_container(&s);
	spaces(&s);
	if (ok && !*s.p) {
		p->steps = arena_dup(&r->facts->mem, s.steps.data,
				     s.steps.n * sizeof(*s.steps.data));
		p->nsteps = (unsigned)s.steps.n;
		vec_free(&s.steps);
		return 0;
	}
	vec_free(&s.steps);
	return row_error(r, v, "bad place '%s' at '%s', expected return or argN with ->member, "
			 ".member, [] or *, or container(PLACE, record.member)", text, s.p);
}
