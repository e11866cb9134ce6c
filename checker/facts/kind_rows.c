/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kinds of page, groups of them, and the records that stand for a page. */
#include "facts/row.h"

#include <string.h>

static int read_word(const struct row *r, const char *key, const char **out, const char *otherwise)
{
	const struct ynode *v = yaml_get(r->map, key);

	*out = otherwise;
	return v ? row_text(r, v, key, out) : 0;
}

/* `says` is what there must be; the rest is made of the name and of each other. */
static int read_words(const struct row *r, const struct fact *head, struct kind_set *s)
{
	struct arena *mem = &r->facts->mem;
	const char *name = head->name;

	s->name = name;
	if (!yaml_get(r->map, "says"))
		return row_error(r, r->map, "missing key 'says' in a row of '%s'", r->section);
	return read_word(r, "says", &s->says, NULL) ||
	       read_word(r, "one", &s->one, arena_printf(mem, "a %s page", name)) ||
	       read_word(r, "many", &s->many, arena_printf(mem, "%s pages", name)) ||
	       read_word(r, "none", &s->none, arena_printf(mem, "no %s page", name)) ||
	       read_word(r, "plain", &s->plain, s->one) ||
	       read_word(r, "advice", &s->advice, arena_printf(mem, "test for %s first", s->one)) ? -1 : 0;
}

static int add_set(const struct row *r, struct kind_fact *f)
{
	kinds_t known;

	if (kinds_named(&r->facts->kinds, f->row.name, &known))
		return row_error(r, r->map, "'%s' is a kind or a group already", f->row.name);
	vec_push(&r->facts->kinds.sets, &f->set);
	vec_push(&r->facts->kind_rows, f);
	return 0;
}

int read_kind(const struct row *r, const struct fact *head)
{
	struct kind_fact *f = NEW_ROW(r, head, struct kind_fact);
	const struct ynode *axis = yaml_get(r->map, "axis");
	struct kinds *k = &r->facts->kinds;

	if (!axis)
		return row_error(r, r->map, "missing key 'axis' in a row of '%s'", r->section);
	if (row_identifier(r, axis, "axis", &f->axis) || row_bool(r, "ordinary", &f->ordinary) ||
	    read_words(r, head, &f->set))
		return -1;
	f->set.mask = kinds_add(k, f->axis);
	if (!f->set.mask)
		return row_error(r, r->map, "there is room for %d kinds on %d axes", MAX_KINDS, MAX_AXES);
	if (f->ordinary)
		k->ordinary |= f->set.mask;
	return add_set(r, f);
}

int read_group(const struct row *r, const struct fact *head)
{
	struct kind_fact *f = NEW_ROW(r, head, struct kind_fact);
	const struct ynode *kinds = yaml_get(r->map, "kinds");
	const struct kinds *k = &r->facts->kinds;
	unsigned i, axes = 0;

	if (!kinds)
		return row_error(r, r->map, "missing key 'kinds' in a row of '%s'", r->section);
	if (row_kinds(r, kinds, &f->set.mask) || read_words(r, head, &f->set))
		return -1;
	f->set.is_group = true;
	for (i = 0; i < k->naxes; i++)
		axes += (f->set.mask & k->axis[i].mask) != 0;
	if (axes != 1)
		return row_error(r, kinds, "a group has kinds of one axis");
	if ((f->set.mask & k->ordinary) && (f->set.mask & ~k->ordinary))
		return row_error(r, kinds, "a group has ordinary kinds or others, not both");
	return add_set(r, f);
}

int read_record(const struct row *r, const struct fact *head)
{
	struct record_fact *f = NEW_ROW(r, head, struct record_fact);

	if (row_bool(r, "main", &f->main) || row_bool(r, "entry", &f->entry))
		return -1;
	if (f->entry && f->main)
		return row_error(r, r->map, "'main' is a structure in memory, not an 'entry'");
	if (f->entry) {
		vec_push(&r->facts->entry_records, f->row.name);
		return 0;
	}
	if (f->main && r->facts->page_record)
		return row_error(r, r->map, "'main' is '%s' already", r->facts->page_record);
	if (f->main)
		r->facts->page_record = f->row.name;
	vec_push(&r->facts->page_records, f->row.name);
	return 0;
}

bool is_entry_record(const struct facts *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->entry_records.n; i++)
		if (f->entry_records.data[i] == name)
			return true;
	return false;
}

bool is_page_record(const struct facts *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->page_records.n; i++)
		if (f->page_records.data[i] == name)
			return true;
	return false;
}

int kinds_complete(struct facts *f)
{
	const struct kinds *k = &f->kinds;
	size_t i;

	for (i = 0; i < k->naxes; i++)
		if (!(k->axis[i].mask & k->ordinary))
			return error("rules: no kind of page on the axis '%s' is ordinary", k->axis[i].name);
	if (f->page_records.n && !f->page_record)
		return error("rules: none of the 'records' is 'main'");
	return 0;
}
