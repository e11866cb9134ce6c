/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The places that rows name (`*arg1`, `arg3->folios[]`), as locations and values of a call. */
#include "flow/place.h"

static const struct term *container_value(struct fn_ctx *c, const struct place *p,
					  const struct term *v)
{
	if (v->kind != TM_ADDR || v->a->kind != LOC_FIELD)
		return NULL;
	if (v->a->field->name != p->container_field || v->a->field->record->name != p->container)
		return NULL;
	return tm_addr(&c->u->terms, v->a->a);
}

const struct term *place_reached(struct fn_ctx *c, struct state *s, const struct place *p,
				 const struct ir_decl *d, const struct term *v,
				 const struct ir_type **reached)
{
	const struct ir_type *type;
	const struct term *loc = NULL;
	unsigned i;

	type = p->arg < d->nparams ? d->param_types[p->arg] : v->type;
	for (i = 0; i < p->nsteps; i++) {
		const struct ir_record *r;
		struct ir_field *f;

		switch (p->steps[i].kind) {
		case STEP_DEREF:
			if (loc)
				v = state_load(&c->e, s, loc, type);
			if (!type || type->kind != TY_POINTER)
				return NULL;
			loc = loc_sym(&c->u->terms, v);
			type = type->to;
			break;
		case STEP_FIELD:
			r = type && type->kind == TY_RECORD ? type->record : NULL;
			f = r ? ir_record_field(r, p->steps[i].field) : NULL;
			if (!f || !loc)
				return NULL;
			loc = loc_field(&c->u->terms, loc, f);
			type = f->type;
			break;
		case STEP_ELEM:
			return NULL;
		}
	}
	*reached = type;
	return loc;
}

const struct term *place_value(struct fn_ctx *c, struct state *s, const struct place *p,
			       const struct ir_decl *d, const struct term *const *args, unsigned nargs)
{
	const struct ir_type *type;
	const struct term *loc;

	if (p->base != PLACE_ARG || p->arg >= nargs)
		return NULL;
	if (p->container)
		return container_value(c, p, args[p->arg]);
	if (!p->nsteps)
		return args[p->arg];
	loc = place_reached(c, s, p, d, args[p->arg], &type);
	return loc ? state_load(&c->e, s, loc, type) : NULL;
}

/* The array that a pointer leads to; pages + pinned: all of it is meant. */
static const struct term *pointed_array(struct fn_ctx *c, const struct term *v)
{
	while (v->kind == TM_BINARY && v->op == OP_ADD)
		v = v->a;
	return loc_array(loc_sym(&c->u->terms, v));
}

const struct term *place_location(struct fn_ctx *c, const struct place *p,
				  const struct term *const *args, unsigned nargs)
{
	const struct term *v;

	if (p->base != PLACE_ARG || p->arg >= nargs || p->nsteps != 1)
		return NULL;
	v = args[p->arg];
	if (p->steps[0].kind == STEP_DEREF)
		return loc_sym(&c->u->terms, v);
	if (p->steps[0].kind != STEP_ELEM)
		return NULL;
	return pointed_array(c, v);
}

/*
 * The same of a place that lies deeper: `arg3->folios[]`, `(*arg1)[]`. The call fills in all
 * of the structure around it, and the pointer to an array where there was none.
 */
const struct term *place_filled(struct fn_ctx *c, struct state *s, const struct place *p,
				const struct ir_insn *i, const struct term *const *args)
{
	const struct place in = { .base = p->base, .arg = p->arg, .steps = p->steps, .nsteps = p->nsteps - 1 };
	const struct place *reach = p->steps[p->nsteps - 1].kind == STEP_ELEM ? &in : p;
	const struct ir_type *type;
	const struct term *loc, *v;

	if (p->base != PLACE_ARG || p->arg >= i->nargs)
		return NULL;
	if (p->steps[0].kind == STEP_DEREF && p->steps[1].kind == STEP_FIELD)
		state_clobber(&c->e, s, loc_sym(&c->u->terms, args[p->arg]), (const char *)i + 1);
	loc = place_reached(c, s, reach, i->fn, args[p->arg], &type);
	if (!loc || reach == p || (type && type->kind == TY_ARRAY))
		return loc;
	v = state_load(&c->e, s, loc, type);
	if (v->kind == TM_CONST) {
		v = state_fresh(&c->e, s, i, loc, type);
		state_store(&c->e, s, loc, v);
	}
	return pointed_array(c, v);
}
