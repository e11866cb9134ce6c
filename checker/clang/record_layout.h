/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The layout of a record in a parsed unit: its members, and the arms of its unions. Unlike struct
 * ir_record it keeps which arm of a union a member belongs to. A struct layout owns everything in
 * it; layout_free() frees it.
 */
#ifndef PAGECK_RECORD_LAYOUT_H
#define PAGECK_RECORD_LAYOUT_H

#include "clang/clang.h"

struct layout_member {
	const char *name, *type;
	uint64_t offset, size;		/* bits; size 0: a flexible array */
	unsigned arm;			/* index in arms */
	bool is_bitfield;
	unsigned lane;			/* column of its arm where nothing else overlaps it */
};

struct layout {
	struct arena mem;
	const char *tag;
	bool is_union;
	uint64_t size;			/* bits */
	/* What the source calls them, in a comment, else their members. 0: outside of unions. */
	VEC(const char *) arms;
	VEC(struct layout_member) members;	/* in order of declaration */
};

/* Fills `out`; false when the unit has no complete record of that name. */
bool front_layout(struct front_unit *u, const char *tag, struct layout *out);
void layout_free(struct layout *l);

/* Do they share storage? */
bool layout_overlap(const struct layout_member *a, const struct layout_member *b);
const struct layout_member *layout_find(const struct layout *l, const char *name);

#endif
