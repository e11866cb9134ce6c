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
	kinds_t ordinary;		/* nothing goes wrong that one would have to warn of */
	struct kind_axis axis[MAX_AXES];
	unsigned naxes;
	VEC(const struct kind_set *) sets;	/* in the order of the files */
};

/* --- masks ------------------------------------------------------------------------ */

/* All kinds of the axes on which the mask has some. */
kinds_t kinds_axes(const struct kinds *k, kinds_t mask);
/* "For these" as what a page may be: whatever it is on the other axes. */
kinds_t kinds_only(const struct kinds *k, kinds_t these);
/* The rest of the same axes. */
kinds_t kinds_others(const struct kinds *k, kinds_t these);
/* What both leave; 0, when that is nothing on some axis. */
kinds_t kinds_meet(const struct kinds *k, kinds_t a, kinds_t b);

/* --- properties of what a page may be ------------------------------------------------ */

/* The axes on which it leaves something out; all, when it says nothing on any. */
kinds_t kinds_told(const struct kinds *k, kinds_t may_be);
/* May it be other than ordinary, on an axis of which something is known? */
bool kinds_special(const struct kinds *k, kinds_t may_be);
/* There are such pages, and they are all ordinary. */
bool kinds_ordinary(const struct kinds *k, kinds_t may_be);
/* Is it said that it may be other than ordinary, and not just that anything may be? */
bool kinds_specific(const struct kinds *k, kinds_t may_be);
/* On an axis of `these`, is nothing left but them? */
bool kinds_surely(const struct kinds *k, kinds_t may_be, kinds_t these);

/* --- words ------------------------------------------------------------------------------ */

/* "fsdax", "device", "any"; false: there is none of that name. */
bool kinds_named(const struct kinds *k, const char *name, kinds_t *mask);
/*
 * What to call the pages that are to be told apart when it goes wrong for `these`: the first
 * group that has all of them which aren't ordinary, on the first axis with such; when all are
 * ordinary, what the others are called.
 */
const struct kind_set *kinds_group(const struct kinds *k, kinds_t these);
/* "ordinary memory or ZONE_DEVICE (fsdax or devdax)"; `present`: the kinds there are. */
void kinds_describe(struct strbuf *out, const struct kinds *k, kinds_t these, kinds_t present);
/* The same of what a page may be: "no ZONE_DEVICE page", "any kind of page, also ...". */
void kinds_tell(struct strbuf *out, const struct kinds *k, kinds_t may_be, kinds_t present);
/* In the words of the rules files. */
void kinds_spell(struct strbuf *out, const struct kinds *k, kinds_t mask);

/* --- making them -------------------------------------------------------------------------- */

/* A new kind of an axis, named for the first time or again; 0: there is no room. */
kinds_t kinds_add(struct kinds *k, const char *axis);

#endif
