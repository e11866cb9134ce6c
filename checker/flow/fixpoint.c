/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One function to its fixpoint. Blocks are taken in reverse post-order; each
 * keeps one state per key (state_key()), joined as often as a path brings
 * something new. Too many keys at one block, and the key gets coarser there.
 */
#include "flow/asked_again.h"
#include "flow/fixpoint.h"
#include "flow/call.h"
#include "flow/correlate.h"
#include "flow/eval.h"
#include "flow/handover.h"
#include "flow/links.h"
#include "flow/live.h"
#include "flow/members.h"
#include "flow/observer.h"
#include "flow/pagemap.h"
#include "flow/place.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_BUDGET	40000
#define MAX_MEMORY	((size_t)112 << 20)	/* of states: as good as a budget, and kinder */
#define MAX_STATES	48		/* at one block before its key gets coarser */
#define MAX_FAILED	128		/* before failures of other calls are mixed, which makes them nobody's */
#define WIDEN_AFTER	4

struct entry {
	struct state *s;
	unsigned joins;
	bool dirty;
};

struct block_states {
	VEC(struct entry) v;
	unsigned level;
	bool dirty;
};

/* --- arriving at a block ------------------------------------------------------------------ */

static void coarsen(struct fn_ctx *c, struct block_states *b, const struct ir_block *block)
{
	size_t i, j, n = 0;

	b->level++;
	for (i = 0; i < b->v.n; i++) {
		struct entry x = b->v.data[i];

		state_forget_elements(&c->e, x.s);
		x.s->key = state_key(&c->e, x.s, c->flags, c->nflags, b->level);
		for (j = 0; j < n && b->v.data[j].s->key != x.s->key; j++)
			;
		if (j == n) {
			b->v.data[n++] = x;
		} else if (state_join(&c->e, b->v.data[j].s, x.s, block, false) || x.dirty) {
			b->v.data[j].dirty = true;
			b->v.data[j].joins++;
		}
	}
	b->v.n = n;
}

static void arrive(struct fn_ctx *c, struct block_states *all, const struct ir_block *block,
		   struct state *s)
{
	struct block_states *b = &all[block->id];
	struct entry new = { s, 0, true };
	size_t i;

	state_clean(&c->e, s, c->live[block->id]);
	if (b->level)
		state_forget_elements(&c->e, s);
	s->key = state_key(&c->e, s, c->flags, c->nflags, b->level);
	for (i = 0; i < b->v.n; i++) {
		struct entry *x = &b->v.data[i];

		if (x->s->key != s->key)
			continue;
		if (state_join(&c->e, x->s, s, block, ++x->joins > WIDEN_AFTER)) {
			x->dirty = true;
			b->dirty = true;
		}
		return;
	}
	vec_push(&b->v, new);
	b->dirty = true;
	if (b->v.n > MAX_STATES && (b->level < 2 || (b->level == 2 && b->v.n > MAX_FAILED)))
		coarsen(c, b, block);
}

static void trace(struct fn_ctx *c, const char *what, unsigned block, const struct state *s)
{
	struct strbuf b = { 0 };

	const char *name = c->u->options->trace;

	if (!name || strcmp(name, c->f->decl->name) != 0)
		return;
	state_print(&b, s);
	fprintf(stderr, "%s: %s bb%u (key %llx)\n%s", c->f->decl->name, what, block,
		(unsigned long long)s->key, strbuf_str(&b));
	strbuf_free(&b);
}

/* --- leaving a function -------------------------------------------------------------------- */

/* Is the object returned, or in memory that outlives the function? */
static bool handed_out(const struct state *s, const struct ref *r)
{
	uint32_t i;

	if (s->ret && term_points_into(s->ret, r->object))
		return true;
	if (r->held_on_entry)
		return false;
	for (i = 0; i < s->env.n; i++) {
		const struct term *root = loc_root(s->env.data[i].loc);

		if ((root->kind == LOC_SYM || root->var->kind == VAR_GLOBAL) &&
		    term_points_into(s->env.data[i].value, r->object))
			return true;
	}
	return false;
}

/* Part of, or reachable from, what the caller passed: somebody else holds it too. */
static bool caller_owned(const struct term *t)
{
	while (t->kind == TM_INIT || t->kind == LOC_FIELD || t->kind == LOC_SYM ||
	       t->kind == LOC_ELEM || t->kind == TM_ADDR)
		t = t->a;
	return t->kind == LOC_VAR && (t->var->kind == VAR_PARAM || t->var->kind == VAR_GLOBAL);
}

/* Is the result a page, or surely no error, on a path on which the lookup has failed? */
static bool is_success(struct fn_ctx *c, struct state *s, const struct range *result)
{
	struct range valid = range_pointer_valid(), good = range_meet(result, &valid);

	return range_within(result, &valid) ||
	       (!range_empty(&good) && state_kind(&c->e, s, s->ret).origin);
}

/* A lookup has failed for good: what do callers elsewhere make of the result? */
static void judge_answer(struct fn_ctx *c, struct state *s, struct ir_pos pos)
{
	const struct fn_facts *ff = c->info->facts;
	const struct range errors = range_of(-ERRNO_MAX, 0);
	const struct answer_fact *a;
	struct range r;
	unsigned k;

	if (!s->fails.n || !ff || !ff->answers || !s->ret)
		return;
	r = state_range(&c->e, s, s->ret);
	for (a = ff->answers; a; a = (const struct answer_fact *)a->row.next) {
		struct event ev = {
			.what = EV_LOOKUP_ANSWERED, .fn = c, .state = s, .pos = pos,
			.fail = &s->fails.data[0], .answer = a,
		};

		if (!row_applies(c->u, &a->row, c->info->decl))
			continue;
		ev.ignored = a->used && is_success(c, s, &r);
		if (ev.ignored)
			flow_event(&ev);
		for (k = 0; k < a->nretried && range_within(&r, &errors); k++) {
			const struct outcome *o = &a->retried[k];

			if (range_has(&r, o->kind == OUT_ERRNO ? -o->errno_value : 0))
				flow_event(&ev);
		}
	}
}

static void path_ends(struct fn_ctx *c, struct state *s, struct ir_pos pos)
{
	uint32_t i;

	handover_at_end(c, s, pos);
	tracked_path_end(c, s, pos);
	for (i = s->refs.n; i-- > 0; ) {
		struct ref r = s->refs.data[i];
		struct event ev = {
			.what = EV_PATH_END, .fn = c, .state = s, .pos = pos, .expr = r.name, .ref = &r,
		};

		if (r.status != REF_HELD)
			continue;
		if (!r.failed && handed_out(s, &r)) {
			if (watcher(c))
				watcher(c)->path_end(c, &r, pos, END_HANDED_OUT);
			continue;
		}
		if (r.bare_counter && !r.held_on_entry && caller_owned(r.object)) {
			struct bare_leak l = { s, r, pos };

			vec_push(&c->bare_leaks, l);
			if (watcher(c))
				watcher(c)->path_end(c, &r, pos, END_BARE_COUNTER);
			continue;
		}
		if (watcher(c))
			watcher(c)->path_end(c, &r, pos, r.escaped ? END_ESCAPED : END_JUDGED);
		if (!r.escaped)
			flow_event(&ev);
		/* said once: it is no caller's affair */
		state_ref_drop(&c->e, s, r.object, r.kind);
	}
	judge_answer(c, s, pos);
}

/*
 * A bare counter is taken and left to somebody else all the time. A function that
 * puts it on one path, though, means to balance it on all.
 */
static void judge_bare_leaks(struct fn_ctx *c)
{
	size_t i, j;

	for (i = 0; i < c->bare_leaks.n; i++) {
		struct bare_leak *l = &c->bare_leaks.data[i];
		struct event ev = {
			.what = EV_PATH_END, .fn = c, .state = l->state, .pos = l->pos,
			.expr = l->ref.name, .ref = &l->ref,
		};

		for (j = 0; j < c->bare_put.n; j++)
			if (c->bare_put.data[j] == l->ref.object) {
				flow_event(&ev);
				break;
			}
	}
}

/* References in the members of a struct that is returned by value are the caller's. */
static void return_members(struct fn_ctx *c, struct state *s, const struct term *loc)
{
	uint32_t i, j;

	for (i = 0; i < s->env.n; i++)
		if (loc_within(s->env.data[i].loc, loc))
			for (j = s->refs.n; j-- > 0; )
				if (term_points_into(s->env.data[i].value, s->refs.data[j].object))
					state_ref_drop(&c->e, s, s->refs.data[j].object,
						       s->refs.data[j].kind);
}

/* Says of the pages that come out what is known of where they were stored. */
static void name_kind(struct fn_ctx *c, struct state *s, const struct term *v)
{
	struct kind k;

	if (v->kind != TM_INIT)
		return;
	k = state_kind(&c->e, s, v);
	if (k.origin)
		state_set_kind(&c->e, s, &k);
}

static void leave(struct fn_ctx *c, struct state *s, const struct ir_block *b)
{
	struct ir_pos pos = b->pos.line ? b->pos : c->f->end;
	uint32_t i;

	s->ret = b->value ? eval_passed(c, s, b->value) : NULL;
	s->ret_pos = pos;
	if (b->value && ir_is_lvalue(b->value) && b->value->type &&
	    b->value->type->kind == TY_RECORD)
		return_members(c, s, eval_loc(c, s, b->value, false));
	if (s->ret) {
		name_kind(c, s, s->ret);
		compared_with_own(c, s, s->ret, b->value);
	}
	for (i = 0; i < s->env.n; i++)
		name_kind(c, s, s->env.data[i].value);
	trace(c, "leave", b->id, s);
	path_ends(c, s, pos);
	vec_push(&c->exits, s);
}

/* --- running a block ------------------------------------------------------------------------ */

static void exec_insn(struct fn_ctx *c, struct state *s, const struct ir_insn *i, state_list *out)
{
	const struct term *v;

	switch (i->kind) {
	case I_CALL:
		if (i->fn && i->fn->asserts)
			break;
		exec_call(c, s, i, out);
		return;
	case I_ASSIGN:
		v = eval(c, s, i->src);
		if (i->dst->type)
			v = tm_cast(&c->u->terms, v, i->dst->type);
		assign(c, s, i->dst, v, i->pos);
		if (i->dst->type && i->dst->type->kind == TY_RECORD && ir_is_lvalue(i->src))
			copy_members(c, s, eval_loc(c, s, i->dst, false), eval_loc(c, s, i->src, false));
		break;
	case I_HAVOC:
		v = eval_loc(c, s, i->dst, !i->is_decl);
		if (v->kind == LOC_VAR && v->type &&
		    (v->type->kind == TY_RECORD || v->type->kind == TY_ARRAY))
			state_clobber(&c->e, s, v, (const char *)i + 1);
		else
			state_store(&c->e, s, v, state_fresh(&c->e, s, i, NULL, i->dst->type));
		break;
	case I_EVAL:
		eval(c, s, i->src);
		break;
	}
	vec_push(out, s);
}

/* Does the block say that the compiler proves nobody to get there? */
static bool is_assertion(const struct ir_block *b)
{
	return b->ninsns && b->insns[0]->kind == I_CALL && b->insns[0]->fn && b->insns[0]->fn->asserts;
}

/* Can the condition have this truth here? */
static bool is_open(struct fn_ctx *c, struct state *s, const struct term *cond, bool truth)
{
	return state_assume(&c->e, s, cond, truth) && member_excludes(c, s, cond);
}

/* Goes this way. False: what was tested before says that it can't. */
static bool take_side(struct fn_ctx *c, struct block_states *all, struct state *s,
		      const struct ir_block *b, bool truth)
{
	struct step st = { .what = STEP_BRANCHED, .pos = b->pos, .expr = b->value, .taken = truth };

	state_step(&c->e, s, &st);
	if (!note_tested(c, s, b->value, truth))
		return false;
	c->taken[b->id] |= 1 << !truth;
	arrive(c, all, b->succ[!truth], s);
	return true;
}

/* The side that no state has taken, whatever is known of the condition. */
static void force_side(struct fn_ctx *c, struct block_states *all, struct state *s,
		       const struct ir_block *b)
{
	bool truth = c->force[b->id] & 1;
	struct step st = { .what = STEP_BRANCHED, .pos = b->pos, .expr = b->value, .taken = truth };

	if (!asks_memory(c, s, b))
		return;
	state_step(&c->e, s, &st);
	arrive(c, all, b->succ[!truth], s);
}

static void branch(struct fn_ctx *c, struct block_states *all, struct state *s,
		   const struct ir_block *b)
{
	const struct term *cond = eval(c, s, b->value);
	struct state *other;
	bool yes, no;

	if (c->u->makes_pages && s->refs.n)
		setup_tested(c, s, b, cond);
	other = state_fork(&c->e, s);
	touch_condition(c, s, cond, b->value);
	if (c->force[b->id]) {
		force_side(c, all, s, b);
		return;
	}
	yes = is_open(c, s, cond, true);
	no = is_open(c, other, cond, false);
	if (yes)
		tracked_branched(c, s, b, cond, true, no);
	if (no)
		tracked_branched(c, other, b, cond, false, yes);
	/* an assertion is gone past only where nothing else is left: the compiler knows better */
	if (is_assertion(b->succ[0])) {
		if (!(no && take_side(c, all, other, b, false)) && yes)
			take_side(c, all, s, b, true);
		return;
	}
	if (is_assertion(b->succ[1])) {
		if (!(yes && take_side(c, all, s, b, true)) && no)
			take_side(c, all, other, b, false);
		return;
	}
	if (yes)
		take_side(c, all, s, b, true);
	if (no)
		take_side(c, all, other, b, false);
}

static void switch_on(struct fn_ctx *c, struct block_states *all, struct state *s,
		      const struct ir_block *b)
{
	const struct term *v = eval(c, s, b->value);
	struct range rest = range_full();
	size_t i;

	for (i = 0; i < b->ncases; i++) {
		struct range r = range_of(b->cases[i].lo, b->cases[i].hi);
		struct state *x = state_fork(&c->e, s);

		if (state_narrow(&c->e, x, v, &r))
			arrive(c, all, b->succ[i], x);
		/* one by one: a range of many gaps keeps more than it should, never less */
		r = range_not(&r);
		rest = range_meet(&rest, &r);
	}
	if (b->nsucc > b->ncases && state_narrow(&c->e, s, v, &rest))
		arrive(c, all, b->succ[b->ncases], s);
}

static void run_block(struct fn_ctx *c, struct block_states *all, const struct ir_block *b,
		      struct state *entry)
{
	state_list now = { 0 }, next = { 0 };
	size_t i, j;

	trace(c, "enter", b->id, entry);
	if (watcher(c))
		watcher(c)->enter(c, b, entry->key);

	vec_push(&now, entry);
	for (i = 0; i < b->ninsns && now.n; i++) {
		state_list swap;

		next.n = 0;
		for (j = 0; j < now.n; j++) {
			size_t from = next.n;

			c->steps++;
			if (watcher(c))
				watcher(c)->before(c, now.data[j], b, b->insns[i]);
			exec_insn(c, now.data[j], b->insns[i], &next);
			if (watcher(c))
				watcher(c)->after(c, b, b->insns[i], &next, from);
		}
		swap = now;
		now = next;
		next = swap;
		if (c->steps > c->budget || c->mem.total > MAX_MEMORY) {
			c->exhausted = true;
			break;
		}
	}
	for (j = 0; j < now.n && !c->exhausted; j++) {
		struct state *s = now.data[j];

		c->steps++;
		if (watcher(c))
			watcher(c)->before(c, s, b, NULL);
		switch (b->term) {
		case T_JUMP:
			arrive(c, all, b->succ[0], s);
			break;
		case T_BRANCH:
			branch(c, all, s, b);
			break;
		case T_SWITCH:
			switch_on(c, all, s, b);
			break;
		case T_RETURN:
			leave(c, s, b);
			break;
		case T_GOTO:
			for (i = 0; i < b->nsucc; i++)
				arrive(c, all, b->succ[i], state_fork(&c->e, s));
			break;
		case T_STOP:
			break;
		}
	}
	vec_free(&now);
	vec_free(&next);
}

/* --- the function ------------------------------------------------------------------------------ */

/* Pages that the function is called with by those who call it through a member: rows for callbacks. */
static void enter_pages(struct fn_ctx *c, struct state *s, const struct term *const *args, unsigned n)
{
	const struct ir_unit *unit = c->u->unit;
	size_t i;

	for (i = 0; i < unit->roles.n; i++) {
		const struct ir_role *r = &unit->roles.data[i];
		const struct origin_fact *o = r->fn != c->f->decl ? NULL :
					      facts_member(&c->u->facts->callbacks, r->record->name, r->field);

		for (; o; o = (const struct origin_fact *)o->row.next) {
			const struct term *v = !row_applies(c->u, &o->row, c->f->decl) ? NULL :
					       place_value(c, s, &o->result, c->f->decl, args, n);
			struct kind k;

			if (!v)
				continue;
			k = state_kind(&c->e, s, v);
			if (k.origin)
				continue;	/* stored in two members, of which one is enough */
			k.mask = o->may_be;
			k.origin = o;
			k.pos = c->f->decl->pos;
			state_set_kind(&c->e, s, &k);
		}
	}
}

/* References that the function holds by contract when it starts: `consume` rows about itself. */
static void enter(struct fn_ctx *c, struct state *s, state_list *starts)
{
	const struct fn_facts *ff = c->info->facts;
	const struct ref_fact *r;
	const struct term *args[16];
	struct ir_func *f = c->f;
	unsigned i, n = f->nparams < 16 ? f->nparams : 16;

	for (i = 0; i < n; i++)
		args[i] = tm_init(&c->u->terms, loc_var(&c->u->terms, f->params[i]), NULL,
				  f->params[i]->type);
	enter_pages(c, s, args, n);
	handover_enter(c, s, args, n);
	for (r = ff ? ff->refs : NULL; r; r = (const struct ref_fact *)r->row.next) {
		const struct place *p = r->action == REF_ACQUIRE ? &r->consumes : &r->object;
		struct range valid = range_pointer_valid();
		struct ref held = { .kind = r->kind, .status = REF_HELD, .count = 1, .held_on_entry = true,
				    .pos = f->decl->pos, .fn = f->decl };
		const struct term *v;
		struct state *other;

		if (!(r->action == REF_CONSUME || (r->action == REF_ACQUIRE && r->has_consumes)) ||
		    !row_applies(c->u, &r->row, f->decl))
			continue;
		for (i = 0; i < r->ngiven; i++) {
			v = place_value(c, s, &r->given[i], f->decl, args, n);
			if (v)
				state_narrow(&c->e, s, v, &valid);
		}
		held.object = place_value(c, s, p, f->decl, args, n);
		if (!held.object)
			continue;
		other = state_fork(&c->e, s);
		if (r->has_if) {
			struct range in = { 0 }, out;

			v = place_value(c, s, &r->if_value, f->decl, args, n);
			for (i = 0; v && i < r->nif_in; i++) {
				struct range one;
				int64_t k;

				if (!ir_find_constant(c->u->unit, r->if_in[i], &k))
					continue;
				one = range_of(k, k);
				in = range_union(&in, &one);
			}
			if (!v || range_empty(&in))
				continue;
			out = range_not(&in);
			if (state_narrow(&c->e, other, v, &out))
				vec_push(starts, other);
			if (!state_narrow(&c->e, s, v, &in))
				continue;
		} else {
			struct range none = range_of(0, 0);

			if (state_narrow(&c->e, other, held.object, &none))
				vec_push(starts, other);
		}
		if (!state_narrow(&c->e, s, held.object, &valid))
			continue;
		state_ref_add(&c->e, s, &held);
	}
	vec_push(starts, s);
}

/* Branches of which all states took the same side are run once more. False: there are none. */
static bool ask_again(struct fn_ctx *c, struct block_states *all)
{
	bool news = false;
	size_t i, k;

	for (i = 0; i < c->f->nblocks; i++) {
		const struct ir_block *b = c->f->blocks[i];

		c->force[i] = 0;
		if (b->term != T_BRANCH || (c->taken[i] != 1 && c->taken[i] != 2) ||
		    is_assertion(b->succ[2 - c->taken[i]]))
			continue;
		c->force[i] = 3 - c->taken[i];
		c->taken[i] = 3;
		news = all[i].dirty = true;
		for (k = 0; k < all[i].v.n; k++)
			all[i].v.data[k].dirty = true;
	}
	return news;
}

static void run_dirty(struct fn_ctx *c, struct block_states *all)
{
	struct ir_func *f = c->f;
	size_t i, k;

	while (!c->exhausted) {
		for (i = 0; i < f->nblocks && !all[i].dirty; i++)
			;
		if (i == f->nblocks)
			break;
		all[i].dirty = false;
		for (k = 0; k < all[i].v.n && !c->exhausted; k++) {
			if (!all[i].v.data[k].dirty)
				continue;
			all[i].v.data[k].dirty = false;
			run_block(c, all, f->blocks[i], state_fork(&c->e, all[i].v.data[k].s));
		}
		c->force[i] = 0;
	}
}

static void fixpoint(struct fn_ctx *c)
{
	struct ir_func *f = c->f;
	struct block_states *all = xcalloc(f->nblocks, sizeof(*all));
	state_list starts = { 0 };
	size_t i, k;

	enter(c, state_new(&c->e), &starts);
	for (i = 0; i < starts.n; i++)
		arrive(c, all, f->blocks[0], starts.data[i]);
	vec_free(&starts);
	do
		run_dirty(c, all);
	while (!c->exhausted && ask_again(c, all));
	for (i = 0; i < f->nblocks; i++) {
		for (k = 0; c->probe && k < all[i].v.n; k++)
			watcher(c)->final(c, f->blocks[i], all[i].v.data[k].s->key);
		vec_free(&all[i].v);
	}
	free(all);
}

/* It has a return, and no state gets there. */
static bool never_returns(const struct fn_ctx *c)
{
	size_t i;

	for (i = 0; i < c->f->nblocks && !c->exits.n; i++)
		if (c->f->blocks[i]->term == T_RETURN)
			return true;
	return false;
}

void run_function(struct unit_ctx *u, struct ir_decl *d)
{
	struct fn_info *info = info_of(u, d);
	struct fn_ctx c = {
		.u = u, .f = ir_body(u->unit, d), .info = info,
		.budget = u->options->budget ? u->options->budget : DEFAULT_BUDGET,
	};

	c.e = (struct state_env){
		.mem = &c.mem, .terms = &u->terms, .facts = u->facts, .unit = u->unit,
		.setups = u->makes_pages, .axioms = &u->axioms,
		.entries = u->options->entries,
		.shown = u->shown, .owner = info->owner,
	};
	c.summary = arena_new(&u->mem, struct summary);
	vec_push(&u->summaries, c.summary);
	u->running = c.f;
	live_compute(&c);
	find_correlated(&c);
	asked_again_init(&c);
	if (u->options->watcher)
		c.probe = u->options->watcher->begin(&c);
	fixpoint(&c);
	u->running = c.f;
	judge_bare_leaks(&c);
	tracked_function_end(&c);
	explore(&c);
	vec_free(&c.elsewhere);
	vec_free(&c.bare_leaks);
	vec_free(&c.bare_put);
	vec_free(&c.kept);
	vec_free(&c.taken_arrays);
	vec_free(&c.ones);
	vec_free(&c.given);
	vec_free(&c.left);
	vec_free(&c.sums);
	vec_free(&c.put_away);
	vec_free(&c.unlooked);
	vec_free(&c.looked);
	if (c.exhausted) {
		u->out->stats.budget_exhausted++;
		findings_not_analysed(u->out, u->unit->files.data[d->pos.file], d->name,
				      c.mem.total > MAX_MEMORY ? "its states take too much memory" :
								 "the budget of steps ran out");
	} else {
		if (d->in_main_file && never_returns(&c))
			u->out->stats.no_return++;
		summary_build(&c);
		info->summary = c.summary;
	}
	if (watcher(&c))
		watcher(&c)->end(&c);
	free(c.e.stamps);
	vec_free(&c.exits);
	arena_free(&c.mem);
}
