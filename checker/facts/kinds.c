/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/kinds.h"

#include <string.h>

/* --- masks ------------------------------------------------------------------------ */

kinds_t kinds_axes(const struct kinds *k, kinds_t mask)
{
	kinds_t axes = 0;
	unsigned i;

	for (i = 0; i < k->naxes; i++)
		axes |= mask & k->axis[i].mask ? k->axis[i].mask : 0;
	return axes;
}

kinds_t kinds_only(const struct kinds *k, kinds_t these)
{
	return these | (k->any & ~kinds_axes(k, these));
}

kinds_t kinds_others(const struct kinds *k, kinds_t these)
{
	return kinds_axes(k, these) & ~these;
}

kinds_t kinds_meet(const struct kinds *k, kinds_t a, kinds_t b)
{
	kinds_t both = a & b;
	unsigned i;

	for (i = 0; i < k->naxes; i++)
		if (!(both & k->axis[i].mask))
			return 0;
	return both;
}

/* --- properties ------------------------------------------------------------------------ */

kinds_t kinds_told(const struct kinds *k, kinds_t may_be)
{
	kinds_t told = kinds_axes(k, k->any & ~may_be);

	return told ? told : k->any;
}

bool kinds_special(const struct kinds *k, kinds_t may_be)
{
	kinds_t special = may_be & ~k->ordinary;

	return special && (may_be == k->any || (special & kinds_told(k, may_be)));
}

bool kinds_ordinary(const struct kinds *k, kinds_t may_be)
{
	return may_be && !kinds_special(k, may_be);
}

bool kinds_specific(const struct kinds *k, kinds_t may_be)
{
	return may_be != k->any && kinds_special(k, may_be);
}

bool kinds_surely(const struct kinds *k, kinds_t may_be, kinds_t these)
{
	unsigned i;

	for (i = 0; i < k->naxes; i++)
		if ((these & k->axis[i].mask) && !(may_be & k->axis[i].mask & ~these))
			return true;
	return false;
}

/* --- words ------------------------------------------------------------------------------ */

bool kinds_named(const struct kinds *k, const char *name, kinds_t *mask)
{
	size_t i;

	if (!strcmp(name, "any")) {
		*mask = k->any;
		return true;
	}
	for (i = 0; i < k->sets.n; i++)
		if (!strcmp(k->sets.data[i]->name, name)) {
			*mask = k->sets.data[i]->mask;
			return true;
		}
	return false;
}

const struct kind_set *kinds_group(const struct kinds *k, kinds_t these)
{
	kinds_t special = these & ~k->ordinary;
	const struct kind_set *kind = NULL;
	unsigned a;
	size_t i;

	if (!special)
		special = kinds_others(k, these) & ~k->ordinary;
	for (a = 0; a < k->naxes && !(special & k->axis[a].mask); a++)
		;
	special &= a < k->naxes ? k->axis[a].mask : 0;
	for (i = 0; i < k->sets.n; i++) {
		const struct kind_set *s = k->sets.data[i];

		if (s->mask & k->ordinary)
			continue;
		if (s->is_group && !(special & ~s->mask))
			return s;
		if (!s->is_group && (special & s->mask) && !kind)
			kind = s;
	}
	return kind ? kind : k->sets.data[0];
}

/* " (fsdax, devdax or p2pdma)" */
static void describe_some(struct strbuf *out, const struct kinds *k, kinds_t left)
{
	const char *sep = " (";
	size_t i;

	for (i = 0; i < k->sets.n; i++) {
		const struct kind_set *s = k->sets.data[i];

		if (s->is_group || !(left & s->mask))
			continue;
		left &= ~s->mask;
		strbuf_addf(out, "%s%s", sep, s->says);
		sep = left & (left - 1) ? ", " : " or ";
	}
	strbuf_addc(out, ')');
}

void kinds_describe(struct strbuf *out, const struct kinds *k, kinds_t these, kinds_t present)
{
	const char *sep = "";
	unsigned pass;
	size_t i;

	these &= present;
	if (!these)
		strbuf_adds(out, "no page at all");
	/* a kind that is in a group is called what the group is */
	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < k->sets.n; i++) {
			const struct kind_set *s = k->sets.data[i];

			if (s->is_group == pass || !(these & s->mask))
				continue;
			strbuf_addf(out, "%s%s", sep, s->says);
			if (s->mask & present & ~these)
				describe_some(out, k, these & s->mask);
			these &= ~s->mask;
			sep = " or ";
		}
}

/* What these kinds are called together, a group if there is one; or NULL. */
static const struct kind_set *set_of(const struct kinds *k, kinds_t mask, kinds_t present)
{
	const struct kind_set *found = NULL;
	size_t i;

	for (i = 0; i < k->sets.n; i++) {
		const struct kind_set *s = k->sets.data[i];

		if ((s->mask & present) == mask && (!found || (s->is_group && !found->is_group)))
			found = s;
	}
	return found;
}

static void tell_axis(struct strbuf *out, const struct kinds *k, kinds_t mask, kinds_t axis,
		      kinds_t present)
{
	kinds_t ordinary = axis & k->ordinary & present;
	const struct kind_set *all;

	if (mask && mask == ordinary) {
		strbuf_adds(out, kinds_group(k, mask)->none);
		return;
	}
	all = (mask & ordinary) == ordinary ? set_of(k, ordinary, present) : NULL;
	if (all) {
		strbuf_addf(out, "%s or ", all->one);
		mask &= ~ordinary;
	}
	kinds_describe(out, k, mask, present);
}

void kinds_tell(struct strbuf *out, const struct kinds *k, kinds_t may_be, kinds_t present)
{
	const char *sep = "";
	unsigned i;

	may_be &= present;
	if (may_be == present) {
		strbuf_adds(out, "any kind of page, also ");
		kinds_describe(out, k, k->any & ~k->ordinary, present);
		return;
	}
	for (i = 0; i < k->naxes; i++) {
		kinds_t axis = k->axis[i].mask & present;

		if ((may_be & axis) == axis)
			continue;
		strbuf_adds(out, sep);
		tell_axis(out, k, may_be & axis, axis, present);
		sep = " and ";
	}
}

void kinds_spell(struct strbuf *out, const struct kinds *k, kinds_t mask)
{
	const char *sep = "";
	unsigned i, pass;
	size_t j;

	/* what is whole on an axis says nothing of it */
	for (i = 0; i < k->naxes; i++)
		if (!(k->axis[i].mask & ~mask))
			mask &= ~k->axis[i].mask;
	if (!mask)
		strbuf_adds(out, "any");
	for (pass = 0; pass < 2; pass++)
		for (j = 0; j < k->sets.n; j++) {
			const struct kind_set *s = k->sets.data[j];

			if (s->is_group == pass || (mask & s->mask) != s->mask ||
			    !(mask & s->mask) || (s->is_group && !(s->mask & (s->mask - 1))))
				continue;
			strbuf_addf(out, "%s%s", sep, s->name);
			mask &= ~s->mask;
			sep = " ";
		}
}

/* --- making them -------------------------------------------------------------------------- */

kinds_t kinds_add(struct kinds *k, const char *axis)
{
	kinds_t mask = k->any + 1;
	unsigned i;

	if (!mask)
		return 0;
	for (i = 0; i < k->naxes && strcmp(k->axis[i].name, axis) != 0; i++)
		;
	if (i == MAX_AXES)
		return 0;
	if (i == k->naxes)
		k->axis[k->naxes++].name = axis;
	k->axis[i].mask |= mask;
	k->any |= mask;
	return mask;
}
