/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "change/series.h"

#include <string.h>

static const char *in_repository(const struct series *s, const char *path)
{
	return path + strlen(s->git.top) + 1;
}

/* Escapes the name as in messages, and also tabs, which separate the fields. */
static void add_name(struct strbuf *b, const char *name)
{
	struct strbuf shown = { 0 };
	size_t i;

	strbuf_add_escaped(&shown, name);
	strbuf_addc(b, '\t');
	for (i = 0; i < shown.n; i++)
		if (shown.s[i] == '\t')
			strbuf_adds(b, "\\x09");
		else
			strbuf_addc(b, shown.s[i]);
	strbuf_free(&shown);
}

static void list_change(struct strbuf *b, const struct series *s, const struct change *c)
{
	size_t i;

	strbuf_addc(b, c->status);
	if (c->old.path)
		add_name(b, in_repository(s, c->old.path));
	if (c->new.path && (!c->old.path || strcmp(c->old.path, c->new.path) != 0))
		add_name(b, in_repository(s, c->new.path));
	for (i = 0; i < c->hunks.n; i++) {
		const struct hunk *h = &c->hunks.data[i];

		strbuf_addf(b, "%c-%u,%u+%u,%u", i ? ' ' : '\t', h->old_line, h->old_n, h->new_line, h->new_n);
	}
	strbuf_addc(b, '\n');
}

void series_list(const struct series *s, FILE *out)
{
	struct strbuf b = { 0 };
	size_t i;

	for (i = 0; i < s->changes.n; i++)
		list_change(&b, s, &s->changes.data[i]);
	for (i = 0; i < s->others.n; i++) {
		const struct other_change *o = &s->others.data[i];

		strbuf_addc(&b, o->status);
		add_name(&b, o->old);
		if (strcmp(o->old, o->new) != 0)
			add_name(&b, o->new);
		strbuf_adds(&b, "\tnot C\n");
	}
	fwrite(strbuf_str(&b), 1, b.n, out);
	strbuf_free(&b);
}
