/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Expressions to terms; what reading and dereferencing means for the rules. */
#include "flow/eval.h"
#include "flow/across.h"
#include "flow/correlate.h"
#include "flow/handover.h"
#include "flow/members.h"
#include "flow/observer.h"
#include "flow/use.h"

static void member_read(struct fn_ctx *c, struct state *s, const struct term *loc,
			const struct term *value, const struct ir_expr *x)
{
	struct member_read r;

	if (loc->kind != LOC_FIELD || value->kind != TM_INIT || value->a != loc ||
	    !access_of(c, loc, x, &r))
		return;
	r.value = value;
	r.mask = state_kind(&c->e, s, r.page).mask;
	/* the last place where the member is written out is where a reader looks */
	if (x->kind == EX_FIELD || x->kind == EX_DEREF || !state_read_of(s, value))
		state_add_read(&c->e, s, &r);
	do
		if (!read_by_layout(&r))
			page_used_as(c, s, &r, USE_READ, NULL, x->pos, x);
	while (next_arm(&r));
}

const struct member_read *read_below(const struct state *s, const struct term *t)
{
	const struct member_read *r;

	for (;;) {
		r = state_read_of(s, t);
		if (r)
			return r;
		if (t->kind != TM_CAST && t->kind != TM_BINARY)
			return NULL;
		t = t->a;
	}
}

static unsigned flag_bits(const struct member_fact *m)
{
	return m->device_bits ? m->device_bits : m->low_bits;
}

/* What the page's member holds here; NULL in a tree without it. */
static const struct term *member_value(struct fn_ctx *c, struct state *s,
				       const struct member_fact *m, const struct term *page)
{
	struct terms *t = &c->u->terms;
	struct ir_field *f = page_field(&c->e, m->member);

	if (!f)
		return NULL;
	return state_load(&c->e, s, loc_field(t, loc_sym(t, page_root(&c->e, page)), f), f->type);
}

/* What the flag bit of the page's member can be here; false: it has none. */
static bool flag_range(struct fn_ctx *c, struct state *s, const struct member_fact *m,
		       const struct term *page, struct range *out)
{
	struct terms *t = &c->u->terms;
	const struct term *v = member_value(c, s, m, page);

	if (!v || !flag_bits(m))
		return false;
	*out = state_range(&c->e, s, tm_binary(t, OP_AND, v, tm_const(t, flag_bits(m)), v->type, true));
	return true;
}

/* Did an earlier test on this path turn on the same bit of the same page? */
bool flag_decided(struct fn_ctx *c, struct state *s, const struct member_fact *m,
		  const struct term *page)
{
	struct range r;
	int64_t one;

	return flag_range(c, s, m, page, &r) && range_single(&r, &one);
}

/*
 * Is the bit known to be set? Only what the flag speaks of has it, or a page that
 * misleads whoever tests it; of that the test is to blame, not what comes after it.
 */
bool flag_set(struct fn_ctx *c, struct state *s, const struct member_fact *m,
	      const struct term *page)
{
	struct range r;

	return flag_range(c, s, m, page, &r) && !range_empty(&r) && !range_has(&r, 0);
}

void compared_with_own(struct fn_ctx *c, struct state *s, const struct term *cond,
		       const struct ir_expr *x)
{
	struct value_known known = { .compared = true };
	const struct member_read *a, *b;
	const struct term *other;

	while (cond->kind == TM_CAST)
		cond = cond->a;
	if (!s->reads.n || cond->kind != TM_BINARY || (cond->op != OP_EQ && cond->op != OP_NE))
		return;
	a = state_read_of(s, cond->a);
	b = state_read_of(s, cond->b);
	if (!a == !b)
		return;
	other = a ? cond->b : cond->a;
	if (!a)
		a = b;
	if (other->kind == TM_INIT && other->type && other->type->kind == TY_POINTER && !read_by_layout(a))
		page_used_as(c, s, a, USE_READ, &known, x->pos, x);
}

/* A condition that turns on a flag bit of a member: the page is taken for what the bit says. */
void touch_condition(struct fn_ctx *c, struct state *s, const struct term *cond,
		     const struct ir_expr *x)
{
	const struct member_read *r;

	if (!s->reads.n)
		return;
	member_decides(c, s, cond, x);
	while ((cond->kind == TM_BINARY && cond->b->kind == TM_CONST &&
		(cond->op == OP_EQ || cond->op == OP_NE)) ||
	       cond->kind == TM_CAST || (cond->kind == TM_UNARY && cond->op == OP_NOT))
		cond = cond->a;
	compared_with_own(c, s, cond, x);
	if (cond->kind != TM_BINARY || cond->op != OP_AND || cond->b->kind != TM_CONST)
		return;
	r = state_read_of(s, cond->a);
	if (r && r->member->flag_wrong_for && cond->b->value == (int64_t)flag_bits(r->member))
		page_used(c, s, r, USE_TRUST, NULL, x->pos, x);
}

static struct value_known known_of(struct fn_ctx *c, struct state *s, const struct term *v,
				   const struct member_fact *m)
{
	struct range r = state_range(&c->e, s, v), zero = range_of(0, 0), bits;
	unsigned mask[2] = { flag_bits(m), m->low_bits }, i;
	struct value_known k = { .nonnull = !range_has(&r, 0), .untagged = !m->low_bits };

	for (i = 0; i < 2 && !k.untagged; i++) {
		bits = state_range(&c->e, s, tm_binary(&c->u->terms, OP_AND, v,
						       tm_const(&c->u->terms, mask[i]), v->type, true));
		k.untagged = range_within(&bits, &zero);
	}
	return k;
}

/*
 * What tests on this path leave of the value that was read. Tests of another read
 * count when it is known to have given the same value.
 */
static struct value_known value_known(struct fn_ctx *c, struct state *s,
				      const struct member_read *r)
{
	struct value_known k = known_of(c, s, r->value, r->member), other;
	struct range zero = range_of(0, 0), differ;
	uint32_t i;

	for (i = 0; i < s->reads.n && !(k.nonnull && k.untagged); i++) {
		const struct term *v = s->reads.data[i].value;

		if (v == r->value)
			continue;
		differ = state_range(&c->e, s, tm_binary(&c->u->terms, OP_NE, r->value, v, NULL, false));
		if (!range_within(&differ, &zero))
			continue;
		other = known_of(c, s, v, r->member);
		k.nonnull |= other.nonnull;
		k.untagged |= other.untagged;
	}
	return k;
}

struct value_known member_known(struct fn_ctx *c, struct state *s, const struct member_fact *m,
				const struct term *page)
{
	const struct term *v = member_value(c, s, m, page);

	return v ? known_of(c, s, v, m) : (struct value_known){ 0 };
}

/* The callee follows what the member holds, unless that is NULL. */
static void followed_there(struct fn_ctx *c, struct state *s, const struct term *loc,
			   const struct term *v, const struct reader_fact *rd, const struct ir_expr *x)
{
	struct value_known known = { 0 };
	struct member_read r;

	if (v->kind != TM_INIT || v->a != loc || !access_of(c, loc, x, &r))
		return;
	r.value = v;
	r.any_origin = rd->any_origin;
	known = value_known(c, s, &r);
	known.nonnull = true;
	page_used(c, s, &r, USE_DEREF, &known, x->pos, x);
}

/* The page that an accessor gives of the argument: the same value that a call of it here has. */
static const struct term *page_through(struct fn_ctx *c, struct state *s, const struct reader_fact *rd,
				       const struct term *arg, struct ir_pos pos)
{
	struct ir_decl *d = ir_find_decl(c->u->unit, rd->through);
	const struct fn_facts *ff = facts_of(c->u->facts, rd->through);
	const struct origin_fact *o = ff ? ff->origins : NULL;
	const struct term *page;
	struct kind k;

	if (!d || !d->type)
		return NULL;
	page = tm_same(&c->u->terms, d, arg, d->type->to);
	k = state_kind(&c->e, s, page);
	if (o && !k.origin) {
		k.mask = kinds_meet(&c->u->facts->kinds, k.mask, o->may_be);
		k.origin = o;
		k.from = d;
		k.pos = pos;
		state_set_kind(&c->e, s, &k);
	}
	return page;
}

/* The value that a function elsewhere reads: the member of the page it is handed. */
const struct term *reader_result(struct fn_ctx *c, struct state *s, const struct reader_fact *rd,
				 const struct term *page, const struct ir_insn *i)
{
	struct terms *t = &c->u->terms;
	struct ir_field *f = page_field(&c->e, rd->member);
	const struct term *loc, *v;
	const struct member_fact *m;
	struct ir_expr *x = i->args[rd->arg];

	if (f && rd->through)
		page = page_through(c, s, rd, page, i->pos);
	if (!f || !page)
		return NULL;
	loc = loc_field(t, loc_sym(t, page_root(&c->e, page)), f);
	v = state_load(&c->e, s, loc, f->type);
	m = facts_member(&c->u->facts->members, f->record->name, rd->member);
	member_read(c, s, loc, v, x);
	if (rd->dereferences)
		followed_there(c, s, loc, v, rd, x);
	if (rd->trusts)
		return tm_binary(t, OP_NE, tm_binary(t, OP_AND, v, tm_const(t, rd->trusts), f->type, true),
				 tm_const(t, 0), i->fn->type->to, false);
	/* pgmap looks like any good pointer: no check inside tells them apart */
	return rd->checked && !(m && is_overlaid(c->u, m)) ? NULL : v;
}

/* Is this pointer's target a kind of object that rules count references of? */
static bool is_counted(struct unit_ctx *u, const struct term *t)
{
	return t->type && t->type->kind == TY_POINTER && t->type->to &&
	       t->type->to->kind == TY_RECORD && t->type->to->record &&
	       table_get(&u->counted, t->type->to->record->name);
}

/* The pointer of which p is some bytes further: a word of a bit map, a member. */
static const struct term *pointer_base(const struct term *p)
{
	for (;;) {
		if (p->kind == TM_CAST)
			p = p->a;
		else if (p->kind == TM_BINARY && (p->op == OP_ADD || p->op == OP_SUB) && p->a->type &&
			 p->a->type->kind == TY_POINTER)
			p = p->a;
		else if (p->kind == TM_ADDR && loc_root(p->a)->kind == LOC_SYM)
			p = loc_root(p->a)->a;
		else
			return p;
	}
}

void follow_pointer(struct fn_ctx *c, struct state *s, const struct term *p, const struct ir_expr *x)
{
	const struct term *base = pointer_base(p);
	const struct member_read *r = NULL;

	if (base->kind == TM_INIT && base->a->kind == LOC_VAR && base->a->var->kind == VAR_PARAM &&
	    base->a->var->index < 64)
		c->summary->derefs |= 1ull << base->a->var->index;
	if (s->reads.n)
		r = read_below(s, base);
	if (s->reads.n && !r)
		r = read_below(s, p);
	if (r) {
		struct value_known known = value_known(c, s, r);

		page_used(c, s, r, USE_DEREF, &known, x->pos, x);
	}
}

void touch_pointer(struct fn_ctx *c, struct state *s, const struct term *p, const struct ir_expr *x)
{
	struct ref *ref;

	if (s->refs.n) {
		const struct term *o = p;

		/* &pgmap->range is as good as pgmap */
		if (p->kind == TM_ADDR && loc_root(p->a)->kind == LOC_SYM)
			o = loc_root(p->a)->a;
		ref = state_gone_ref(&c->e, s, o);
		if (ref) {
			struct event ev = {
				.what = EV_USE_RELEASED, .fn = c, .state = s, .pos = x->pos,
				.expr = x, .ref = ref,
			};

			flow_event(&ev);
			state_ref_drop(&c->e, s, o, ref->kind);	/* said once */
		}
	}
	if (p->kind == TM_INIT && is_counted(c->u, p)) {
		struct object_use use = { p, x->pos, c->info->decl, x };
		size_t i;

		for (i = 0; i < c->summary->objects.n; i++)
			if (c->summary->objects.data[i].object == p)
				break;
		if (i == c->summary->objects.n && (!s->refs.n || !state_any_ref(&c->e, s, p)))
			vec_push(&c->summary->objects, use);
	}
	follow_pointer(c, s, p, x);
}

/*
 * Where a judged member lives: page->mapping and folio->mapping of one page are
 * one word, whatever pointer it is read through.
 */
static const struct term *member_loc(struct fn_ctx *c, const struct term *loc)
{
	struct judged j;
	const struct ir_record *r;
	struct ir_field *f;
	const struct term *page;

	if (loc->kind != LOC_FIELD)
		return loc;
	if (!judged_member(c->u, loc->field, &j) || j.other_arm || j.row->overlays)
		return loc;
	r = ir_find_record(c->u->unit, c->u->facts->page_record);
	f = r ? ir_record_field(r, loc->field->name) : NULL;
	page = loc->a->kind == LOC_SYM ? loc->a->a : tm_addr(&c->u->terms, loc->a);
	return loc_field(&c->u->terms, loc_sym(&c->u->terms, page_root(&c->e, page)),
			 f ? f : loc->field);
}

static bool has_pointer(const struct term *t)
{
	if (t->kind == TM_CAST || t->kind == TM_UNARY)
		return has_pointer(t->a);
	if (t->kind == TM_BINARY)
		return has_pointer(t->a) || has_pointer(t->b);
	return t->type && t->type->kind == TY_POINTER;
}

bool made_of_address(const struct term *t)
{
	while (t->kind == TM_SAME || t->kind == TM_CAST)
		t = t->a;
	return (t->kind == TM_BINARY && t->op == OP_SHR) || has_pointer(t);
}

/* base + pfn, where no call says that a page comes from there. */
static void name_page(struct fn_ctx *c, struct state *s, const struct term *t,
		      const struct ir_expr *x)
{
	const struct origin_fact *o = page_map_origin(&c->e, t);
	struct kind k;

	if (!o || !row_applies(c->u, &o->row, NULL))
		return;
	k = state_kind(&c->e, s, t);
	if (k.origin)
		return;
	k.mask &= o->may_be;
	k.origin = o;
	k.of_address = made_of_address(k.root);
	k.pos = x->pos;
	if (k.mask)
		state_set_kind(&c->e, s, &k);
}

const struct term *eval_loc(struct fn_ctx *c, struct state *s, const struct ir_expr *x, bool touch)
{
	struct terms *t = &c->u->terms;
	const struct term *p, *loc;

	switch (x->kind) {
	case EX_VAR:
		return loc_var(t, global_var(c->u, x->var));
	case EX_DEREF:
		p = eval(c, s, x->a);
		if (touch)
			touch_pointer(c, s, p, x->a);
		return loc_sym(t, p);
	case EX_FIELD:
		if (!ir_is_lvalue(x->a)) {
			/* a member of a struct value, such as a call's result */
			p = eval(c, s, x->a);
			return loc_field(t, loc_sym(t, tm_addr(t, p)), x->field);
		}
		return member_loc(c, loc_field(t, eval_loc(c, s, x->a, touch), x->field));
	case EX_INDEX:
		loc = loc_elem(t, eval_loc(c, s, x->a, touch), eval(c, s, x->b));
		name_page(c, s, tm_addr(t, loc), x);
		return loc;
	default:
		/* an rvalue where a location is wanted: memory nobody else names */
		p = eval(c, s, x);
		return loc_sym(t, tm_sym(t, x, p, 0, NULL));
	}
}

/* container_of(): the address of a member less the member's offset is its owner's. */
static const struct term *container(struct terms *t, const struct term *p, const struct ir_type *type,
				    int64_t minus)
{
	if (p->kind == TM_ADDR && p->a->kind == LOC_FIELD && type->to && type->to->bits <= 8 &&
	    type->to->kind != TY_POINTER && (int64_t)(p->a->field->offset / 8) == minus)
		return tm_addr(t, p->a->a);
	return NULL;
}

/* container_of() of a first member is a bare cast. */
static const struct term *first_member_owner(struct terms *t, const struct term *p,
					     const struct ir_type *type)
{
	if (p->kind == TM_ADDR && p->a->kind == LOC_FIELD && p->a->field->offset == 0 &&
	    type->kind == TY_POINTER && type->to && type->to->kind == TY_RECORD &&
	    type->to->record == p->a->field->record)
		return tm_addr(t, p->a->a);
	return p;
}

static bool unsigned_op(const struct ir_expr *x)
{
	const struct ir_type *a = x->a->type;

	if (x->op >= OP_EQ && x->op <= OP_GE)
		return a && (a->kind == TY_POINTER || a->is_unsigned);
	return x->type && x->type->is_unsigned;
}

/* A struct of one member (pte_t and its kind) is that member's value. */
static const struct term *load_struct(struct fn_ctx *c, struct state *s, const struct term *loc,
				      const struct ir_type *type)
{
	const struct ir_record *r = type->record;
	const struct term *v;

	if (r && r->is_complete && r->nfields == 1 && !r->is_union) {
		v = state_bound(s, loc_field(&c->u->terms, loc, &r->fields[0]));
		if (v)
			return tm_wrap(&c->u->terms, v, &r->fields[0]);
	}
	return state_load(&c->e, s, loc, type);
}

static const struct term *moved(struct terms *t, const struct term *loc, const struct term *from,
				const struct term *to)
{
	if (loc == from)
		return to;
	if (loc->kind == LOC_FIELD)
		return loc_field(t, moved(t, loc->a, from, to), loc->field);
	return loc_elem(t, moved(t, loc->a, from, to), loc->b);
}

/* dst = src for whole structs: the members that are known go along. */
void copy_members(struct fn_ctx *c, struct state *s, const struct term *dst, const struct term *src)
{
	struct state *old = state_fork(&c->e, s);
	uint32_t i;

	for (i = 0; i < old->env.n; i++) {
		const struct term *loc = old->env.data[i].loc;

		if (loc != src && loc_within(loc, src))
			state_store(&c->e, s, moved(&c->u->terms, loc, src, dst), old->env.data[i].value);
	}
	for (i = 0; i < old->clobbers.n; i++) {
		const struct term *loc = old->clobbers.data[i].loc;

		if (loc != src && loc_within(loc, src))
			state_store(&c->e, s, moved(&c->u->terms, loc, src, dst),
				    state_load(&c->e, old, loc, loc->type));
	}
}

/* Are members known that the value of the whole doesn't show? */
static bool has_known_members(const struct state *s, const struct term *loc, const struct term *whole)
{
	uint32_t i;

	for (i = 0; i < s->env.n; i++)
		if (s->env.data[i].loc != loc && s->env.data[i].value != whole &&
		    loc_within(s->env.data[i].loc, loc))
			return true;
	for (i = 0; i < s->clobbers.n; i++)
		if (s->clobbers.data[i].loc != loc && loc_within(s->clobbers.data[i].loc, loc))
			return true;
	return false;
}

const struct term *eval_passed(struct fn_ctx *c, struct state *s, const struct ir_expr *x)
{
	const struct term *v = eval(c, s, x);

	if (!x->type || x->type->kind != TY_RECORD || !ir_is_lvalue(x) || v->kind == TM_WRAP ||
	    !has_known_members(s, eval_loc(c, s, x, false), v))
		return v;
	return state_fresh(&c->e, s, x, v, x->type);
}

const struct term *eval(struct fn_ctx *c, struct state *s, const struct ir_expr *x)
{
	struct terms *t = &c->u->terms;
	const struct term *a, *b, *loc;

	switch (x->kind) {
	case EX_VAR:
	case EX_DEREF:
	case EX_FIELD:
	case EX_INDEX:
		if (x->kind == EX_FIELD && !ir_is_lvalue(x->a))
			return tm_member(t, eval(c, s, x->a), x->field);
		loc = eval_loc(c, s, x, true);
		if (x->type && x->type->kind == TY_ARRAY)
			return tm_addr(t, loc_elem(t, loc, tm_const(t, 0)));
		if (x->type && x->type->kind == TY_RECORD)
			return load_struct(c, s, loc, x->type);
		a = state_load(&c->e, s, loc, x->type);
		if (x->kind == EX_FIELD)
			member_read(c, s, loc, a, x);
		else if (loc->kind == LOC_FIELD)	/* READ_ONCE(p->f): *(volatile *)&p->f */
			member_read(c, s, loc, a, x);
		return a;
	case EX_CONST:
		return tm_const(t, x->value);
	case EX_STRING:
		return tm_string(t, x);
	case EX_FUNC:
		return tm_func(t, x->decl);
	case EX_ADDR:
		if (x->a->kind == EX_FUNC)
			return tm_func(t, x->a->decl);
		return tm_addr(t, eval_loc(c, s, x->a, false));
	case EX_UNARY:
		return tm_unary(t, x->op, eval(c, s, x->a), x->type);
	case EX_BINARY:
		a = eval(c, s, x->a);
		b = eval(c, s, x->b);
		if (x->op == OP_SUB && x->type && x->type->kind == TY_POINTER && b->kind == TM_CONST &&
		    b->value != INT64_MIN) {
			const struct term *owner = container(t, a, x->type, b->value);

			return owner ? owner : tm_binary(t, OP_ADD, a, tm_const(t, -b->value), x->type, true);
		}
		/* asked again, and by its own choice: either answer may come, each time */
		if (a == b && (x->op == OP_EQ || x->op == OP_NE) && term_may_change(a))
			return state_fresh(&c->e, s, x, NULL, x->type);
		a = tm_binary(t, x->op, a, b, x->type, unsigned_op(x));
		if (x->type && x->type->kind == TY_POINTER)
			name_page(c, s, a, x);
		return a;
	case EX_CAST:
		return tm_cast(t, first_member_owner(t, eval(c, s, x->a), x->type), x->type);
	case EX_UNKNOWN:
	default:
		return state_fresh(&c->e, s, x, NULL, x->type);
	}
}

/* Is the value in something that outlives or still serves this function? */
static bool still_named(const struct state *s, const struct term *object)
{
	uint32_t i;

	for (i = 0; i < s->env.n; i++) {
		const struct binding *b = &s->env.data[i];

		if (b->loc->kind == LOC_VAR && b->loc->var->kind == VAR_TEMP)
			continue;
		if (term_points_into(b->value, object))
			return true;
	}
	return false;
}

void note_written(struct state *s, const struct term *loc)
{
	if (loc->kind == LOC_SYM && loc->a->kind == TM_INIT && loc->a->a->kind == LOC_VAR &&
	    loc->a->a->var->kind == VAR_PARAM && loc->a->a->var->index < 64)
		s->written |= 1ull << loc->a->a->var->index;
}

void report_lost(struct fn_ctx *c, struct state *s, const struct ir_insn *i)
{
	uint32_t k, j;

	for (k = s->refs.n; k-- > 0; ) {
		struct ref r = s->refs.data[k];
		struct event ev = {
			.what = EV_LOST, .fn = c, .state = s, .pos = i->pos, .expr = r.name, .ref = &r,
		};

		if (r.status != REF_HELD || r.escaped || r.held_on_entry || r.bare_counter || r.setup)
			continue;
		for (j = 0; j < s->env.n && !term_points_into(s->env.data[j].value, r.object); j++)
			;
		if (j < s->env.n)
			continue;
		flow_event(&ev);
		state_ref_drop(&c->e, s, r.object, r.kind);
	}
}

bool in_array(const struct term *loc)
{
	for (; loc->kind == LOC_FIELD || loc->kind == LOC_ELEM; loc = loc->a)
		if (loc->kind == LOC_ELEM)
			return true;
	return false;
}

/* pgmaps[0], as written */
static bool is_constant_element(const struct ir_expr *x)
{
	for (; x && ir_is_lvalue(x); x = x->a) {
		if (x->kind == EX_INDEX && x->b->kind != EX_CONST)
			return false;
		if (x->kind == EX_DEREF && x->a->kind == EX_BINARY && x->a->b->kind != EX_CONST)
			return false;
	}
	return true;
}

void assign(struct fn_ctx *c, struct state *s, const struct ir_expr *dst, const struct term *value,
	    struct ir_pos pos)
{
	const struct term *loc = eval_loc(c, s, dst, true), *old;
	struct ref *ref;
	uint32_t k;

	forget_tested(c, s, dst);
	if (s->refs.n && in_array(loc) && !is_constant_element(dst))
		/* which element holds it now is more than is kept track of */
		while ((ref = state_any_ref(&c->e, s, value)))
			state_ref_drop(&c->e, s, value, ref->kind);
	old = s->refs.n ? state_bound(s, loc) : NULL;
	handover_stored(c, s, loc, value, dst, pos);
	member_written(c, s, loc, dst, pos);
	tracked_stored(c, s, loc, value);
	state_store(&c->e, s, loc, value);
	note_written(s, loc);
	if (!old || old == value)
		return;
	for (k = s->refs.n; k-- > 0; ) {
		struct ref r = s->refs.data[k];
		struct event ev = {
			.what = EV_LOST, .fn = c, .state = s, .pos = pos, .expr = dst, .ref = &r,
		};

		if (r.object != old || r.status != REF_HELD || r.escaped || r.held_on_entry || r.setup ||
		    still_named(s, old))
			continue;
		flow_event(&ev);
		state_ref_drop(&c->e, s, old, r.kind);
	}
}
