/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A judged member was used: may the page be of a kind for which that goes wrong? Callers are told
 * of pages that they handed in, and the rules of the others (observer.h).
 */
#ifndef PAGECK_USE_H
#define PAGECK_USE_H

#include "flow/eval.h"

/* A judged member was used: may the page be of the wrong kind? */
void page_used(struct fn_ctx *c, struct state *s, const struct member_read *r, enum use_how how,
	       const struct value_known *known, struct ir_pos pos, const struct ir_expr *x);
/* The same for what just one row says of the member. */
void page_used_as(struct fn_ctx *c, struct state *s, const struct member_read *r, enum use_how how,
		  const struct value_known *known, struct ir_pos pos, const struct ir_expr *x);
/* Makes it the read as the next row judges it; false: there is none. */
bool next_arm(struct member_read *r);

/* Is it judged by what the tree's layout puts over the member, or the member over others? */
static inline bool read_by_layout(const struct member_read *r)
{
	return r->other_arm || r->member->overlays;
}

/* Does the tree's own layout put the overlaying member over this one? */
bool is_overlaid(struct unit_ctx *u, const struct member_fact *m);

#endif
