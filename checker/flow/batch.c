/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/batch.h"
#include "flow/array_loc.h"
#include "flow/call.h"
#include "flow/eval.h"
#include "flow/observer.h"

#include <string.h>

enum {
	ESCAPED = 1 << 0, /* somebody else may see to what is left of it */
	LOOKED = 1 << 1, /* it has been looked at how many there are */
	USED = 1 << 2, /* the number that there are went somewhere */
	WHOLE = 1 << 3, /* a loop runs over as many as were asked for */
	EXTRA = 1 << 4, /* a single reference was taken on an element as well */
	HERE = 1 << 5, /* this function made the call that took it, not a callee */
};

static const char *const bit_names[] = {
	"escaped", "looked", "used", "whole", "extra", "here", NULL
};

/* --- the unit ------------------------------------------------------------------------------ */

/* Notes what the rows of a call say. true: it takes a single reference. */
static bool note_rows(struct unit_ctx *u, const struct fn_facts *ff)
{
	const struct batch_fact *b;
	bool one = false;

	for (b = ff->batches; b; b = (const struct batch_fact *)b->row.next) {
		u->takes_batches |= b->action == BATCH_TAKE;
		one |= b->action == BATCH_TAKE_ONE;
		if (b->action == BATCH_GIVE || b->action == BATCH_GIVE_ONE)
			u->gives_back |= 1ull << (b->kind->id & 63);
	}
	return one;
}

static bool note_calls(struct unit_ctx *u, const struct ir_func *f)
{
	bool one = false;
	size_t i, j;

	for (i = 0; i < f->nblocks; i++)
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];
			const struct fn_facts *ff = in->kind == I_CALL && in->fn ?
							    facts_of(u->facts, in->fn->name) :
							    NULL;

			if (ff)
				one |= note_rows(u, ff);
		}
	return one;
}

/* p->member[i], as a place to store in: the member. NULL: it is none. */
static const struct ir_field *element_of_member(const struct ir_expr *x)
{
	if (x->kind == EX_DEREF) {
		x = x->a;
		if (x->kind == EX_BINARY)
			x = x->a;
	} else if (x->kind == EX_INDEX) {
		x = x->a;
	}
	return x->kind == EX_FIELD ? x->field : NULL;
}

/* Stores into arrays of structures, in functions that no row makes worth running. */
static void note_stores(struct unit_ctx *u, const struct ir_decl *d, const struct ir_func *f)
{
	struct array_use use = { .does = ARRAY_FILLED, .in = d };
	size_t i, j;

	for (i = 0; i < f->nblocks; i++)
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];

			if (!in->dst || (in->dst->kind != EX_DEREF && in->dst->kind != EX_INDEX))
				continue;
			use.field = element_of_member(in->dst);
			if (use.field)
				vec_push(&u->array_uses, use);
		}
}

void batches_of_unit(struct unit_ctx *u)
{
	size_t i;

	for (i = 0; i < u->unit->defs.n; i++) {
		struct ir_decl *d = u->unit->defs.data[i];
		struct ir_func *f = d->broken ? NULL : ir_body(u->unit, d);

		if (f && !note_calls(u, f))
			note_stores(u, d, f);
	}
	if (!u->takes_batches)
		u->array_uses.n = 0;
}

/* Where nothing of the kind is ever given back, that is somebody else's affair. */
static bool unit_gives(const struct unit_ctx *u, const struct tracked *t)
{
	const struct batch_fact *row = (const struct batch_fact *)t->row;

	return u->gives_back >> (row->kind->id & 63) & 1;
}

/* --- arrays of structures -------------------------------------------------------------------- */

static bool same_use(const struct array_use *a, const struct array_use *b)
{
	return a->field == b->field && a->does == b->does && a->value == b->value &&
	       a->pos.file == b->pos.file && a->pos.line == b->pos.line && a->pos.col == b->pos.col;
}

static void note_use(struct fn_ctx *c, const struct array_use *use)
{
	size_t i;

	for (i = 0; i < c->u->array_uses.n; i++) {
		struct array_use *old = &c->u->array_uses.data[i];

		if (same_use(old, use)) {
			old->matched |= use->matched;
			return;
		}
	}
	vec_push(&c->u->array_uses, *use);
}

static void note_taken(struct fn_ctx *c, const struct term *array, const struct ref_kind *kind,
		       const struct ir_insn *i, const struct ir_expr *name)
{
	struct array_use use = {
		.field = array_member(array),
		.does = ARRAY_TAKES,
		.kind = kind,
		.pos = i->pos,
		.in = c->info->decl,
		.by = i->fn,
		.name = name,
	};
	struct taken_array t = { array, kind };

	vec_push(&c->taken_arrays, t);
	if (use.field)
		note_use(c, &use);
}

static bool was_taken(const struct fn_ctx *c, const struct term *array, const struct ref_kind *kind)
{
	size_t i;

	for (i = 0; i < c->taken_arrays.n; i++)
		if (c->taken_arrays.data[i].array == array && c->taken_arrays.data[i].kind == kind)
			return true;
	return false;
}

/* Nothing is known here of what is given back: the callers may know. */
static void note_given(struct fn_ctx *c, const struct term *array, const struct ref_kind *kind,
		       const struct ir_insn *i, const struct ir_expr *name)
{
	struct array_use use = {
		.field = array_member(array),
		.does = ARRAY_GIVES,
		.kind = kind,
		.pos = i->pos,
		.in = c->info->decl,
		.by = i->fn,
		.name = name,
		.matched = was_taken(c, array, kind),
	};
	const struct term *param = array_parameter(array);

	vec_push(&c->given, array);
	if (param)
		note_escaped(c, param);
	if (use.field)
		note_use(c, &use);
}

/* Something was stored in an element; it may turn out to be what a single reference was taken on. */
static void note_filled(struct fn_ctx *c, const struct term *array, const struct term *value)
{
	struct array_use use = {
		.field = array_member(array),
		.does = ARRAY_FILLED,
		.value = value,
		.in = c->info->decl,
	};
	size_t i;

	if (!use.field || value->kind == TM_CONST)
		return;
	for (i = 0; i < c->ones.n; i++)
		if (c->ones.data[i].value == value) {
			note_taken(c, array, c->ones.data[i].kind, c->ones.data[i].insn, NULL);
			return;
		}
	note_use(c, &use);
}

static void took_one(struct fn_ctx *c, struct state *s, const struct term *value,
		     const struct ref_kind *kind, const struct ir_insn *i,
		     const struct ir_expr *name)
{
	const struct term *root = page_root(&c->e, value), *array = array_of_element(&c->e, value);
	struct tracked *t = array ? tracked_get(&c->e, s, &batches, array) : NULL;
	struct taken_one one = { root, kind, i };
	size_t j, n;

	if (t)
		t->bits |= EXTRA;
	else if (array && array_member(array))
		note_taken(c, array, kind, i, name);
	vec_push(&c->ones, one);
	for (j = n = 0; j < c->u->array_uses.n; j++) {
		struct array_use use = c->u->array_uses.data[j];

		if (use.does == ARRAY_FILLED && use.value == root && use.in == c->info->decl) {
			use.does = ARRAY_TAKES;
			use.value = NULL;
			use.kind = kind;
			use.pos = i->pos;
			use.by = i->fn;
			use.name = name;
		}
		c->u->array_uses.data[n++] = use;
	}
	c->u->array_uses.n = n;
}

/* --- what is reported ------------------------------------------------------------------------ */

static const struct batch_fact *row_of(const struct tracked *t)
{
	return (const struct batch_fact *)t->row;
}

static void report(struct fn_ctx *c, struct state *s, struct event ev)
{
	ev.fn = c;
	ev.state = s;
	flow_event(&ev);
}

/* Can fewer be there than were asked for, as far as this path knows? */
static bool may_be_fewer(struct fn_ctx *c, struct state *s, const struct tracked *t)
{
	struct range r;
	int64_t one;

	if (!(t->bits & HERE) || (t->bits & LOOKED) || !t->with[0] || !t->with[1] ||
	    t->with[1]->kind == TM_CONST)
		return false;
	r = state_range(&c->e, s, t->with[1]);
	if (range_single(&r, &one) && one == 1)
		return false;
	r = state_range(&c->e, s, t->with[0]);
	return !range_single(&r, &one);
}

/* Some path of the function looks at, or uses, the number that this call gave. */
static void note_looked(struct fn_ctx *c, const struct tracked *t)
{
	vec_push(&c->looked, t->pos);
}

static bool some_path_looks(const struct fn_ctx *c, const struct tracked *t)
{
	size_t i;

	for (i = 0; i < c->looked.n; i++)
		if (c->looked.data[i].line == t->pos.line && c->looked.data[i].col == t->pos.col &&
		    c->looked.data[i].file == t->pos.file)
			return true;
	return false;
}

static void set_looked(struct fn_ctx *c, struct tracked *t, unsigned bit)
{
	if (!(t->bits & bit))
		note_looked(c, t);
	t->bits |= bit;
}

static void taken_for_all(struct fn_ctx *c, struct state *s, struct tracked *t, struct ir_pos pos)
{
	report(c, s, (struct event){ .what = EV_BATCH_FEWER, .batch = t, .pos = pos });
	t->bits |= LOOKED; /* said once */
}

/* Does the path know that fewer are there than were asked for? */
static bool known_fewer(const struct state *s, const struct tracked *t)
{
	uint32_t i;

	for (i = 0; t->with[0] && t->with[1] && i < s->cons.n; i++) {
		const struct term *x = s->cons.data[i].t, *a, *b;
		struct range zero = range_of(0, 0);
		bool is_true = !range_has(s->cons.data[i].r, 0);

		if (x->kind != TM_BINARY || (!is_true && !range_within(s->cons.data[i].r, &zero)))
			continue;
		a = uncast(x->a);
		b = uncast(x->b);
		if ((a == t->with[0] && b == t->with[1]) || (b == t->with[0] && a == t->with[1])) {
			if (x->op == OP_EQ ? !is_true : x->op == OP_NE ? is_true : false)
				return true;
			if (a == t->with[0] &&
			    (x->op == OP_LT ? is_true : x->op == OP_GE && !is_true))
				return true;
			if (b == t->with[0] &&
			    (x->op == OP_GT ? is_true : x->op == OP_LE && !is_true))
				return true;
		}
	}
	return false;
}

/* Is it one value or another, of paths that met? */
static bool is_mixed(const struct fn_ctx *c, const struct term *value)
{
	size_t i;

	for (i = 0; value->kind == TM_SYM && i < c->f->nblocks; i++)
		if (value->site == c->f->blocks[i])
			return true;
	return false;
}

/* --- calls ------------------------------------------------------------------------------------- */

static const struct batch_fact *take_of(struct fn_ctx *c, const struct ir_insn *i)
{
	const struct fn_facts *ff = rows_of_call(c->u, i);
	const struct batch_fact *b = ff && ff->takes ? ff->batches : NULL;

	while (b && !(b->action == BATCH_TAKE && b->arg < i->nargs && b->asked < i->nargs &&
		      row_applies(c->u, &b->row, i->fn)))
		b = (const struct batch_fact *)b->row.next;
	return b;
}

static bool takes(struct fn_ctx *c, const struct ir_insn *i, struct range *good, struct range *bad)
{
	if (!take_of(c, i))
		return false;
	/* a long that is kept in an int is no other number by that */
	*good = range_of(1, INT32_MAX);
	*bad = range_of(-ERRNO_MAX, 0);
	return true;
}

static void taken(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		  const struct term *const *args, const struct term *result, bool succeeded)
{
	const struct batch_fact *b = succeeded ? take_of(c, i) : NULL;
	struct step st = { .what = STEP_ACQUIRED, .pos = i->pos, .fn = i->fn };
	struct tracked t = { .by = &batches, .bits = HERE, .pos = i->pos, .fn = i->fn }, *old;
	int64_t asked;
	struct range r;

	if (!b || term_is_const(args[b->arg], 0))
		return;
	t.of = array_pointed_to(c, args[b->arg]);
	t.with[0] = uncast(result);
	t.with[1] = uncast(args[b->asked]);
	t.row = &b->row;
	t.name = st.expr = i->args[b->arg];
	if (t.with[1]->kind == TM_CONST && t.with[1]->value > 0) {
		asked = t.with[1]->value;
		r = range_of(1, asked);
		state_narrow(&c->e, s, result, &r);
	}
	tracked_drop(&c->e, s, &empty_arrays, t.of);
	old = tracked_get(&c->e, s, &batches, t.of);
	if (old && old->bits & ESCAPED)
		t.bits |= ESCAPED;
	t.path = state_step(&c->e, s, &st);
	tracked_set(&c->e, s, &t);
	note_taken(c, t.of, b->kind, i, t.name);
}

static bool given_as_another(struct fn_ctx *c, struct state *s, const struct tracked *t,
			     const struct batch_fact *b, const struct ir_insn *i)
{
	const struct ref_kind *had = row_of(t)->kind;

	if (had == b->kind || t->bits & EXTRA || !had->mismatch)
		return false;
	report(c, s,
	       (struct event){ .what = EV_BATCH_AS_ANOTHER,
			       .batch = t,
			       .pos = i->args[b->arg]->pos,
			       .given = b,
			       .expr = i->args[b->arg] });
	return true;
}

/* What nobody has taken is given back: the array is as it was made. */
static void give_nothing(struct fn_ctx *c, struct state *s, const struct term *array,
			 const struct batch_fact *b, const struct ir_insn *i)
{
	struct tracked *t = tracked_get(&c->e, s, &empty_arrays, array);

	if (!t || !b->kind->mismatch)
		return;
	report(c, s,
	       (struct event){ .what = EV_BATCH_NONE,
			       .batch = t,
			       .pos = i->args[b->arg]->pos,
			       .given = b,
			       .expr = i->args[b->arg] });
	tracked_drop(&c->e, s, &empty_arrays, array);
}

static void give(struct fn_ctx *c, struct state *s, const struct batch_fact *b,
		 const struct ir_insn *i, const struct term *const *args)
{
	const struct term *array = array_pointed_to(c, args[b->arg]);
	const struct term *n = b->has_asked && b->asked < i->nargs ? args[b->asked] : NULL;
	struct range none = range_of(INT64_MIN, 0), r;
	struct tracked *t;
	bool some;

	r = n ? state_range(&c->e, s, n) : range_full();
	if (range_within(&r, &none))
		return;
	some = n && (!range_has(&r, 0) || !is_mixed(c, uncast(n)));
	t = tracked_get(&c->e, s, &batches, array);
	if (!t) {
		if (some)
			give_nothing(c, s, array, b, i);
		note_given(c, array, b->kind, i, i->args[b->arg]);
		return;
	}
	if (!given_as_another(c, s, t, b, i) && n && uncast(n) == t->with[1] &&
	    t->with[1]->kind != TM_CONST && known_fewer(s, t))
		report(c, s,
		       (struct event){ .what = EV_BATCH_MORE,
				       .batch = t,
				       .pos = i->args[b->asked]->pos,
				       .given = b,
				       .expr = i->args[b->asked] });
	note_given(c, array, b->kind, i, i->args[b->arg]);
	tracked_drop(&c->e, s, &batches, array);
}

static void give_one(struct fn_ctx *c, struct state *s, const struct batch_fact *b,
		     const struct ir_insn *i, const struct term *const *args)
{
	const struct term *array = array_of_element(&c->e, args[b->arg]);
	struct range r = state_range(&c->e, s, args[b->arg]);
	struct tracked *t;

	if (!array)
		return;
	t = tracked_get(&c->e, s, &batches, array);
	if (t)
		given_as_another(c, s, t, b, i);
	else if (range_has(&r, 0)) /* not one that was found to be there */
		give_nothing(c, s, array, b, i);
	note_given(c, array, b->kind, i, i->args[b->arg]);
	if (t)
		tracked_drop(&c->e, s, &batches, array);
}

/* The array's memory is freed, and with it all that says which pages were taken. */
static void freed(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		  const struct fn_facts *ff, const struct term *const *args)
{
	const struct ref_fact *f = ff ? ff->refs : NULL;
	const struct term *array;
	struct tracked *t;

	while (f && !(f->frees && row_applies(c->u, &f->row, i->fn)))
		f = (const struct ref_fact *)f->row.next;
	if (!f || f->object.arg >= i->nargs)
		return;
	array = loc_sym(&c->u->terms, args[f->object.arg]);
	t = tracked_get(&c->e, s, &batches, array);
	if (!t)
		return;
	if (!(t->bits & ESCAPED) && unit_gives(c->u, t))
		report(c, s,
		       (struct event){ .what = EV_BATCH_FREED,
				       .batch = t,
				       .pos = i->pos,
				       .expr = i->args[f->object.arg] });
	tracked_drop(&c->e, s, &batches, array);
}

/* The array goes along with the number that was asked for, though fewer may be there. */
static void handed_whole(struct fn_ctx *c, struct state *s, struct tracked *t,
			 const struct ir_insn *i, const struct term *const *args)
{
	bool array = false, asked = false, have = false;
	unsigned k;

	for (k = 0; k < i->nargs && (!i->fn || !i->fn->variadic || k < i->fn->nparams); k++) {
		array |= i->args[k]->type && i->args[k]->type->kind == TY_POINTER &&
			 array_pointed_to(c, args[k]) == t->of;
		asked |= uncast(args[k]) == t->with[1];
		have |= t->with[0] && term_mentions(args[k], t->with[0]);
	}
	if (have)
		set_looked(c, t, USED);
	else if (array && asked && may_be_fewer(c, s, t))
		taken_for_all(c, s, t, i->pos);
}

static void called(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		   const struct term *const *args)
{
	const struct fn_facts *ff = rows_of_call(c->u, i);
	const struct batch_fact *b = ff ? ff->batches : NULL;
	uint32_t k;

	if (!s->tracked.n && !(b && c->u->takes_batches))
		return;
	for (k = 0; k < s->tracked.n; k++)
		if (s->tracked.data[k].by == &batches && !(ff && ff->takes)) {
			struct tracked *t = tracked_get(&c->e, s, &batches, s->tracked.data[k].of);

			handed_whole(c, s, t, i, args);
		}
	freed(c, s, i, ff, args);
	for (; b; b = (const struct batch_fact *)b->row.next) {
		if (b->action == BATCH_EMPTY || b->arg >= i->nargs ||
		    !row_applies(c->u, &b->row, i->fn))
			continue;
		if (b->action == BATCH_GIVE)
			give(c, s, b, i, args);
		else if (b->action == BATCH_GIVE_ONE)
			give_one(c, s, b, i, args);
		else if (b->action == BATCH_TAKE_ONE)
			took_one(c, s, args[b->arg], b->kind, i, i->args[b->arg]);
	}
}

/* The callee leaves the argument as it is: it says const, or a row does. */
static bool leaves_alone(struct fn_ctx *c, const struct ir_insn *i, unsigned arg)
{
	const struct fn_facts *ff = rows_of_call(c->u, i);
	const struct batch_fact *b = ff ? ff->batches : NULL;
	const struct ir_type *type = i->fn && arg < i->fn->nparams ? i->fn->param_types[arg] : NULL;

	if (type && type->kind == TY_POINTER && type->to && type->to->is_const)
		return true;
	for (; b; b = (const struct batch_fact *)b->row.next)
		if (b->action != BATCH_EMPTY && b->arg == arg && row_applies(c->u, &b->row, i->fn))
			return true;
	return false;
}

static void escaped(struct fn_ctx *c, struct state *s, const struct ir_insn *i, unsigned arg,
		    const struct term *value)
{
	const struct term *element = array_of_element(&c->e, value);
	uint32_t k;

	if (leaves_alone(c, i, arg))
		return;
	for (k = s->tracked.n; k-- > 0;) {
		struct tracked t = s->tracked.data[k];

		if (t.of != element && !array_reached(c, s, value, t.of))
			continue;
		if (t.by == &batches)
			tracked_get(&c->e, s, &batches, t.of)->bits |= ESCAPED;
		else if (t.by == &empty_arrays)
			tracked_drop(&c->e, s, &empty_arrays, t.of);
	}
}

/* --- stores and branches ----------------------------------------------------------------------- */

static bool is_plain_local(const struct term *loc)
{
	return loc->kind == LOC_VAR && loc->var->kind != VAR_GLOBAL;
}

/* x += asked: the next ones come behind all that were asked for. */
static bool steps_by_asked(struct fn_ctx *c, struct state *s, const struct tracked *t,
			   const struct term *loc, const struct term *value)
{
	const struct term *v = uncast(value), *old, *a, *b;

	if (v->kind != TM_BINARY || (v->op != OP_ADD && v->op != OP_SUB))
		return false;
	old = uncast(state_load(&c->e, s, loc, loc->type));
	a = uncast(v->a);
	b = uncast(v->b);
	return (a == old && b == t->with[1]) || (b == old && a == t->with[1]);
}

static void stored(struct fn_ctx *c, struct state *s, const struct term *loc,
		   const struct term *value)
{
	const struct term *array = loc_array(loc);
	uint32_t k;

	if (!s->tracked.n && !c->u->takes_batches)
		return;
	if (!is_plain_local(loc) && value->type && value->type->kind == TY_POINTER)
		vec_push(&c->put_away, value);
	if (loc->kind == LOC_ELEM || loc->kind == LOC_SYM) {
		struct tracked *t = tracked_get(&c->e, s, &batches, array);

		if (t)
			t->bits |= ESCAPED; /* which of them are in it now isn't known */
		tracked_drop(&c->e, s, &empty_arrays, array);
		note_filled(c, array, page_root(&c->e, value));
	}
	for (k = 0; k < s->tracked.n; k++) {
		struct tracked *t;
		const struct term *v = uncast(value);

		if (s->tracked.data[k].by != &batches)
			continue;
		t = tracked_get(&c->e, s, &batches, s->tracked.data[k].of);
		if (!is_plain_local(loc) && mentions_element(&c->e, value, t->of))
			t->bits |= ESCAPED;
		if (t->with[0] && term_mentions(value, t->with[0]) &&
		    !(v == t->with[0] && is_plain_local(loc)))
			set_looked(c, t, USED);
		if (t->with[0] && v != t->with[0] && is_plain_local(loc) &&
		    term_mentions(v, t->with[0]))
			vec_push(&c->sums, loc);
		if (may_be_fewer(c, s, t) && steps_by_asked(c, s, t, loc, value))
			taken_for_all(c, s, t, t->pos);
	}
}

/* Does the condition turn on how many there are, beyond that there are any? */
static bool looks_at(const struct term *cond, const struct term *result)
{
	const struct term *a, *b;

	cond = uncast(cond);
	if (!result || cond->kind != TM_BINARY || cond->op < OP_EQ || cond->op > OP_GE)
		return false;
	a = uncast(cond->a);
	b = uncast(cond->b);
	if (!term_mentions(a, result) && !term_mentions(b, result))
		return false;
	if (a != result && b != result)
		return true;
	if (b == result)
		b = a;
	return b->kind != TM_CONST || b->value > 1 || (b->value == 1 && cond->op <= OP_NE);
}

static bool bounded_by(const struct term *cond, const struct term *asked)
{
	const struct term *a, *b;

	cond = uncast(cond);
	if (!asked || asked->kind == TM_CONST || cond->kind != TM_BINARY || cond->op < OP_LT ||
	    cond->op > OP_GE)
		return false;
	a = uncast(cond->a);
	b = uncast(cond->b);
	return (a == asked && b->kind != TM_CONST) || (b == asked && a->kind != TM_CONST);
}

/* A variable to which some call's number was added, or what it is where paths meet. */
static bool is_sum(const struct fn_ctx *c, const struct term *t, const struct term *result)
{
	size_t i;

	if (result && t != result && term_mentions(t, result))
		return true;
	while (t->kind == TM_BINARY && (t->op == OP_ADD || t->op == OP_SUB))
		t = uncast(t->a);
	for (i = 0; i < c->sums.n; i++)
		if (t->kind == TM_SYM && t->a == c->sums.data[i])
			return true;
	return false;
}

/* The path goes on as if such a sum were none: of numbers that are positive it isn't. */
static bool takes_sum_for_none(const struct fn_ctx *c, const struct term *cond, bool truth,
			       const struct term *result)
{
	const struct term *t = uncast(cond);

	if (t->kind == TM_BINARY && t->op >= OP_EQ && t->op <= OP_GE) {
		if (!term_is_const(t->b, 0))
			return false;
		truth = t->op == OP_EQ || t->op == OP_LE || t->op == OP_LT ? !truth : truth;
		t = uncast(t->a);
	}
	return !truth && is_sum(c, t, result);
}

static void branched(struct fn_ctx *c, struct state *s, const struct ir_block *b,
		     const struct term *cond, bool truth, bool open)
{
	bool leaves = open && leaves_page_loop(c, b, b->succ[truth ? 0 : 1]);
	uint32_t k;

	for (k = 0; k < s->tracked.n; k++) {
		struct tracked *t;

		if (s->tracked.data[k].by != &batches)
			continue;
		t = tracked_get(&c->e, s, &batches, s->tracked.data[k].of);
		if (looks_at(cond, t->with[0]))
			set_looked(c, t, LOOKED);
		else if (bounded_by(cond, t->with[1]))
			t->bits |= WHOLE;
		/* the loop hands pages on: whether it did for all of them is its affair */
		if (leaves || takes_sum_for_none(c, cond, truth, t->with[0]))
			t->bits |= ESCAPED;
	}
}

/* --- the end of a path ---------------------------------------------------------------------------- */

static bool is_failure(struct fn_ctx *c, struct state *s)
{
	const struct ir_type *type = c->f->decl->type ? c->f->decl->type->to : NULL;
	struct range errors = range_of(-ERRNO_MAX, -1), r;

	if (!s->ret || !type)
		return false;
	r = state_range(&c->e, s, s->ret);
	if (type->kind == TY_POINTER)
		errors = range_of(-ERRNO_MAX, 0);
	/* `if (error) return error;`: what isn't 0 and may be negative */
	return range_within(&r, &errors) || (type->kind == TY_INT && !type->is_unsigned &&
					     !range_has(&r, 0) && r.n && r.r[0].lo < 0);
}

/* Can't callers tell from the answer whether something was taken? Then nothing is said to them. */
static bool answer_tells(struct fn_ctx *c, const struct state *s)
{
	struct range none = range_of(-ERRNO_MAX, 0), some, r;

	if (!s->ret)
		return true;
	r = state_range(&c->e, s, s->ret);
	some = range_not(&none);
	none = range_meet(&r, &none);
	some = range_meet(&r, &some);
	return range_empty(&none) || range_empty(&some);
}

static bool outlives(struct fn_ctx *c, const struct state *s, const struct tracked *t)
{
	return !(t->bits & ESCAPED) && comes_out(s, t->of) && answer_tells(c, s);
}

/* Can anybody come to the array when the function has returned, as far as is known? */
static bool is_somewhere(const struct fn_ctx *c, const struct state *s, const struct term *array)
{
	const struct term *root = loc_root(array);
	size_t i;

	if (comes_out(s, array) || (root->kind == LOC_SYM && is_mixed(c, root->a)))
		return true;
	for (i = 0; i < c->put_away.n; i++)
		if (root->kind == LOC_SYM && c->put_away.data[i] == root->a)
			return true;
	return false;
}

/* The path goes on to a success without having looked. */
static void not_looked(struct fn_ctx *c, struct state *s, struct tracked *t)
{
	struct left_batch l = { s, *t, t->pos };

	if (t->bits & WHOLE)
		taken_for_all(c, s, t, t->pos);
	else if (!(t->bits & USED))
		vec_push(&c->unlooked, l);
}

static bool is_single(const struct tracked *t)
{
	return t->with[1] && term_is_const(t->with[1], 1);
}

static bool was_given(const struct fn_ctx *c, const struct term *array)
{
	size_t i;

	for (i = 0; i < c->given.n && c->given.data[i] != array; i++)
		;
	return i < c->given.n;
}

static void path_end(struct fn_ctx *c, struct state *s, struct ir_pos pos)
{
	uint32_t k;

	for (k = s->tracked.n; k-- > 0;) {
		struct tracked t = s->tracked.data[k];
		bool returned;

		if (t.by != &batches)
			continue;
		returned = s->ret && ((t.with[0] && term_mentions(s->ret, t.with[0])) ||
				      mentions_element(&c->e, s->ret, t.of));
		if (returned)
			note_looked(c, &t);
		else if (!is_failure(c, s) && may_be_fewer(c, s, &t))
			not_looked(c, s, &t);
		if (t.bits & ESCAPED || returned || !unit_gives(c->u, &t) ||
		    is_somewhere(c, s, t.of))
			continue;
		if (!is_single(&t)) {
			report(c, s,
			       (struct event){ .what = EV_BATCH_LEFT,
					       .batch = &t,
					       .pos = pos,
					       .expr = t.name });
		} else if (is_failure(c, s)) {
			struct left_batch l = { s, t, pos };

			vec_push(&c->left, l);
		}
		tracked_drop(&c->e, s, &batches, t.of);
	}
}

/*
 * A result that no path looks at was never looked at; where another does, this one may have its
 * reason. One page may well be meant to stay after a success; a failure that leaves it has forgotten
 * it only if some path of the function does give it back.
 */
static void function_end(struct fn_ctx *c)
{
	size_t i;

	for (i = 0; i < c->unlooked.n; i++) {
		struct left_batch *l = &c->unlooked.data[i];

		if (!some_path_looks(c, &l->batch))
			taken_for_all(c, l->state, &l->batch, l->pos);
	}
	for (i = 0; i < c->left.n; i++) {
		struct left_batch *l = &c->left.data[i];

		if (was_given(c, l->batch.of))
			report(c, l->state,
			       (struct event){ .what = EV_BATCH_LEFT,
					       .batch = &l->batch,
					       .pos = l->pos,
					       .expr = l->batch.name });
	}
}

static bool came_out(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		     const struct term *const *args, struct tracked *t)
{
	struct tracked *old = tracked_get(&c->e, s, &batches, t->of);

	unsigned k;

	t->bits &= ~(HERE | LOOKED | WHOLE);
	if (old)
		t->bits |= old->bits & ESCAPED;
	for (k = 0; k < i->nargs && !t->name; k++)
		if (i->args[k]->type && i->args[k]->type->kind == TY_POINTER &&
		    array_pointed_to(c, args[k]) == t->of)
			t->name = i->args[k];
	tracked_drop(&c->e, s, &empty_arrays, t->of);
	note_taken(c, t->of, row_of(t)->kind, i, NULL);
	return true;
}

const struct tracker batches = {
	.name = "batch",
	.bit_names = bit_names,
	.succeeds = takes,
	.call = called,
	.done = taken,
	.escaped = escaped,
	.stored = stored,
	.branched = branched,
	.path_end = path_end,
	.outlives = outlives,
	.came_out = came_out,
	.function_end = function_end,
};

/* --- arrays in which nothing was stored yet ------------------------------------------------------- */

static void made(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		 const struct term *const *args, const struct term *result, bool succeeded)
{
	const struct fn_facts *ff = c->u->takes_batches && succeeded ? rows_of_call(c->u, i) : NULL;
	const struct batch_fact *b = ff ? ff->batches : NULL;
	struct tracked t = { .by = &empty_arrays, .pos = i->pos, .fn = i->fn };

	(void)args;
	while (b && !(b->action == BATCH_EMPTY && row_applies(c->u, &b->row, i->fn)))
		b = (const struct batch_fact *)b->row.next;
	if (!b)
		return;
	t.of = loc_sym(&c->u->terms, result);
	t.row = &b->row;
	tracked_set(&c->e, s, &t);
}

const struct tracker empty_arrays = {
	.name = "empty array",
	.done = made,
};
