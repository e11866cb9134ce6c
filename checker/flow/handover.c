/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Places of the caller's that a function finds a reference in and leaves one in: `keep`
 * rows about the function under analysis.
 *
 * A loop of the caller's hands the same place over again and again, and puts what is in it
 * once, at its end. So what is there at the start may not be overwritten as long as nobody
 * took it over, and what is there at the end must not have been put.
 */
#include "flow/handover.h"
#include "flow/observer.h"
#include "flow/place.h"

void handover_enter(struct fn_ctx *c, struct state *s, const struct term *const *args, unsigned n)
{
	const struct fn_facts *ff = c->info->facts;
	const struct ref_fact *r;

	for (r = ff ? ff->refs : NULL; r; r = (const struct ref_fact *)r->row.next) {
		const struct term *v;

		if (r->action != REF_KEEP || !row_applies(c->u, &r->row, c->f->decl))
			continue;
		v = place_value(c, s, &r->object, c->f->decl, args, n);
		if (v && v->kind == TM_INIT && !v->site) {
			struct kept k = { v, r->kind };

			vec_push(&c->kept, k);
		}
	}
}

static bool may_be_one(struct fn_ctx *c, struct state *s, const struct term *v)
{
	struct range valid = range_pointer_valid(), r = state_range(&c->e, s, v);

	r = range_meet(&r, &valid);
	return !range_empty(&r);
}

void handover_stored(struct fn_ctx *c, struct state *s, const struct term *loc, const struct term *value,
		 const struct ir_expr *dst, struct ir_pos pos)
{
	size_t i;

	for (i = 0; i < c->kept.n; i++) {
		const struct term *found = c->kept.data[i].value;
		struct ref held = { .object = found, .kind = c->kept.data[i].kind, .status = REF_HELD, .count = 1, .held_on_entry = true,
				    .pos = c->f->decl->pos, .fn = c->f->decl };
		struct event ev = {
			.what = EV_LOST, .fn = c, .state = s, .pos = pos, .expr = dst, .ref = &held,
		};

		if (found->a != loc || value == found || state_any_ref(&c->e, s, found) ||
		    state_load(&c->e, s, loc, found->type) != found || !may_be_one(c, s, found))
			continue;
		flow_event(&ev);
		/* said once: to callers it is as if it had been put */
		held.status = REF_RELEASED;
		held.count = 0;
		held.held_on_entry = false;
		held.owed_by_caller = true;
		state_ref_add(&c->e, s, &held);
	}
}

void handover_at_end(struct fn_ctx *c, struct state *s, struct ir_pos pos)
{
	size_t i;

	for (i = 0; i < c->kept.n; i++) {
		const struct term *found = c->kept.data[i].value;
		const struct term *left = state_load(&c->e, s, found->a, found->type);
		struct ref *r = state_gone_ref(&c->e, s, left);
		struct event ev = {
			.what = EV_LEFT, .fn = c, .state = s, .pos = pos, .ref = r,
		};

		if (!r || !may_be_one(c, s, left))
			continue;
		ev.expr = r->name;
		flow_event(&ev);
		/* said once: it is no caller's affair */
		state_ref_drop(&c->e, s, left, r->kind);
	}
}
