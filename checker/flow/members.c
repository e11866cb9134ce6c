/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which members of a page are judged, as this tree lays them out, and what counts as
 * using one.
 *
 * A row with `overlays` names what only a ZONE_DEVICE page has; whatever else lies over
 * those bytes is judged the other way round. A plain read of such a word says nothing
 * yet: it counts once it is dereferenced or decides something, and a test of bits that
 * are clear in what a device page has there is right whatever the page is.
 */
#include "flow/members.h"
#include "flow/derive.h"
#include "flow/eval.h"
#include "flow/use.h"

#include <stdlib.h>

/* --- which members ------------------------------------------------------------------- */

static struct ir_field *field_of_row(struct unit_ctx *u, const struct member_fact *m)
{
	struct ir_record *r = row_applies(u, &m->row, NULL) ? ir_find_record(u->unit, m->record) : NULL;

	return r ? ir_record_field(r, intern(m->member)) : NULL;
}

static bool is_aggregate_page(struct unit_ctx *u, const struct ir_field *f)
{
	return f->type && f->type->kind == TY_RECORD && f->type->record &&
	       table_get(&u->pages, f->type->record->name);
}

/* The kinds of which what is known of the member speaks already. */
static kinds_t kinds_judged(const struct kinds *all, const struct judged *j)
{
	kinds_t known = 0;

	for (; j && j->row; j = j->more)
		known |= j->other_arm ? j->row->wrong_over : kinds_axes(all, j->row->meaningless);
	return known;
}

/* What the row says of the member counts for kinds of which the rows before don't speak. */
static void add_arm(struct unit_ctx *u, struct judged *j, const struct member_fact *m, bool reverse)
{
	struct judged *more;

	if (!((reverse ? m->wrong_over : m->meaningless) & ~kinds_judged(&u->facts->kinds, j)))
		return;
	if (!j->row) {
		j->row = m;
		j->other_arm = reverse;
		return;
	}
	while (j->more)
		j = (struct judged *)j->more;
	more = arena_new(&u->mem, struct judged);
	more->row = m;
	more->other_arm = reverse;
	j->more = more;
}

static bool is_for_any_kind(const struct member_fact *m, const struct ir_field *f)
{
	unsigned i;

	for (i = 0; i < m->nany_kind; i++)
		if (m->any_kind[i] == f->name)
			return true;
	return false;
}

/* A folio lies over its first page: offsets are compared whichever of them has the field. */
static void judge_overlaid(struct unit_ctx *u, const struct ir_record *r, struct judged *out,
			   const struct member_fact *m, const struct ir_field *over)
{
	size_t i;

	for (i = 0; i < r->nfields; i++) {
		const struct ir_field *f = &r->fields[i];

		if (f->offset >= over->offset + over->size ||
		    over->offset >= f->offset + f->size || is_aggregate_page(u, f) || is_for_any_kind(m, f))
			continue;
		add_arm(u, &out[i], m, true);
	}
}

static struct judged *judge_record(struct unit_ctx *u, const struct ir_record *r)
{
	struct judged_record j = {
		.record = r, .field = arena_array(&u->mem, struct judged, r->nfields + 1),
	};
	size_t i;

	vec_push(&u->judged, j);
	for (i = 0; i < r->nfields; i++) {
		const struct member_fact *m = facts_member(&u->facts->members, r->name, r->fields[i].name);

		/* what it means may differ from tree to tree */
		for (; m; m = (const struct member_fact *)m->row.next)
			if (row_applies(u, &m->row, NULL))
				add_arm(u, &j.field[i], m, false);
	}
	for (i = 0; i < u->facts->members.cap; i++) {
		const struct member_fact *m = u->facts->members.slot[i].value;
		struct ir_field *over = m && m->overlays ? field_of_row(u, m) : NULL;

		if (over)
			judge_overlaid(u, r, j.field, m, over);
	}
	return j.field;
}

bool judged_member(struct unit_ctx *u, const struct ir_field *f, struct judged *out)
{
	const struct ir_record *r = f->record;
	struct judged *field = NULL;
	size_t i;

	if (!table_get(&u->pages, r->name) || f < r->fields || f >= r->fields + r->nfields)
		return false;
	for (i = 0; i < u->judged.n && !field; i++)
		if (u->judged.data[i].record == r)
			field = u->judged.data[i].field;
	if (!field)
		field = judge_record(u, r);
	*out = field[f - r->fields];	/* whose aligned is 0 */
	/* where no device pages are seen, nothing is judged by the layout */
	while (out->row && !u->sees_devices && (out->other_arm || out->row->overlays)) {
		if (!out->more)
			return false;
		*out = *out->more;
	}
	return out->row;
}

/* --- does the unit have to do with device pages at all? ----------------------------------- */

static bool is_specific(const struct unit_ctx *u, const struct origin_fact *o)
{
	return kinds_specific(&u->facts->kinds, o->may_be);
}

static bool expr_gives_device(struct unit_ctx *u, const struct ir_expr *x)
{
	const struct member_fact *m;
	const struct origin_fact *o;

	if (!x)
		return false;
	if (x->kind == EX_FIELD) {
		o = facts_member(&u->facts->member_origins, x->field->record->name, x->field->name);
		m = facts_member(&u->facts->members, x->field->record->name, x->field->name);
		if ((o && is_specific(u, o)) || (m && m->overlays))
			return true;
	}
	return expr_gives_device(u, x->a) || expr_gives_device(u, x->b);
}

static bool call_concerns_devices(struct unit_ctx *u, struct ir_decl *d)
{
	const struct fn_facts *ff = facts_of(u->facts, d->name);
	const struct origin_fact *o = ff ? ff->origins : NULL;

	if (ff && (ff->setups || (ff->readers && ff->readers->any_origin) || (ff->guards && ff->guards->row.section == FACT_GUARDS)))
		return true;
	for (; o; o = (const struct origin_fact *)o->row.next)
		if (is_specific(u, o))
			return true;
	return asks_for_kinds(u, d);
}

/* The unit makes pages itself: what its structures say when they come to be is of interest. */
bool unit_makes_pages(struct unit_ctx *u)
{
	size_t i, j, k;

	for (i = 0; i < u->unit->defs.n; i++) {
		struct ir_decl *d = u->unit->defs.data[i];
		struct ir_func *f = d->broken ? NULL : ir_body(u->unit, d);

		for (j = 0; f && j < f->nblocks; j++)
			for (k = 0; k < f->blocks[j]->ninsns; k++) {
				const struct ir_insn *in = f->blocks[j]->insns[k];
				const struct fn_facts *ff = in->kind == I_CALL && in->fn ?
							    facts_of(u->facts, in->fn->name) : NULL;

				if (ff && ff->setups)
					return true;
			}
	}
	return false;
}

/* Where no page is likely to be a device's, list links are what they seem: nothing to judge. */
bool unit_sees_devices(struct unit_ctx *u)
{
	size_t i, j, k;
	unsigned a;

	for (i = 0; i < u->unit->defs.n; i++) {
		struct ir_decl *d = u->unit->defs.data[i];
		struct ir_func *f = d->broken ? NULL : ir_body(u->unit, d);

		for (j = 0; f && j < f->nblocks; j++) {
			if (expr_gives_device(u, f->blocks[j]->value))
				return true;
			for (k = 0; k < f->blocks[j]->ninsns; k++) {
				const struct ir_insn *in = f->blocks[j]->insns[k];

				if ((in->kind == I_CALL && in->fn && call_concerns_devices(u, in->fn)) ||
				    expr_gives_device(u, in->src) || expr_gives_device(u, in->dst))
					return true;
				for (a = 0; a < in->nargs; a++)
					if (expr_gives_device(u, in->args[a]))
						return true;
			}
		}
	}
	return false;
}

/* --- accesses ---------------------------------------------------------------------------------- */

/* Of a member of several words, which of the rows' members lies over this part? */
static void find_part(struct unit_ctx *u, struct judged *j, uint64_t offset, uint64_t size)
{
	size_t i;

	for (i = 0; i < u->facts->members.cap; i++) {
		const struct member_fact *m = u->facts->members.slot[i].value;
		struct ir_field *f = m && m->overlays ? field_of_row(u, m) : NULL;

		if (f && m->wrong_over == j->row->wrong_over && f->offset < offset + size &&
		    offset < f->offset + f->size) {
			j->row = m;
			/* only the word that the row's member lies in has its bits clear */
			j->aligned = f->offset == offset ? m->aligned : 0;
			return;
		}
	}
}

/* The same for all rows that judge the member. */
static void find_parts(struct unit_ctx *u, struct judged *j, uint64_t offset, uint64_t size)
{
	for (;;) {
		struct judged *more;

		if (j->other_arm)
			find_part(u, j, offset, size);
		if (!j->more)
			return;
		more = arena_dup(&u->mem, j->more, sizeof(*more));
		j->more = more;
		j = more;
	}
}

/* The judged member that a location is, or lies in. */
static const struct term *member_around(struct fn_ctx *c, const struct term *loc, struct judged *j)
{
	uint64_t offset = 0, size = loc->kind == LOC_FIELD ? loc->field->size : 0;
	bool exact = true;

	for (; loc->kind == LOC_FIELD || loc->kind == LOC_ELEM; loc = loc->a) {
		if (loc->kind == LOC_ELEM) {
			exact = false;
			continue;
		}
		offset += loc->field->offset;
		if (judged_member(c->u, loc->field, j)) {
			if (exact)
				find_parts(c->u, j, offset, size);
			return loc;
		}
	}
	return NULL;
}

/* page[1], where a compound page keeps what is nobody's who isn't one. */
static bool is_tail(const struct term *loc)
{
	const struct term *p = loc->kind == LOC_SYM ? loc->a : NULL;

	if (p && p->kind == TM_ADDR)
		loc = p->a;
	if (p && p->kind == TM_BINARY && p->op == OP_ADD)
		return p->b->kind == TM_CONST && p->b->value;
	return loc->kind == LOC_ELEM && loc->b->kind == TM_CONST && loc->b->value;
}

bool access_of(struct fn_ctx *c, const struct term *loc, const struct ir_expr *x,
	       struct member_read *out)
{
	struct judged j;
	const struct term *page;

	loc = member_around(c, loc, &j);
	if (!loc)
		return false;
	if (j.other_arm && is_tail(loc->a))
		return false;
	page = loc->a->kind == LOC_SYM ? loc->a->a : tm_addr(&c->u->terms, loc->a);
	*out = (struct member_read){
		.page = page_root(&c->e, page), .member = j.row, .other_arm = j.other_arm,
		.aligned = j.aligned, .more = j.more, .expr = x, .pos = x->pos, .fn = c->info->decl, .call_pos = x->pos,
	};
	return true;
}

void member_written(struct fn_ctx *c, struct state *s, const struct term *loc,
		    const struct ir_expr *dst, struct ir_pos pos)
{
	struct member_read r;

	if (loc->kind != LOC_FIELD || !access_of(c, loc, dst, &r))
		return;
	r.pos = r.call_pos = pos;
	page_used(c, s, &r, USE_WRITE, NULL, pos, dst);
	/* whoever gives a page its pagemap makes it what has one */
	if (r.member->overlays && !r.other_arm)
		state_narrow_kind(&c->e, s, r.page, c->u->facts->kinds.any & ~r.member->meaningless);
}

static bool is_sink_of(struct fn_ctx *c, const struct sink_fact *k, const struct ir_insn *i,
		       const struct term *page, struct member_read *out)
{
	struct ir_field *f = page_field(&c->e, k->member);
	struct judged j;

	if (!f || !row_applies(c->u, &k->row, i->fn) || !judged_member(c->u, f, &j))
		return false;
	*out = (struct member_read){
		.page = page_root(&c->e, page), .member = j.row, .other_arm = j.other_arm, .more = j.more,
		.expr = i->args[k->arg], .pos = i->pos, .fn = c->info->decl, .call_pos = i->pos, .sink = k,
		.any_origin = k->any_origin,
	};
	return true;
}

/* &page->lru is handed to a function, or the page to one that links it. */
void members_passed(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		    const struct term *const *args)
{
	const struct fn_facts *ff = rows_of_call(c->u, i);
	const struct sink_fact *k = ff ? ff->sinks : NULL;
	struct member_read r;
	unsigned a;

	for (; k; k = (const struct sink_fact *)k->row.next)
		if (k->arg < i->nargs && is_sink_of(c, k, i, args[k->arg], &r))
			page_used(c, s, &r, USE_SINK, NULL, i->pos, r.expr);
	if (!c->u->sees_devices)
		return;
	for (a = 0; a < i->nargs; a++) {
		const struct ir_type *t = i->fn && a < i->fn->nparams ? i->fn->param_types[a] :
									i->args[a]->type;

		if (args[a]->kind != TM_ADDR || args[a]->a->kind != LOC_FIELD || !t ||
		    t->kind != TY_POINTER || !access_of(c, args[a]->a, i->args[a], &r))
			continue;
		r.pos = r.call_pos = i->pos;
		do
			if (r.other_arm)
				page_used_as(c, s, &r, t->to && t->to->is_const ? USE_ADDRESS : USE_LINK,
					     NULL, i->pos, i->args[a]);
		while (next_arm(&r));
	}
}

/* --- conditions ----------------------------------------------------------------------------------- */

/* Without what only asks for truth: (x != 3), !x, casts. */
static const struct term *asked(const struct term *cond, bool *compared)
{
	*compared = false;
	for (;;) {
		if (cond->kind == TM_BINARY && (cond->op == OP_EQ || cond->op == OP_NE) &&
		    cond->b->kind == TM_CONST) {
			*compared |= cond->b->value != 0;
			cond = cond->a;
		} else if (cond->kind == TM_CAST || (cond->kind == TM_UNARY && cond->op == OP_NOT)) {
			cond = cond->a;
		} else {
			return cond;
		}
	}
}

/* The member read that a value was made from, when a row judges it by the layout. */
static bool layout_read_below(const struct state *s, const struct term *t, struct member_read *out)
{
	const struct member_read *r = read_below(s, t);

	if (!r)
		return false;
	*out = *r;
	while (!read_by_layout(out))
		if (!next_arm(out))
			return false;
	return true;
}

/* A pointer of the device's is none of the constants, and its low bits are clear. */
static bool is_right_test(const struct member_read *r, const struct term *v, bool compared)
{
	return r->other_arm && r->aligned &&
	       (compared || v == r->value || (v->kind == TM_BINARY && v->op == OP_AND));
}

void member_decides(struct fn_ctx *c, struct state *s, const struct term *cond,
		    const struct ir_expr *x)
{
	struct member_read r;
	const struct term *v;
	bool compared, whole;

	if (!s->reads.n || !c->u->sees_devices)
		return;
	v = asked(cond, &compared);
	whole = layout_read_below(s, v, &r);
	if (!whole && !(v->kind == TM_BINARY &&
			(layout_read_below(s, v->b, &r) || layout_read_below(s, v->a, &r))))
		return;
	do
		if (read_by_layout(&r) && !(whole && is_right_test(&r, v, compared)))
			page_used_as(c, s, &r, USE_READ, NULL, x->pos, x);
	while (next_arm(&r));
}

/* Is what is asked of the word never so for the device's pointer? */
static bool is_impossible_test(const struct member_read *r, const struct term *v, const struct range *range)
{
	int64_t one;

	if (!r->other_arm || !r->aligned)
		return false;
	if (v->kind == TM_BINARY && v->op == OP_AND && v->b->kind == TM_CONST &&
	    !(v->b->value & ~(int64_t)r->aligned) && !range_has(range, 0))
		return true;
	return range_single(range, &one) &&
	       !(v->kind == TM_BINARY && v->op == OP_AND && !(v->b->kind == TM_CONST && v->b->value & ~7));
}

/*
 * The word can't be the device's pointer: it equals a constant, or a bit is set that is
 * clear in any such pointer. false: the path is impossible.
 */
bool member_excludes(struct fn_ctx *c, struct state *s, const struct term *cond)
{
	struct member_read r;
	const struct term *v;
	struct range range;
	bool compared;

	if (!s->reads.n || !c->u->sees_devices)
		return true;
	v = asked(cond, &compared);
	if (!layout_read_below(s, v, &r))
		return true;
	range = state_range(&c->e, s, v);
	if (range_empty(&range))
		return true;
	do
		if (is_impossible_test(&r, v, &range) &&
		    !state_narrow_kind(&c->e, s, r.page, c->u->facts->kinds.any & ~r.member->wrong_over))
			return false;
	while (next_arm(&r));
	return true;
}
