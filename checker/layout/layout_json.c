/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Layouts as JSON; docs/json.md documents the format. */
#include "layout/layout.h"

#include "report/json_writer.h"

static void write_member(struct json_writer *w, const struct layout_tree *t, const struct layout *l,
			 const struct layout_member *m)
{
	size_t i;

	jw_flat_object(w, NULL);
	jw_string(w, "name", m->name);
	jw_string(w, "type", m->type);
	jw_uint(w, "offset_bits", m->offset);
	jw_uint(w, "size_bits", m->size);
	jw_string(w, "arm", m->arm ? l->arms.data[m->arm] : NULL);
	jw_array(w, "overlaps");
	for (i = 0; i < l->members.n; i++)
		if (layout_overlap(m, &l->members.data[i]))
			jw_string(w, NULL, l->members.data[i].name);
	jw_close(w);
	jw_string(w, "zone_device", layout_selects(t, l, m) ? "only" :
				    layout_overlaid(t, l, m) ? "never" : NULL);
	jw_close(w);
}

static void write_tree(struct json_writer *w, const char *key, const struct layout_tree *t)
{
	size_t i, j;

	jw_object(w, key);
	jw_string(w, "release", t->release);
	jw_array(w, "records");
	for (i = 0; i < t->n; i++) {
		const struct layout *l = &t->records[i];

		if (!l->tag)
			continue;
		jw_object(w, NULL);
		jw_string(w, "name", l->tag);
		jw_string(w, "kind", l->is_union ? "union" : "struct");
		jw_uint(w, "size_bits", l->size);
		jw_array(w, "arms");
		for (j = 1; j < l->arms.n; j++)
			jw_string(w, NULL, l->arms.data[j]);
		jw_close(w);
		jw_array(w, "members");
		for (j = 0; j < l->members.n; j++)
			write_member(w, t, l, &l->members.data[j]);
		jw_close(w);
		jw_close(w);
	}
	jw_close(w);
	jw_close(w);
}

static void write_diff(struct json_writer *w, const struct layout_diffs *d)
{
	static const char *const what[] = { "added", "removed", "moved", "resized", "retyped", "overlaps" };
	size_t i;

	jw_array(w, "changes");
	for (i = 0; i < d->v.n; i++) {
		const struct layout_diff *c = &d->v.data[i];
		struct strbuf b = { 0 };

		layout_diff_describe(&b, c);
		jw_flat_object(w, NULL);
		jw_string(w, "record", c->tag);
		jw_string(w, "member", c->member);
		jw_string(w, "change", what[c->what]);
		jw_string(w, "text", strbuf_str(&b));
		jw_close(w);
		strbuf_free(&b);
	}
	jw_close(w);
}

void layout_json(FILE *out, const struct layout_tree *t, const struct layout_tree *other,
		 const struct layout_diffs *d)
{
	struct json_writer w = { .out = out };

	jw_object(&w, NULL);
	jw_uint(&w, "version", 1);
	write_tree(&w, "tree", t);
	if (other) {
		write_tree(&w, "other", other);
		write_diff(&w, d);
	}
	jw_close(&w);
}
