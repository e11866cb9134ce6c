/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Members of a page whose word means something else for another kind of page: which they are in
 * this unit, by the rows and by the tree's own layout, and what is done with them. What judged
 * says lives as long as the unit.
 */
#ifndef PAGECK_MEMBERS_H
#define PAGECK_MEMBERS_H

#include "flow/fixpoint.h"

/* What the layout says of a member. */
struct judged {
	const struct member_fact *row;
	bool other_arm;				/* the member lies over the row's, and means the opposite */
	unsigned aligned;			/* bits that are clear in what the row's member holds */
	const struct judged *more;		/* what it is to kinds of which this doesn't speak */
};

/* Is the member judged in this unit? */
bool judged_member(struct unit_ctx *u, const struct ir_field *f, struct judged *out);
/* Is there something in the unit from which a device page may come, or that asks for one? */
bool unit_sees_devices(struct unit_ctx *u);
/* Does it call what makes ZONE_DEVICE memory? */
bool unit_makes_pages(struct unit_ctx *u);
/* The judged member that loc is or lies in; out->value is not set. */
bool access_of(struct fn_ctx *c, const struct term *loc, const struct ir_expr *x,
	       struct member_read *out);
/* Records a store to loc (in the source: dst); members whose address is passed to a call. */
void member_written(struct fn_ctx *c, struct state *s, const struct term *loc,
		    const struct ir_expr *dst, struct ir_pos pos);
void members_passed(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		    const struct term *const *args);
/* A branch is about to turn on a condition; one was taken. */
void member_decides(struct fn_ctx *c, struct state *s, const struct term *cond,
		    const struct ir_expr *x);
bool member_excludes(struct fn_ctx *c, struct state *s, const struct term *cond);

#endif
