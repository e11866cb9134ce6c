/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finds the tests that tell the pages for which a use is wrong from the others, for the last note's
 * advice and for `pageck fix`.
 *
 * This depends on which kinds of page reach the use at all, on all paths and from all callers, so
 * it is done when all functions of the unit have been analysed. A test is useful when it excludes
 * all wrong kinds, no right ones, and leaves some.
 */
#include "flow/call.h"
#include "flow/handed.h"
#include "rule/rules.h"

#include <stdlib.h>
#include <string.h>

#define MAX_TESTS	8

struct guard_test {
	const struct guard_fact *row;
	/* number of kinds that the test wrongly includes or misses */
	unsigned off;
	const char *call;
	bool entry;
};

struct guard_case {
	struct finding *finding;
	struct ir_pos pos;
	const struct ir_decl *fn;	/* the function that contains the use */
	const struct term *root;	/* the page, when the function has it in a value; or NULL */
	int arg;			/* the parameter that is the page otherwise; or -1 */
	kinds_t wrong, tagged, mask;	/* mask: what it can be on the path that is reported */
	const struct kind_set *group;	/* what messages call the wrong kinds */
	bool trust, other_arm;
	struct guard_test tests[MAX_TESTS];
	unsigned n;
};

static unsigned count(kinds_t kinds)
{
	unsigned n = 0;

	for (; kinds; kinds &= kinds - 1)
		n++;
	return n;
}

/* --- tests that could be written there ---------------------------------------------------- */

static bool same_type(const struct ir_type *a, const struct ir_type *b)
{
	const struct ir_record *ra = pointee(a), *rb = pointee(b);

	if (ra || rb)
		return ra && rb && ra->name == rb->name;
	return a && b && a->kind == b->kind && a->kind == TY_RECORD && a->record && a->record == b->record;
}

/* Does the row's function take exactly one argument, of this type, in this tree? */
static bool takes(struct unit_ctx *u, const struct guard_fact *g, const struct ir_type *type)
{
	const struct ir_decl *d = ir_find_decl(u->unit, g->row.name);

	if (g->arg || g->equals || !row_applies(u, &g->row, d))
		return false;
	if (g->of)
		return pointee(type) && !strcmp(pointee(type)->name, g->of) && ir_declares(u->unit, g->row.name);
	/* parameters are known here only for functions that the unit calls */
	return d && d->nparams == 1 && d->type && d->type->to &&
	       (d->type->to->kind == TY_BOOL || d->type->to->kind == TY_INT) && same_type(d->param_types[0], type);
}

static void add_tests(struct unit_ctx *u, struct guard_case *x, const struct ir_type *type, const char *name)
{
	size_t i;

	for (i = 0; i < u->facts->all.n && x->n < MAX_TESTS; i++) {
		const struct guard_fact *g = (const struct guard_fact *)u->facts->all.data[i];

		if (g->row.section != FACT_GUARDS || !takes(u, g, type))
			continue;
		x->tests[x->n++] = (struct guard_test){
			.row = g, .entry = type->kind != TY_POINTER, .off = count((g->if_true & kinds_axes(&u->facts->kinds, x->wrong)) ^ x->wrong),
			.call = arena_printf(&u->out->mem, "%s(%s)", g->row.name, name),
		};
	}
}

/* Other variables that hold the page, or the entry that it was found in. */
static void add_other_names(const struct event *ev, struct guard_case *x, const char *subject)
{
	struct fn_ctx *c = ev->fn;
	uint32_t i;

	for (i = 0; i < ev->state->env.n; i++) {
		const struct binding *b = &ev->state->env.data[i];
		const struct ir_var *v = b->loc->kind == LOC_VAR ? b->loc->var : NULL;

		if (!v || !v->name || (v->kind != VAR_LOCAL && v->kind != VAR_PARAM) || !strcmp(v->name, subject) ||
		    is_macro_local(c->f, v) || page_root(&c->e, b->value) != x->root)
			continue;
		add_tests(c->u, x, v->type, v->name);
	}
}

/* The page in an expression: page in page->lru.next, or an argument. */
static const struct ir_expr *page_in(const struct ir_expr *x)
{
	const struct ir_expr *e;

	for (e = x; e; e = e->a)
		if (e->kind == EX_FIELD && e->a && e->a->kind == EX_DEREF && pointee(e->a->a->type))
			return e->a->a;
	return x && pointee(x->type) ? x : NULL;
}

/* Is it the function's own name for the page, not one in an inline that it calls? */
static bool is_own_name(const struct event *ev, const struct ir_expr *page, const struct term *root)
{
	struct fn_ctx *c = ev->fn;

	return page->kind != EX_VAR ||
	       page_root(&c->e, state_load(&c->e, ev->state, loc_var(&c->u->terms, page->var), page->type)) == root;
}

static int parameter(const struct ir_expr *page)
{
	return page && page->kind == EX_VAR && page->var->kind == VAR_PARAM ? (int)page->var->index : -1;
}

/* --- which of them are useful ---------------------------------------------------------------- */

static kinds_t kinds_there(const struct unit_ctx *u, const struct guard_case *x)
{
	kinds_t mask = kinds_seen(u, x->pos) | x->mask;

	if (x->root)
		mask &= kinds_handed(u, x->fn, x->root);
	else if (x->arg >= 0)
		mask &= kinds_handed_arg(u, x->fn, (unsigned)x->arg);
	/* kinds on other axes make no difference */
	return mask & kinds_axes(&u->facts->kinds, x->wrong) & u->present;
}

/* Kinds for which the use is right and that the test excludes nevertheless. */
static kinds_t taken_along(const struct guard_case *x, const struct guard_test *t, kinds_t mask)
{
	/* excluded pages are treated as if the bit were clear, as it is in kinds not `tagged` */
	return t->row->if_true & mask & ~x->wrong & (x->trust ? x->tagged : ~(kinds_t)0);
}

static bool tells(const struct guard_case *x, const struct guard_test *t, kinds_t mask)
{
	return !(t->row->if_false & mask & x->wrong);
}

static bool is_fit(const struct guard_case *x, const struct guard_test *t, kinds_t mask)
{
	return tells(x, t, mask) && !taken_along(x, t, mask) && (t->row->if_false & mask);
}

static int nearer(const void *pa, const void *pb)
{
	const struct guard_test *a = *(const struct guard_test *const *)pa, *b = *(const struct guard_test *const *)pb;

	if (a->off != b->off)
		return a->off < b->off ? -1 : 1;
	return a < b ? -1 : a > b;
}

static void set_tests(struct unit_ctx *u, struct guard_case *x, kinds_t mask)
{
	const struct guard_test *fit[MAX_TESTS];
	struct remedy_test *out;
	unsigned i, n = 0;

	for (i = 0; i < x->n; i++)
		if (is_fit(x, &x->tests[i], mask))
			fit[n++] = &x->tests[i];
	qsort(fit, n, sizeof(*fit), nearer);
	out = arena_array(&u->out->mem, struct remedy_test, n + 1);
	for (i = 0; i < n; i++)
		out[i] = (struct remedy_test){ fit[i]->call, fit[i]->entry };
	x->finding->remedy.tests = out;
	x->finding->remedy.ntests = n;
}

/* --- what is said ------------------------------------------------------------------------------- */

/* The test that excludes the fewest right kinds. */
static const struct guard_test *nearest(const struct guard_case *x, kinds_t mask)
{
	const struct guard_test *best = NULL;
	unsigned i;

	for (i = 0; i < x->n; i++)
		if (tells(x, &x->tests[i], mask) && !x->tests[i].entry &&
		    (!best || count(taken_along(x, &x->tests[i], mask)) < count(taken_along(x, best, mask))))
			best = &x->tests[i];
	return best;
}

static const char *advice(struct unit_ctx *u, const struct guard_case *x, kinds_t mask)
{
	const struct kinds *all = &u->facts->kinds;
	const struct guard_test *t = nearest(x, mask);
	struct strbuf wrong = { 0 }, along = { 0 };
	const char *text;

	kinds_describe(&wrong, all, x->wrong & mask, u->present);
	if (x->other_arm)
		text = arena_printf(&u->out->mem, "%s, and use it of such a page alone", x->group->advice);
	else if (x->finding->remedy.ntests)
		text = arena_printf(&u->out->mem, "test '%s' first", x->finding->remedy.tests[0].call);
	else if (!(mask & ~x->wrong))
		text = arena_printf(&u->out->mem, "only %s come here: no test for one helps, what sort it is has to be asked first",
				    x->group->many);
	else if (t) {
		kinds_describe(&along, all, taken_along(x, t, mask), u->present);
		text = arena_printf(&u->out->mem, "tell %s from other pages first; '%s' is true for %s, too",
				    strbuf_str(&wrong), t->call, strbuf_str(&along));
	} else {
		text = arena_printf(&u->out->mem, "tell %s from other pages first", strbuf_str(&wrong));
	}
	strbuf_free(&wrong);
	strbuf_free(&along);
	return text;
}

/* --- the two ends --------------------------------------------------------------------------------- */

static struct guard_case *case_of(struct unit_ctx *u, struct finding *f)
{
	struct guard_case *x;
	size_t i;

	for (i = 0; i < u->guard_cases.n; i++)
		if (u->guard_cases.data[i]->finding == f)
			return u->guard_cases.data[i];
	x = arena_new(&u->mem, struct guard_case);
	vec_push(&u->guard_cases, x);
	return x;
}

/* Does a callee decide what is done with the page, by more than the bit? */
static bool answer_is_unknown(const struct event *ev)
{
	const struct member_read *r = &ev->use->read;
	const struct ir_decl *callee = ev->use->via ? ev->use->via->callee : NULL;

	if (r->sink)
		return false;
	return callee && !(callee->type && callee->type->to && callee->type->to->kind == TY_BOOL);
}

void advise_guard(const struct event *ev, struct finding *f)
{
	struct unit_ctx *u = ev->fn->u;
	const struct page_use *use = ev->use;
	const struct member_read *r = &use->read;
	const struct ir_expr *page = page_in(r->expr);
	const struct kind_set *group = use_group(ev);
	struct guard_case *x = case_of(u, f);
	const char *subject = page ? expr_text(u, page) : "";
	bool here = r->fn == ev->fn->info->decl && ev->state;
	struct remedy *m;

	*x = (struct guard_case){
		.finding = f, .pos = r->call_pos, .wrong = use->wrong & kinds_axes(&u->facts->kinds, group->mask),
		.fn = r->fn, .root = here ? ev->page->root : NULL,
		.arg = here ? -1 : parameter(page), .group = group, .tagged = r->member->tagged,
		.mask = ev->page->mask, .trust = use->how == USE_TRUST || (use->how == USE_SINK && r->member->flag_wrong_for),
		.other_arm = r->member->overlays && !r->other_arm,
	};
	report_note(u, f, r->call_pos, "%s", "");
	/* a member for device pages only: no one fix is right for all the others */
	if (!*subject || x->other_arm)
		return;
	if (!here || is_own_name(ev, page, x->root))
		add_tests(u, x, page->type, subject);
	else
		subject = "";
	if (here)
		add_other_names(ev, x, subject);
	m = report_remedy(u, f, REMEDY_GUARD, r->call_pos, subject);
	m->pages = arena_strdup(&u->out->mem, x->group->many);
	m->flag = use->how == USE_TRUST;
	m->sink = r->sink != NULL;
	m->unreferenced = ev->page->origin && ev->page->origin->entry && here;
	m->no_answer = answer_is_unknown(ev);
	if (use->how == USE_DEREF && !use->via && use->fn == r->fn && use->pos.file == r->call_pos.file) {
		m->use_line = use->pos.line;
		m->use_col = use->pos.col;
	}
}

void guard_tests_settle(struct unit_ctx *u)
{
	size_t i;

	for (i = 0; i < u->guard_cases.n; i++) {
		struct guard_case *x = u->guard_cases.data[i];
		kinds_t mask = kinds_there(u, x);

		set_tests(u, x, mask);
		x->finding->notes[x->finding->nnotes - 1].message = advice(u, x, mask);
		if (!x->finding->remedy.ntests)
			x->finding->remedy.kind = REMEDY_NONE;
	}
}
