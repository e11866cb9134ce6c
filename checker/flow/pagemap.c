/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ZONE_DEVICE memory that is made from a struct dev_pagemap: what the struct must say by
 * then, and that a path which fails later unmakes it, or answers with the error it got.
 * What was made, and an error, are kept like a reference that only `pagemap-setup` sees.
 */
#include "flow/pagemap.h"
#include "flow/observer.h"

/* --- what must be set ------------------------------------------------------------------ */

static const struct term *member_value(struct fn_ctx *c, struct state *s, const struct term *object,
				       const char *record, const char *member)
{
	struct ir_record *r = ir_find_record(c->u->unit, record);
	struct ir_field *f = r ? ir_record_field(r, intern(member)) : NULL;
	struct terms *t = &c->u->terms;

	return f ? state_load(&c->e, s, loc_field(t, loc_sym(t, object), f), f->type) : NULL;
}

/* Zero, or a member of the function's own variable that nobody has set. */
static bool is_unset(struct fn_ctx *c, struct state *s, const struct term *v)
{
	struct range r = state_range(&c->e, s, v), zero = range_of(0, 0);

	return range_within(&r, &zero) ||
	       (v->kind == TM_INIT && !v->site && loc_root(v->a)->kind == LOC_VAR &&
		loc_root(v->a)->var->kind == VAR_LOCAL);
}

static bool condition_holds(struct fn_ctx *c, struct state *s, const struct need_fact *n,
			    const struct term *object, const char *record)
{
	const struct term *v;
	struct range r;
	int64_t have, want;
	unsigned i;

	if (!n->if_member)
		return true;
	v = member_value(c, s, object, record, n->if_member);
	if (!v)
		return false;
	r = state_range(&c->e, s, v);
	if (!range_single(&r, &have))
		return false;
	for (i = 0; i < n->nif_in; i++)
		if (ir_find_constant(c->u->unit, n->if_in[i], &want) && want == have)
			return true;
	return false;
}

/* A table of this file, and nothing in the file sets the member of any such table. */
static bool table_lacks(struct fn_ctx *c, const struct term *table, const struct need_fact *n)
{
	size_t i;

	if (table->kind != TM_ADDR || table->a->kind != LOC_VAR || table->a->var->kind != VAR_GLOBAL ||
	    !table->a->var->is_static)
		return false;
	for (i = 0; i < c->u->unit->roles.n; i++) {
		const struct ir_role *r = &c->u->unit->roles.data[i];

		if (r->record->name == n->record && r->field == n->member)
			return false;
	}
	return true;
}

static bool is_missing(struct fn_ctx *c, struct state *s, const struct need_fact *n,
		       const struct term *object, const char *record)
{
	const struct term *v;

	if (!row_applies(c->u, &n->row, NULL) || !condition_holds(c, s, n, object, record))
		return false;
	v = member_value(c, s, object, record, n->behind ? n->behind : n->member);
	if (!v)
		return false;
	return n->behind ? table_lacks(c, v, n) : is_unset(c, s, v);
}

static const char *pointee_name(const struct ir_type *t)
{
	return t && t->kind == TY_POINTER && t->to && t->to->kind == TY_RECORD && t->to->record ?
	       t->to->record->name : NULL;
}

void setup_called(struct fn_ctx *c, struct state *s, const struct setup_fact *f,
		  const struct ir_insn *i, const struct term *const *args)
{
	const char *record = f->arg < i->fn->nparams ? pointee_name(i->fn->param_types[f->arg]) : NULL;
	size_t k;

	struct ref *again = f->arg < i->nargs ? state_ref(&c->e, s, args[f->arg], NULL) : NULL;

	if (again)
		state_ref_drop(&c->e, s, again->object, NULL);	/* a loop: one of them counts */
	if (!record || f->arg >= i->nargs)
		return;
	for (k = 0; k < c->u->facts->needs.n; k++) {
		const struct need_fact *n = c->u->facts->needs.data[k];
		struct event ev = {
			.what = EV_INCOMPLETE, .fn = c, .state = s, .pos = i->pos, .expr = i->args[f->arg],
			.need = n,
		};

		if (is_missing(c, s, n, args[f->arg], record))
			flow_event(&ev);
	}
}

/* --- what was made, and what is left behind ------------------------------------------------- */

void setup_done(struct fn_ctx *c, struct state *s, const struct setup_fact *f,
		const struct ir_insn *i, const struct term *object, const struct term *result,
		bool failed)
{
	struct step st = { .what = STEP_ACQUIRED, .pos = i->pos, .expr = i->args[f->arg], .fn = i->fn };
	struct ref r = {
		.object = failed ? result : object, .status = REF_HELD, .count = 1, .setup = f,
		.failed = failed, .pos = i->pos, .fn = i->fn, .insn = i, .name = i->args[f->arg],
	};

	if (!failed && !f->undo && !f->lasts)
		return;
	r.path = state_step(&c->e, s, &st);
	state_ref_add(&c->e, s, &r);
}

void setup_ignored(struct fn_ctx *c, struct state *s, const struct ir_insn *i)
{
	struct event ev = { .what = EV_SETUP_IGNORED, .fn = c, .state = s, .pos = i->pos };

	ev.setup_call = i;
	flow_event(&ev);
}

void setup_undone(struct fn_ctx *c, struct state *s, const struct setup_fact *f,
		  const struct term *object, const struct ir_insn *i)
{
	struct ref *old = state_any_ref(&c->e, s, object);
	struct event ev = {
		.what = EV_UNDONE_AGAIN, .fn = c, .state = s, .pos = i->pos, .ref = old,
		.expr = f->undo_arg < i->nargs ? i->args[f->undo_arg] : NULL,
	};
	struct ref r = {
		.object = object, .status = REF_RELEASED, .setup = f, .owed_by_caller = true, .pos = i->pos,
		.insn = i, .fn = i->fn,
	};

	if (old && !old->setup)
		return;
	/* the same call again is a loop's, and may be about another one each time */
	if (old && old->status == REF_RELEASED && old->insn != i && old->fn != c->f->decl)
		flow_event(&ev);
	if (old && old->status == REF_HELD) {
		r.owed_by_caller = false;
		state_ref_drop(&c->e, s, object, NULL);
		state_ref_add(&c->e, s, &r);
	} else if (!old && from_outside(object)) {
		state_ref_add(&c->e, s, &r);	/* the caller's */
	}
}

/* The memory that holds the pagemap goes, and what was made from it stays. */
void setup_freed(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		 const struct term *const *args)
{
	const struct fn_facts *ff = rows_of_call(c->u, i);
	const struct ref_fact *f = ff ? ff->refs : NULL;
	const struct term *gone;
	uint32_t k;

	while (f && !(f->frees && row_applies(c->u, &f->row, i->fn)))
		f = (const struct ref_fact *)f->row.next;
	if (!f || f->object.arg >= i->nargs)
		return;
	gone = loc_sym(&c->u->terms, args[f->object.arg]);
	for (k = 0; k < s->refs.n; k++) {
		const struct ref r = s->refs.data[k];
		struct event ev = {
			.what = EV_FREED, .fn = c, .state = s, .pos = i->pos, .expr = i->args[f->object.arg],
			.ref = &r,
		};

		/* what doesn't go by itself is left behind, and said to be where the path ends */
		if (r.setup && r.setup->lasts && !r.failed && r.status == REF_HELD &&
		    loc_within(loc_sym(&c->u->terms, r.object), gone))
			flow_event(&ev);
	}
}

/* The answer is an error, and no other can be meant. */
static bool returns_error(struct fn_ctx *c, const struct state *s, int64_t *value)
{
	const struct ir_type *t = c->f->decl->type ? c->f->decl->type->to : NULL;
	struct range errors = range_of(-ERRNO_MAX, -1), r;
	const struct term *v = s->ret;

	*value = 0;
	if (!s->ret || !t)
		return false;
	r = state_range(&c->e, s, s->ret);
	if (range_empty(&r))
		return false;
	range_single(&r, value);
	/* ERR_PTR(error): an integer made a pointer is judged as the integer */
	while (t->kind == TY_POINTER && v->kind == TM_CAST)
		v = v->a;
	if (t->kind == TY_POINTER && v->type && v->type->kind == TY_INT)
		t = v->type;
	if (t->kind == TY_POINTER)
		return range_within(&r, &errors) || (range_single(&r, value) && !*value);
	/* `if (error) return error;`: what isn't 0 and may be negative */
	return t->kind == TY_INT && !t->is_unsigned && !range_has(&r, 0) && r.r[0].lo < 0;
}

void setup_tested(struct fn_ctx *c, struct state *s, const struct ir_block *b, const struct term *cond)
{
	uint32_t i;

	if (cond->kind == TM_BINARY && (cond->op == OP_EQ || cond->op == OP_NE) && term_is_const(cond->b, 0))
		cond = cond->a;
	for (i = 0; i < s->refs.n; i++)
		if (s->refs.data[i].failed && s->refs.data[i].object == cond)
			state_ref(&c->e, s, cond, NULL)->null_test = b->pos;
}

bool setup_swallowed(struct fn_ctx *c, const struct state *s, const struct ref *r)
{
	const struct ir_type *t = c->f->decl->type ? c->f->decl->type->to : NULL;
	struct range none = range_of(0, 0), good = range_of(0, INT32_MAX), yes = range_of(1, 1), v;

	if (!r->failed || !s->ret || !t || term_mentions(s->ret, r->object))
		return false;
	v = state_range(&c->e, s, s->ret);
	if (range_empty(&v))
		return false;
	if (t->kind == TY_BOOL)
		return range_within(&v, &yes);
	return t->kind == TY_INT && range_within(&v, t->is_unsigned ? &none : &good);
}

bool setup_forgotten(struct fn_ctx *c, const struct state *s, const struct ref *r)
{
	int64_t value;

	if ((!r->failed && r->setup->lasts) || !returns_error(c, s, &value))
		return false;
	/* an error of another kind took the place of the one that was got */
	return !r->failed || (value && !term_mentions(s->ret, r->object));
}
