/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints layouts as a table by word and byte, one colour per arm of a union. */
#include "layout/layout.h"

#define WORD	64u			/* bits */
/* bits; longer members are shown only at their first word */
#define LONG	(4 * WORD)

static const char *const arm_color[] = {
	"", "\033[36m", "\033[33m", "\033[35m", "\033[32m", "\033[34m", "\033[31m",
	"\033[96m", "\033[93m", "\033[95m", "\033[92m", "\033[94m",
};

static const char *color_of(unsigned arm, bool color)
{
	if (!color)
		return "";
	return arm ? arm_color[1 + (arm - 1) % (ARRAY_SIZE(arm_color) - 1)] : "";
}

/* Appends the escaped text, padded to a width. */
static void add_padded(struct strbuf *out, const char *s, size_t width)
{
	size_t start = out->n;

	strbuf_add_escaped(out, s);
	while (out->n < start + width)
		strbuf_addc(out, ' ');
}

/*
 * Appends a map of the member's bytes in this word; '+' marks a byte of which it has only some
 * bits.
 */
static void add_map(struct strbuf *out, const struct layout_member *m, uint64_t word)
{
	uint64_t i, at;

	for (i = 0; i < WORD / 8; i++) {
		at = word * WORD + i * 8;
		if (m->offset <= at && m->offset + m->size >= at + 8)
			strbuf_addc(out, '#');
		else if (m->offset < at + 8 && m->offset + m->size > at)
			strbuf_addc(out, '+');
		else
			strbuf_addc(out, '.');
	}
}

static void add_bytes(struct strbuf *out, const struct layout_member *m)
{
	char b[64];
	uint64_t first = m->offset / 8, last = m->size ? (m->offset + m->size - 1) / 8 : first;

	if (first == last)
		snprintf(b, sizeof(b), "%llu", (unsigned long long)first);
	else
		snprintf(b, sizeof(b), "%llu-%llu", (unsigned long long)first, (unsigned long long)last);
	add_padded(out, b, 8);
}

static void write_member(FILE *out, const struct layout *l, const struct layout_member *m,
			 uint64_t word, bool color)
{
	const char *c = color_of(m->arm, color);
	bool goes_on = m->offset / WORD < word;
	struct strbuf b = { 0 };

	strbuf_adds(&b, c);
	strbuf_adds(&b, "  ");
	add_map(&b, m, word);
	strbuf_adds(&b, "  ");
	add_bytes(&b, m);
	add_padded(&b, m->name, 24);
	strbuf_addc(&b, ' ');
	add_padded(&b, goes_on ? "(goes on)" : m->type, 24);
	if (m->arm) {
		strbuf_addc(&b, ' ');
		strbuf_add_escaped(&b, l->arms.data[m->arm]);
	}
	while (b.n && b.s[b.n - 1] == ' ')
		b.s[--b.n] = '\0';
	if (*c)
		strbuf_adds(&b, "\033[0m");
	fprintf(out, "%s\n", strbuf_str(&b));
	strbuf_free(&b);
}

static void write_words(FILE *out, const struct layout *l, bool color)
{
	uint64_t words = (l->size + WORD - 1) / WORD, w;
	size_t i;
	bool any;

	for (w = 0; w < words; w++) {
		for (i = 0, any = false; i < l->members.n; i++) {
			const struct layout_member *m = &l->members.data[i];

			if (m->offset >= (w + 1) * WORD || m->offset + m->size <= w * WORD)
				continue;
			if (m->size > LONG && m->offset / WORD < w)
				continue;
			if (!any)
				fprintf(out, "\nword %llu\n", (unsigned long long)w);
			any = true;
			write_member(out, l, m, w, color);
		}
	}
}

static void write_overlaps(FILE *out, const struct layout *l, bool color)
{
	struct strbuf b = { 0 };
	bool any = false;
	size_t i, j;

	for (i = 0; i < l->members.n; i++) {
		const struct layout_member *m = &l->members.data[i];
		const char *c = color_of(m->arm, color);
		size_t named;

		strbuf_reset(&b);
		strbuf_adds(&b, c);
		strbuf_adds(&b, "  ");
		add_padded(&b, m->name, 24);
		if (*c)
			strbuf_adds(&b, "\033[0m");
		named = b.n;
		for (j = 0; j < l->members.n; j++)
			if (layout_overlap(m, &l->members.data[j])) {
				strbuf_addc(&b, ' ');
				strbuf_add_escaped(&b, l->members.data[j].name);
			}
		if (b.n == named)
			continue;
		if (!any)
			fputs("\nmember, and what shares bytes with it\n", out);
		any = true;
		fprintf(out, "%s\n", b.s);
	}
	strbuf_free(&b);
}

/* Prints the members that are meaningless for a group of pages. */
static void write_meaningless(FILE *out, const struct layout_tree *t, const struct layout *l,
			      const struct kind_set *group)
{
	struct strbuf b = { 0 };
	size_t i;

	for (i = 0; i < l->members.n; i++) {
		const struct member_fact *row = layout_overlaid(t, l, &l->members.data[i]);

		if (!row || kinds_group(&t->facts->kinds, row->wrong_over) != group)
			continue;
		strbuf_addc(&b, ' ');
		strbuf_add_escaped(&b, l->members.data[i].name);
	}
	if (b.n)
		fprintf(out, "\nmeans nothing for %s:%s\n", group->one, b.s);
	strbuf_free(&b);
}

static void write_judged(FILE *out, const struct layout_tree *t, const struct layout *l)
{
	size_t i;

	for (i = 0; i < t->facts->kinds.sets.n; i++)
		write_meaningless(out, t, l, t->facts->kinds.sets.data[i]);
}

void layout_text(FILE *out, const struct layout_tree *t, bool color)
{
	bool any = false;
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct layout *l = &t->records[i];
		struct strbuf release = { 0 };

		if (!l->tag)
			continue;
		strbuf_add_escaped(&release, t->release);
		fprintf(out, "%s%s %s: %llu bytes in %s\n", any ? "\n" : "", l->is_union ? "union" : "struct",
			l->tag, (unsigned long long)l->size / 8, strbuf_str(&release));
		strbuf_free(&release);
		write_words(out, l, color);
		write_overlaps(out, l, color);
		write_judged(out, t, l);
		any = true;
	}
}

void layout_diff_text(FILE *out, const struct layout_tree *old, const struct layout_tree *new,
		      const struct layout_diffs *d, bool color)
{
	static const char sign[] = { '+', '-', '~', '~', '~', '~' };
	static const char *const sign_color[] = { "\033[32m", "\033[31m", "\033[33m", "\033[33m",
						  "\033[33m", "\033[36m" };
	struct strbuf b = { 0 };
	size_t i;

	strbuf_adds(&b, "--- ");
	strbuf_add_escaped(&b, old->release);
	strbuf_adds(&b, "\n+++ ");
	strbuf_add_escaped(&b, new->release);
	fprintf(out, "%s\n", b.s);
	for (i = 0; i < old->n; i++)
		if (old->records[i].tag && new->records[i].tag &&
		    old->records[i].size != new->records[i].size)
			fprintf(out, "%s: %llu bytes, were %llu\n", old->tags[i],
				(unsigned long long)new->records[i].size / 8,
				(unsigned long long)old->records[i].size / 8);
	for (i = 0; i < d->v.n; i++) {
		const struct layout_diff *c = &d->v.data[i];
		struct strbuf what = { 0 };

		strbuf_reset(&b);
		strbuf_addf(&b, "%c %s", sign[c->what], c->tag);
		if (c->member) {
			strbuf_addc(&b, '.');
			strbuf_add_escaped(&b, c->member);
		}
		strbuf_adds(&b, ": ");
		layout_diff_describe(&what, c);
		strbuf_add_escaped(&b, strbuf_str(&what));
		fprintf(out, "%s%s%s\n", color ? sign_color[c->what] : "", b.s, color ? "\033[0m" : "");
		strbuf_free(&what);
	}
	strbuf_free(&b);
}
