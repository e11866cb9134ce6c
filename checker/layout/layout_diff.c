/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds members that overlap, and differences between two trees. */
#include "layout/layout.h"

#include <stdlib.h>
#include <string.h>

void layout_tree_free(struct layout_tree *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		layout_free(&t->records[i]);
	free(t->records);
	t->records = NULL;
	t->n = 0;
}

/* --- what overlaps -------------------------------------------------------------- */

const struct member_fact *layout_selects(const struct layout_tree *t, const struct layout *l,
					 const struct layout_member *m)
{
	const struct member_fact *row = t->facts ? facts_member(&t->facts->members, l->tag, m->name) :
						   NULL;

	return row && row->overlays ? row : NULL;
}

/* The records are compared from offset 0: a struct folio begins with its first struct page. */
const struct member_fact *layout_overlaid(const struct layout_tree *t, const struct layout *l,
					  const struct layout_member *m)
{
	const struct member_fact *found = NULL;
	size_t i, j;

	if (layout_selects(t, l, m))
		return NULL;
	for (i = 0; i < t->n && !found; i++)
		for (j = 0; j < t->records[i].members.n && !found; j++) {
			const struct layout_member *o = &t->records[i].members.data[j];
			const struct member_fact *row = layout_selects(t, &t->records[i], o);

			if (row && layout_overlap(m, o))
				found = row;
		}
	/* a member as large as the other record contains the union; it isn't an arm of it */
	for (i = 0; i < t->n && found; i++)
		if (t->records[i].tag && m->size >= t->records[i].size)
			found = NULL;
	return found;
}

/* --- what changed ----------------------------------------------------------------------- */

static const char *overlapping(struct arena *mem, const struct layout *l,
			       const struct layout_member *m, const struct layout *other)
{
	const struct layout_member *there = layout_find(other, m->name);
	struct strbuf b = { 0 };
	const char *s;
	size_t i;

	for (i = 0; i < l->members.n; i++) {
		const struct layout_member *o = &l->members.data[i];
		const struct layout_member *o2 = layout_find(other, o->name);

		/* members that were added or removed are reported themselves */
		if (layout_overlap(m, o) && there && o2 && !layout_overlap(there, o2))
			strbuf_addf(&b, "%s%s", b.n ? ", " : "", o->name);
	}
	s = arena_strdup(mem, strbuf_str(&b));
	strbuf_free(&b);
	return s;
}

static void compare_members(struct layout_diffs *d, const struct layout *old,
			    const struct layout *new, const struct layout_member *a,
			    const struct layout_member *b)
{
	struct layout_diff c = { .tag = old->tag, .member = a->name, .old = a, .new = b };

	if (a->offset != b->offset) {
		c.what = LC_MOVED;
		vec_push(&d->v, c);
	}
	if (a->size != b->size) {
		c.what = LC_RESIZED;
		vec_push(&d->v, c);
	}
	if (strcmp(a->type, b->type)) {
		c.what = LC_RETYPED;
		vec_push(&d->v, c);
	}
	c.what = LC_OVERLAPS;
	c.gone = overlapping(&d->mem, old, a, new);
	c.come = overlapping(&d->mem, new, b, old);
	if (*c.gone || *c.come)
		vec_push(&d->v, c);
}

static void compare_records(struct layout_diffs *d, const char *tag, const struct layout *old,
			    const struct layout *new)
{
	struct layout_diff c = { .tag = tag };
	size_t i;

	if (!old->tag || !new->tag) {
		c.what = new->tag ? LC_ADDED : LC_REMOVED;
		if (old->tag || new->tag)
			vec_push(&d->v, c);
		return;
	}
	for (i = 0; i < old->members.n; i++) {
		c.member = old->members.data[i].name;
		c.old = &old->members.data[i];
		c.new = layout_find(new, c.member);
		c.what = LC_REMOVED;
		if (c.new)
			compare_members(d, old, new, c.old, c.new);
		else
			vec_push(&d->v, c);
	}
	for (i = 0; i < new->members.n; i++) {
		c.member = new->members.data[i].name;
		c.new = &new->members.data[i];
		c.old = NULL;
		c.what = LC_ADDED;
		if (!layout_find(old, c.member))
			vec_push(&d->v, c);
	}
}

void layout_compare(struct layout_diffs *d, const struct layout_tree *old,
		    const struct layout_tree *new)
{
	size_t i;

	memset(d, 0, sizeof(*d));
	for (i = 0; i < old->n; i++)
		compare_records(d, old->tags[i], &old->records[i], &new->records[i]);
}

static void add_place(struct strbuf *out, const struct layout_member *m)
{
	strbuf_addf(out, "byte %llu", (unsigned long long)m->offset / 8);
	if (m->offset % 8)
		strbuf_addf(out, " bit %llu", (unsigned long long)m->offset % 8);
}

static void add_size(struct strbuf *out, const struct layout_member *m)
{
	if (m->size % 8)
		strbuf_addf(out, "%llu bits", (unsigned long long)m->size);
	else
		strbuf_addf(out, "%llu bytes", (unsigned long long)m->size / 8);
}

void layout_diff_describe(struct strbuf *out, const struct layout_diff *d)
{
	switch (d->what) {
	case LC_ADDED:
	case LC_REMOVED:
		strbuf_adds(out, d->what == LC_ADDED ? "added" : "removed");
		if (!d->member)
			break;
		strbuf_adds(out, d->what == LC_ADDED ? " at " : ", was at ");
		add_place(out, d->new ? d->new : d->old);
		strbuf_addf(out, ", %s", d->new ? d->new->type : d->old->type);
		break;
	case LC_MOVED:
		strbuf_adds(out, "moved from ");
		add_place(out, d->old);
		strbuf_adds(out, " to ");
		add_place(out, d->new);
		break;
	case LC_RESIZED:
		strbuf_adds(out, "resized from ");
		add_size(out, d->old);
		strbuf_adds(out, " to ");
		add_size(out, d->new);
		break;
	case LC_RETYPED:
		strbuf_addf(out, "was %s, is %s", d->old->type, d->new->type);
		break;
	case LC_OVERLAPS:
		if (*d->gone)
			strbuf_addf(out, "no longer overlaps %s", d->gone);
		if (*d->come)
			strbuf_addf(out, "%soverlaps %s now", *d->gone ? "; " : "", d->come);
		break;
	}
}

void layout_diffs_free(struct layout_diffs *d)
{
	vec_free(&d->v);
	arena_free(&d->mem);
}
