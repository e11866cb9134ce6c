/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a page can be. The kinds, their groups and what messages call them are rows of
 * rules/ (sections `kinds` and `groups`); C asks for properties, never for a kind by name.
 *
 * Kinds lie on axes: a device page may be a tail page as well. A mask has bits of all axes.
 * One that says what a page may be has bits on each axis, all of them where nothing is known;
 * with none left on one axis there is no such page. One that says for which pages something
 * holds (`meaningless`, say) has bits on the axes that decide it, and none on the others.
 *
 * All of it belongs to the arena of struct facts and doesn't change once the rules are loaded.
 */
#ifndef PAGECK_KINDS_H
#define PAGECK_KINDS_H

#include "util/util.h"

typedef uint64_t kinds_t;

#define MAX_KINDS	64
#define MAX_AXES	8

struct kind_set {			/* a kind, or a group of kinds of one axis */
	const char *name;
	kinds_t mask;
	bool is_group;
	const char *says;		/* the page may be ...: "ZONE_DEVICE" */
	const char *one, *many;		/* "a ZONE_DEVICE page", "ZONE_DEVICE pages" */
	const char *none;		/* "no ZONE_DEVICE page" */
	const char *plain;		/* within a reason: "a device page" */
	const char *advice;		/* "test for a ZONE_DEVICE page first" */
};

struct kind_axis {
	const char *name;
	kinds_t mask;
};

struct kinds {
	kinds_t any;			/* all there are */
	kinds_t ordinary;		/* kinds for which nothing can go wrong: ordinary memory */
	struct kind_axis axis[MAX_AXES];
	unsigned naxes;
	VEC(const struct kind_set *) sets;	/* in the order of the files */
};

/* --- masks ------------------------------------------------------------------------ */

/* All kinds of the axes on which the mask has a bit. */
kinds_t kinds_axes(const struct kinds *k, kinds_t mask);
/* "For these" as what a page may be: with all kinds of the other axes. */
kinds_t kinds_only(const struct kinds *k, kinds_t these);
/* The other kinds of the same axes. */
kinds_t kinds_others(const struct kinds *k, kinds_t these);
/* The intersection; 0 when it is empty on some axis. */
kinds_t kinds_meet(const struct kinds *k, kinds_t a, kinds_t b);

/* --- properties of what a page may be ------------------------------------------------ */

/* The axes on which it excludes something; all axes when it excludes nothing. */
kinds_t kinds_told(const struct kinds *k, kinds_t may_be);
/* May it be a kind that isn't ordinary, on an axis on which something is excluded? */
bool kinds_special(const struct kinds *k, kinds_t may_be);
/* Is it non-empty, with ordinary kinds only? */
bool kinds_ordinary(const struct kinds *k, kinds_t may_be);
/* Is it stated that it may be other than ordinary, rather than that it may be anything? */
bool kinds_specific(const struct kinds *k, kinds_t may_be);
/* On an axis of `these`, is nothing possible but these? */
bool kinds_surely(const struct kinds *k, kinds_t may_be, kinds_t these);

/* --- words ------------------------------------------------------------------------------ */

/* "fsdax", "device", "any"; false: there is none of that name. */
bool kinds_named(const struct kinds *k, const char *name, kinds_t *mask);
/*
 * What to call the pages for which something is wrong: the first group that contains all of `these`
 * that aren't ordinary, on the first axis that has any; if all are ordinary, the group of the
 * others.
 */
const struct kind_set *kinds_group(const struct kinds *k, kinds_t these);
/* "ordinary memory or ZONE_DEVICE (fsdax or devdax)"; `present`: the kinds there are. */
void kinds_describe(struct strbuf *out, const struct kinds *k, kinds_t these, kinds_t present);
/* The same of what a page may be: "no ZONE_DEVICE page", "any kind of page, also ...". */
void kinds_tell(struct strbuf *out, const struct kinds *k, kinds_t may_be, kinds_t present);
/* In the words of the rules files. */
void kinds_spell(struct strbuf *out, const struct kinds *k, kinds_t mask);

/* --- making them -------------------------------------------------------------------------- */

/* Adds a kind to an axis, new or known; 0: all bits are used. */
kinds_t kinds_add(struct kinds *k, const char *axis);

#endif
