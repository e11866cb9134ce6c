/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A call: what the rows say of it, else its summary, else that nothing is known. */
#include "flow/call.h"
#include "flow/eval.h"
#include "flow/handed.h"
#include "flow/links.h"
#include "flow/lookup.h"
#include "flow/members.h"
#include "flow/derive.h"
#include "flow/observer.h"
#include "flow/pagemap.h"
#include "flow/place.h"
#include "flow/use.h"

#include <stdlib.h>

/* --- outcomes ------------------------------------------------------------------------- */

static struct range outcome_range(const struct outcome *o)
{
	struct range zero = range_of(0, 0);

	switch (o->kind) {
	case OUT_NULL:
	case OUT_ZERO:
		return zero;
	case OUT_NONNULL:
		return range_pointer_valid();
	case OUT_NONZERO:
		return range_not(&zero);
	case OUT_ERRPTR:
		return range_of(-ERRNO_MAX, -1);
	case OUT_ERRNO:
		return range_of(-o->errno_value, -o->errno_value);
	case OUT_ALWAYS:
	default:
		return range_full();
	}
}

const struct term *call_result(struct fn_ctx *c, struct state *s, const struct ir_insn *i)
{
	const struct ir_type *type = i->dst ? i->dst->type : i->fn && i->fn->type ? i->fn->type->to : NULL;

	return state_fresh(&c->e, s, i, NULL, type);
}

static void finish(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		   const struct term *result, state_list *out)
{
	if (i->dst)
		assign(c, s, i->dst, result, i->pos);
	vec_push(out, s);
}

/* --- references ------------------------------------------------------------------------ */

/* What is counted is followed: a page that has no pagemap has no counter there. */
static void follow_counted(struct fn_ctx *c, struct state *s, const struct term *object,
			   const struct ir_insn *i, const struct ir_expr *name)
{
	const struct member_read *r = s->reads.n ? read_below(s, object) : NULL;

	if (r && r->member->overlays && !r->other_arm)
		page_used(c, s, r, USE_DEREF, NULL, i->pos, name);
}

static void acquire_object(struct fn_ctx *c, struct state *s, const struct term *object,
			   const struct ref_fact *row, const struct ir_insn *i, const struct ir_expr *name)
{
	struct step st = { .what = STEP_ACQUIRED, .pos = i->pos, .expr = name, .fn = i->fn };
	struct ref *old = state_ref(&c->e, s, object, row->kind), r = {
		.object = object, .kind = row->kind, .status = REF_HELD, .count = 1, .bare_counter = row->bare_counter,
		.pos = i->pos, .fn = i->fn, .name = name,
	};

	follow_counted(c, s, object, i, name);
	if (old && old->status == REF_HELD) {
		if (old->count < 4)
			old->count++;
		return;
	}
	r.path = state_step(&c->e, s, &st);
	state_ref_add(&c->e, s, &r);
}

void note_escaped(struct fn_ctx *c, const struct term *value)
{
	if (value->kind == TM_INIT && value->a->kind == LOC_VAR && value->a->var->kind == VAR_PARAM &&
	    value->a->var->index < 64)
		c->summary->lets_escape |= 1ull << value->a->var->index;
}

/*
 * Is the object held, but by another kind of reference? Said once, and that one counts as given up:
 * it is what the code meant.
 */
static bool released_as_another(struct fn_ctx *c, struct state *s, const struct term *object,
				const struct release *how)
{
	struct ref *other = state_any_ref(&c->e, s, object);
	struct event ev = {
		.what = EV_RELEASED_AS_ANOTHER, .fn = c, .state = s, .pos = how->insn->pos,
		.expr = how->name, .ref = other, .kind = how->kind,
	};

	if (!other || other->status != REF_HELD || other->bare_counter || how->bare_counter || !other->kind ||
	    other->kind == how->kind || !other->kind->mismatch)
		return false;
	flow_event(&ev);
	state_ref_drop(&c->e, s, object, other->kind);
	return true;
}

/* A reference that is given up without one having been taken here: is it the caller's to judge? */
static bool is_callers(struct fn_ctx *c, const struct term *object, const struct release *how)
{
	/* of the elements of an array only those are told apart that were filled here */
	if (object->kind == TM_INIT && in_array(object->a)) {
		const struct term *root = loc_root(object->a);

		if (root->kind == LOC_SYM)
			note_escaped(c, root->a);
		return false;
	}
	/* what a list walk comes by is never the same again: nothing to put twice */
	if (object->kind == TM_INIT && !term_is_path(object))
		return false;
	/* a bare counter of an object that was not acquired here is the caller's affair */
	return !how->bare_counter;
}

void release_object(struct fn_ctx *c, struct state *s, const struct term *object,
		    const struct release *how)
{
	const struct ir_insn *i = how->insn;
	struct step st = { .what = STEP_RELEASED, .pos = i->pos, .expr = how->name, .fn = how->by };
	struct ref *ref = state_ref(&c->e, s, object, how->kind), r;
	struct range v = state_range(&c->e, s, object), zero = range_of(0, 0);

	if (range_within(&v, &zero))
		return;
	follow_counted(c, s, object, i, how->name);
	if (ref && ref->status == REF_HELD && ref->count > 1) {
		ref->count--;
		return;
	}
	if (ref && ref->status == REF_RELEASED) {
		struct event ev = {
			.what = EV_PUT_AGAIN, .fn = c, .state = s, .pos = i->pos, .expr = how->name, .ref = ref,
		};

		/* a walk that comes back to the call: another object under the same name */
		if (!how->bare_counter && !ref->bare_counter && !(ref->owed_by_caller && ref->insn == i))
			flow_event(&ev);
		return;
	}
	if (ref && ref->bare_counter)
		vec_push(&c->bare_put, object);
	if (!ref && (released_as_another(c, s, object, how) || !is_callers(c, object, how)))
		return;
	r = (struct ref){
		.object = object, .kind = how->kind, .status = REF_RELEASED, .bare_counter = ref ? ref->bare_counter : how->bare_counter,
		.consumed = how->consumed, .owed_by_caller = !ref || ref->held_on_entry, .pos = i->pos, .insn = i,
		.fn = how->by, .name = how->name, .held_on_entry = ref && ref->held_on_entry,
	};
	r.path = state_step(&c->e, s, &st);
	state_ref_add(&c->e, s, &r);
}

/* Results that mean an acquisition or lookup worked, and results that mean it didn't. */
struct split {
	bool have;
	struct range good, bad;
};

static void split_by(struct split *sp, const struct range *good, const struct range *bad)
{
	sp->good = sp->have ? range_meet(&sp->good, good) : *good;
	sp->bad = sp->have ? range_meet(&sp->bad, bad) : *bad;
	sp->have = true;
}

/* --- calls that have rows ------------------------------------------------------------------ */

static const struct ir_expr *argument(const struct ir_insn *i, const struct place *p)
{
	return p->base == PLACE_ARG && p->arg < i->nargs ? i->args[p->arg] : i->dst;
}

static void apply_releases(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
			   const struct fn_facts *ff, const struct term *const *args)
{
	const struct ref_fact *r;

	for (r = ff->refs; r; r = (const struct ref_fact *)r->row.next) {
		const struct place *p = r->action == REF_ACQUIRE ? &r->consumes : &r->object;
		const struct term *object;

		if (r->action >= REF_BORROW || (r->action == REF_ACQUIRE && !r->has_consumes) ||
		    !row_applies(c->u, &r->row, i->fn) || r->has_if)
			continue;
		object = place_value(c, s, p, i->fn, args, i->nargs);
		if (object)
			release_object(c, s, object, &(struct release){
				.kind = r->kind, .bare_counter = r->bare_counter, .consumed = r->action != REF_RELEASE,
				.insn = i, .by = i->fn, .name = argument(i, p) });
	}
}

static void apply_acquires(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
			   const struct fn_facts *ff, const struct term *const *args,
			   const struct term *result)
{
	const struct ref_fact *r;

	for (r = ff->refs; r; r = (const struct ref_fact *)r->row.next) {
		const struct term *object, *loc;

		if (r->action != REF_ACQUIRE || !row_applies(c->u, &r->row, i->fn))
			continue;
		if (r->object.base == PLACE_RETURN) {
			object = result;
		} else {
			loc = r->object.container ? NULL : place_location(c, &r->object, args, i->nargs);
			if (loc) {
				object = state_fresh(&c->e, s, i, loc, loc->type);
				state_store(&c->e, s, loc, object);
			} else {
				object = place_value(c, s, &r->object, i->fn, args, i->nargs);
			}
		}
		if (object)
			acquire_object(c, s, object, r, i, argument(i, &r->object));
	}
}

static void apply_origins(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
			  const struct fn_facts *ff, const struct term *const *args,
			  const struct term *result)
{
	const struct origin_fact *o;

	for (o = ff->origins; o; o = (const struct origin_fact *)o->row.next) {
		const struct kinds *all = &c->u->facts->kinds;
		struct kind k = { .mask = o->may_be, .origin = o, .from = i->fn, .pos = i->pos };

		if (!row_applies(c->u, &o->row, i->fn) || !origin_is_here(&c->e, o))
			continue;
		if (o->result.base == PLACE_RETURN) {
			k.root = page_root(&c->e, result);
			if (result->kind == TM_SAME) {
				struct kind known = state_kind(&c->e, s, result);

				/* the argument may be better known; a guard speaks when it is tested */
				k.mask = kinds_meet(all, k.mask, known.mask);
				if (known.origin || !k.mask || (ff->guards && !kinds_special(all, k.mask)))
					continue;
				k.passed = o->entry && from_outside(k.root);
				k.of_address = !o->entry && made_of_address(k.root);
			}
			if (o->has_also) {
				const struct ir_type *t;
				const struct term *loc = o->also.arg < i->nargs ?
					place_reached(c, s, &o->also, i->fn, args[o->also.arg], &t) : NULL;

				if (loc)
					state_store(&c->e, s, loc, tm_cast(&c->u->terms, result, t));
			}
		} else {
			k.root = o->result.nsteps > 1 ? place_filled(c, s, &o->result, i, args) :
							place_location(c, &o->result, args, i->nargs);
			if (!k.root)
				continue;
			if (o->entry) {
				const struct term *v = state_load(&c->e, s, k.root, k.root->type);

				if (state_kind(&c->e, s, v).mask != all->any)
					continue;
			} else {
				state_clobber(&c->e, s, k.root, (const char *)i + 1);
			}
		}
		state_set_kind(&c->e, s, &k);
		if (o->in)
			break;	/* the first that is for this file counts */
	}
}

/*
 * The term that readers, families and guards give as result, or NULL. What is both
 * a family and a guard (the page of a pfn, or NULL) guards when its result is tested.
 */
static const struct term *spoken_result(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
					const struct fn_facts *ff, const struct term *const *args)
{
	const struct guard_fact *g;
	const struct family_fact *fam;
	const struct reader_fact *rd;

	for (rd = ff->readers; rd; rd = (const struct reader_fact *)rd->row.next) {
		const struct term *t;

		/* other masks stand for several answers at once */
		if (!row_applies(c->u, &rd->row, i->fn) || rd->arg >= i->nargs ||
		    (rd->trusts && rd->trusts != 1))
			continue;
		t = reader_result(c, s, rd, args[rd->arg], i);
		if (!rd->dereferences)
			return t;
	}
	for (fam = ff->families; fam; fam = (const struct family_fact *)fam->row.next) {
		const struct term *t;

		if (!row_applies(c->u, &fam->row, i->fn) || fam->arg >= i->nargs)
			continue;
		if (fam->same_page)
			return tm_same(&c->u->terms, i->fn, args[fam->arg], i->fn->type->to);
		t = call_result(c, s, i);
		{
			struct kind k = state_kind(&c->e, s, args[fam->arg]);

			k.root = t;
			if (k.origin || k.mask != c->u->facts->kinds.any)
				state_set_kind(&c->e, s, &k);
		}
		return t;
	}
	/* what gives a reference or NULL is told apart by its outcome */
	for (g = ff->refs ? NULL : ff->guards; g; g = (const struct guard_fact *)g->row.next)
		if (row_applies(c->u, &g->row, i->fn) && g->arg < i->nargs)
			return tm_pred(&c->u->terms, g, page_root(&c->e, args[g->arg]));
	return NULL;
}

/* The outcome of the call is known: what does that say of its arguments? */
static bool apply_guards(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
			 const struct fn_facts *ff, const struct term *const *args, bool truth)
{
	const struct guard_fact *g;

	for (g = ff->guards; g; g = (const struct guard_fact *)g->row.next)
		if (row_applies(c->u, &g->row, i->fn) && g->arg < i->nargs && !g->equals &&
		    !state_guarded(&c->e, s, g, args[g->arg], truth))
			return false;
	return true;
}

/* An inline that only gives the page of its argument gives the same one each time. */
static bool is_accessor(const struct ir_insn *i, const struct fn_facts *ff)
{
	return i->fn->is_inline && i->fn->is_defined && i->nargs == 1 && ff->origins &&
	       ff->origins->result.base == PLACE_RETURN && !ff->refs && !ff->lookups;
}

static void apply_rows(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		       const struct fn_facts *ff, const struct term *const *args, state_list *out)
{
	const struct ref_fact *r;
	const struct lookup_fact *l, *lookup = NULL;
	const struct setup_fact *f, *setup = NULL;
	const struct cure_fact *cure;
	const struct term *result;
	struct split sp = { 0 };
	struct range good, bad;
	bool takes;

	for (l = ff->lookups; l; l = (const struct lookup_fact *)l->row.next)
		if (row_applies(c->u, &l->row, i->fn)) {
			lookup = l;
			bad = outcome_range(&l->fails);
			good = range_not(&bad);
			split_by(&sp, &good, &bad);
			break;
		}
	for (r = ff->refs; r; r = (const struct ref_fact *)r->row.next)
		if (r->action == REF_ACQUIRE && r->on.kind != OUT_ALWAYS &&
		    row_applies(c->u, &r->row, i->fn)) {
			good = outcome_range(&r->on);
			/* a function that gives a pointer or NULL gives no error pointer */
			bad = r->on.kind == OUT_NONNULL ? range_of(0, 0) : range_not(&good);
			split_by(&sp, &good, &bad);
		}
	for (f = ff->setups; f; f = (const struct setup_fact *)f->row.next)
		if (row_applies(c->u, &f->row, i->fn) && f->arg < i->nargs) {
			setup = f;
			bad = range_of(-ERRNO_MAX, -1);
			good = range_of(-ERRNO_MAX, 0);
			good = range_not(&good);
			split_by(&sp, &good, &bad);
			setup_called(c, s, f, i, args);
			break;
		}
	for (f = ff->undoes; f; f = (const struct setup_fact *)f->row.next)
		if (f->undo_arg < i->nargs)
			setup_undone(c, s, f, args[f->undo_arg], i);
	for (cure = ff->cures; cure; cure = (const struct cure_fact *)cure->row.next)
		if (row_applies(c->u, &cure->row, i->fn)) {
			state_drop_fails(s);
			s->registered = true;
		}

	takes = tracked_succeeds(c, i, &good, &bad);
	if (takes)
		split_by(&sp, &good, &bad);

	apply_releases(c, s, i, ff, args);
	result = spoken_result(c, s, i, ff, args);
	if (!result && is_accessor(i, ff))
		result = tm_same(&c->u->terms, i->fn, args[0], i->fn->type->to);
	if (!result)
		result = call_result(c, s, i);

	if (sp.have) {
		struct state *failed = state_fork(&c->e, s);
		int64_t v;

		if (state_narrow(&c->e, failed, result, &sp.bad) &&
		    apply_guards(c, failed, i, ff, args, false)) {
			if (setup && !i->dst)
				setup_ignored(c, failed, i);
			else if (setup)
				setup_done(c, failed, setup, i, args[setup->arg], result, true);
			if (lookup)
				lookup_fails(c, failed, i, lookup, args, i->nargs);
			if (takes)
				tracked_done(c, failed, i, args, result, false);
			finish(c, failed, i, range_single(&sp.bad, &v) ? tm_const(&c->u->terms, v) : result,
			       out);
		}
		if (!state_narrow(&c->e, s, result, &sp.good) || !apply_guards(c, s, i, ff, args, true))
			return;
		if (lookup)
			state_drop_fails(s);
		if (setup)
			setup_done(c, s, setup, i, args[setup->arg], result, false);
	}
	apply_acquires(c, s, i, ff, args, result);
	apply_origins(c, s, i, ff, args, result);
	tracked_done(c, s, i, args, result, true);
	if (ff->zeroing && c->u->makes_pages && row_applies(c->u, &ff->zeroing->row, i->fn))
		state_store(&c->e, s, loc_sym(&c->u->terms, result), tm_zeroed(&c->u->terms));
	finish(c, s, i, result, out);
}

/* --- calls of which nothing is known ----------------------------------------------------- */

static bool is_const_pointee(const struct ir_type *t)
{
	return t && t->kind == TY_POINTER && t->to && t->to->is_const;
}

/* The row that says that the callee only borrows what this argument points to, if just with one outcome. */
static const struct ref_fact *borrows(struct fn_ctx *c, const struct ir_insn *i, unsigned arg)
{
	const struct fn_facts *ff = rows_of_call(c->u, i);
	const struct ref_fact *r = ff ? ff->refs : NULL;

	if (!i->fn && i->callee) {
		const struct ir_expr *x = i->callee;

		while (x->kind == EX_DEREF || x->kind == EX_CAST)
			x = x->a;
		if (x->kind == EX_FIELD)
			r = facts_member(&c->u->facts->borrows, x->field->record->name, x->field->name);
	}
	for (; r; r = (const struct ref_fact *)r->row.next)
		if (r->action == REF_BORROW && r->object.arg == arg)
			return r;
	return NULL;
}

void let_escape(struct fn_ctx *c, struct state *s, const struct term *value)
{
	uint32_t i, j;

	note_escaped(c, value);
	for (i = 0; i < s->refs.n; i++) {
		const struct term *o = s->refs.data[i].object;
		bool hit = value == o || (value->kind == TM_ADDR && term_mentions(value, o)) ||
			   /* whoever has the structure around it may see to it */
			   (s->refs.data[i].setup && o->kind == TM_ADDR &&
			    loc_within(o->a, loc_sym(&c->u->terms, value)));

		/* an address from which the callee reaches a place that holds the object */
		for (j = 0; !hit && j < s->env.n; j++)
			hit = s->env.data[j].value == o &&
			      loc_within(s->env.data[j].loc, loc_array(loc_sym(&c->u->terms, value)));
		if (hit)
			state_let_escape(&c->e, s, o);
	}
}

/* Objects that hang on each other on the stack are few. */
#define MAX_REACHED	16

static const struct term *local_behind(const struct term *v)
{
	const struct term *root = v->kind == TM_ADDR ? loc_root(v->a) : NULL;

	return root && root->kind == LOC_VAR && root->var->kind != VAR_GLOBAL ? root : NULL;
}

/* Whoever may change the memory may change the variables whose addresses are in it. */
static void clobber_reached(struct fn_ctx *c, struct state *s, const struct term *loc, const void *site,
			    unsigned hops)
{
	const struct term *next[MAX_REACHED], *local;
	unsigned n = 0, i;
	uint32_t j;

	for (j = 0; j < s->env.n && hops && n < MAX_REACHED; j++) {
		local = local_behind(s->env.data[j].value);
		if (local && !loc_within(local, loc) && loc_within(s->env.data[j].loc, loc))
			next[n++] = local;
	}
	state_clobber(&c->e, s, loc, site);
	for (i = 0; i < n; i++)
		clobber_reached(c, s, next[i], site, hops - 1);
}

/* Variables whose address stands in memory that others know, too. */
static void clobber_exposed(struct fn_ctx *c, struct state *s, const void *site)
{
	const struct term *next[MAX_REACHED], *local;
	unsigned n = 0, i;
	uint32_t j;

	for (j = 0; j < s->env.n && n < MAX_REACHED; j++) {
		const struct term *root = loc_root(s->env.data[j].loc);

		local = local_behind(s->env.data[j].value);
		if (local && (root->kind == LOC_SYM || root->var->kind == VAR_GLOBAL))
			next[n++] = local;
	}
	for (i = 0; i < n; i++)
		clobber_reached(c, s, next[i], site, 2);
}

/* An address that is handed over as a number, for a callback to make a pointer of. */
static bool is_address_as_number(const struct ir_type *type, const struct term *v)
{
	return type && type->kind == TY_INT && type->bits == 64 &&
	       (v->kind == TM_ADDR || (v->type && v->type->kind == TY_POINTER));
}

static bool is_inside(const struct term *v)
{
	return v->kind == TM_ADDR && v->a->kind == LOC_FIELD && loc_root(v->a)->kind == LOC_SYM;
}

static void unknown_call(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
			 const struct term *const *args, state_list *out)
{
	const void *site = (const char *)i + 1;
	const struct ref_fact *borrowed;
	const struct term *result, *kept = NULL;
	struct range left = { 0 };
	unsigned k;
	uint32_t j;

	state_forget_site(&c->e, s, site);
	for (k = 0; k < i->nargs; k++) {
		const struct term *v = args[k];
		bool named = i->fn && k < i->fn->nparams;
		const struct ir_type *type = named ? i->fn->param_types[k] : i->args[k]->type;

		if (is_address_as_number(type, v))
			clobber_reached(c, s, loc_sym(&c->u->terms, v), site, 2);
		if (!type || type->kind != TY_POINTER || v->kind == TM_CONST || v->kind == TM_STRING ||
		    v->kind == TM_FUNC)
			continue;
		if (i->fn && i->fn->variadic && !named)
			continue;	/* printed */
		if (s->refs.n) {
			struct ref *ref = state_gone_ref(&c->e, s, v);

			if (ref) {
				struct event ev = {
					.what = EV_USE_RELEASED, .fn = c, .state = s, .pos = i->args[k]->pos,
					.expr = i->args[k], .ref = ref,
				};

				flow_event(&ev);
			}
		}
		borrowed = borrows(c, i, k);
		if (!borrowed) {
			let_escape(c, s, v);
			tracked_escaped(c, s, i, k, v);
		} else if (borrowed->on.kind != OUT_ALWAYS && s->refs.n && i->dst) {
			kept = v;
			left = outcome_range(&borrowed->on);
		}
		/* of an address inside what a pointer points to, the pointer is followed */
		if (s->reads.n && (pointee(type) || is_inside(v)))
			touch_pointer(c, s, v, i->args[k]);
		if (!is_const_pointee(type)) {
			const struct term *loc = loc_sym(&c->u->terms, v);
			const struct term *old = s->fails.n ? state_load(&c->e, s, loc, loc->type) : NULL;

			clobber_reached(c, s, loc->kind == LOC_ELEM ? loc_array(loc) : loc, site, 2);
			if (old)
				state_renew(&c->e, s, loc, old, site);
		}
	}
	clobber_exposed(c, s, site);
	for (j = s->env.n; j-- > 0; )
		if (j < s->env.n && loc_root(s->env.data[j].loc)->kind == LOC_VAR &&
		    loc_root(s->env.data[j].loc)->var->kind == VAR_GLOBAL)
			state_clobber(&c->e, s, loc_root(s->env.data[j].loc), site);
	result = i->dst ? call_result(c, s, i) : NULL;
	if (kept) {
		struct state *other = state_fork(&c->e, s);
		struct range taken = range_not(&left);

		let_escape(c, other, kept);
		if (state_narrow(&c->e, other, result, &taken))
			finish(c, other, i, result, out);
		if (!state_narrow(&c->e, s, result, &left))
			return;
	}
	if (result)
		tracked_done(c, s, i, args, result, true);
	finish(c, s, i, result, out);
}

/* --- the call -------------------------------------------------------------------------------- */

void exec_call(struct fn_ctx *c, struct state *s, const struct ir_insn *call, state_list *out)
{
	const struct ir_insn *i = resolve_call(c, s, call);
	const struct term **args = arena_array(&c->mem, const struct term *, i->nargs + 1);
	struct fn_info *info = i->fn ? info_of(c->u, i->fn) : NULL;
	struct summary *sum = NULL;
	bool demanded;
	unsigned k;

	for (k = 0; k < i->nargs; k++)
		args[k] = eval_passed(c, s, i->args[k]);
	members_passed(c, s, i, args);
	tracked_call(c, s, i, args);
	if (c->u->makes_pages && s->refs.n)
		setup_freed(c, s, i, args);
	if (info) {
		note_handed(c, s, i, args);
		if (s->fails.n)
			lookup_again(c, s, i, args, i->nargs);
		if (info->facts && rows_decide(c, i)) {
			apply_rows(c, s, i, info->facts, args, out);
			return;
		}
		if (passes_entry(c->u, i->fn)) {
			finish(c, s, i, tm_same(&c->u->terms, i->fn, args[0], i->fn->type->to), out);
			return;
		}
		demanded = hands_over(c, s, i, args);
		sum = defined_here(c->u, i->fn) ? summary_of(c->u, i->fn) :
		      summary_elsewhere(c->u, i->fn, !demanded);
	}
	if (info)
		note_call(c, i, args, sum != NULL);
	if (!info)
		demand_target(c, s, i, args);
	if (sum)
		summary_apply(c, s, i, args, sum, out);
	else
		unknown_call(c, s, i, args, out);
}
