/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Axioms: which bits of which word say what a page is. */
#include "facts/row.h"

#include <stdlib.h>
#include <string.h>

static void add_number(struct facts *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->numbers.n && f->numbers.data[i] != name; i++)
		;
	if (i == f->numbers.n)
		vec_push(&f->numbers, name);
}

/* A number, or the name of a constant in the tree. */
static int read_number(const struct row *r, const struct ynode *v, const char *key,
		       struct axiom_number *out)
{
	const char *text;
	char *end;

	if (row_text(r, v, key, &text))
		return -1;
	if (is_identifier(text)) {
		out->name = intern(text);
		add_number(r->facts, out->name);
		return 0;
	}
	out->value = (unsigned)strtoul(text, &end, 0);
	if (*end || end == text)
		return row_error(r, v, "'%s' wants a number or the name of a constant, not '%s'", key, text);
	return 0;
}

static int read_optional(const struct row *r, const char *key, struct axiom_number *out, bool *has)
{
	const struct ynode *v = yaml_get(r->map, key);

	*has = v;
	return v ? read_number(r, v, key, out) : 0;
}

static int read_equals(const struct row *r, const struct ynode *v, struct axiom_fact *a)
{
	const struct ynode *const *items, *one;
	size_t n, i;

	if (row_items(r, v, "equals", &items, &n, &one))
		return -1;
	a->nequals = (unsigned)n;
	a->equals = arena_array(&r->facts->mem, struct axiom_number, n);
	for (i = 0; i < n; i++)
		if (read_number(r, items[i], "equals", &a->equals[i]))
			return -1;
	return 0;
}

int read_axiom(const struct row *r, const struct fact *head)
{
	struct axiom_fact *a = NEW_ROW(r, head, struct axiom_fact), *first;
	const struct ynode *equals = yaml_get(r->map, "equals"), *yes = yaml_get(r->map, "true");
	const struct ynode *no = yaml_get(r->map, "false");
	const char *dot = strchr(head->name, '.');
	bool has_shift;

	a->guard.if_true = a->guard.if_false = r->facts->kinds.any;
	a->record = intern_n(head->name, (size_t)(dot - head->name));
	a->member = intern(dot + 1);
	if ((yes && row_may_be(r, yes, &a->guard.if_true)) ||
	    (no && row_may_be(r, no, &a->guard.if_false)) ||
	    read_optional(r, "shift", &a->shift, &has_shift) ||
	    read_optional(r, "mask", &a->mask, &a->has_mask) ||
	    read_optional(r, "bit", &a->bit, &a->has_bit) || (equals && read_equals(r, equals, a)))
		return -1;
	if (!yes && !no)
		return row_error(r, r->map, "missing key 'true' or 'false' in a row of '%s'", r->section);
	if (a->has_bit ? equals || has_shift || a->has_mask : !equals)
		return row_error(r, r->map, "a row of '%s' has 'bit', or 'equals' with 'shift' and 'mask'",
				 r->section);
	first = table_get(&r->facts->axioms, a->guard.row.name);
	if (!first) {
		table_put(&r->facts->axioms, a->guard.row.name, a);
		return 0;
	}
	while (first->guard.row.next)
		first = (struct axiom_fact *)first->guard.row.next;
	first->guard.row.next = &a->guard.row;
	return 0;
}
