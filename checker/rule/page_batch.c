/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Batches of references: forgotten, given back as another kind or where nothing was taken, and
 * fewer taken for all that were asked for. The rules' names come with the kind of reference.
 */
#include "rule/rules.h"

static const struct ref_kind *kind_of(const struct event *ev)
{
	const struct batch_fact *row = (const struct batch_fact *)ev->batch->row;

	return ev->what == EV_BATCH_NONE ? ev->given->kind : row->kind;
}

static const char *rule_of(const struct event *ev)
{
	const struct ref_kind *k = kind_of(ev);

	switch (ev->what) {
	case EV_BATCH_LEFT:
	case EV_BATCH_FREED:
		return k->leak;
	case EV_BATCH_FEWER:
		return k->fewer;
	default:
		return k->mismatch;
	}
}

/* "vec" for &vec[0] and for a cast of it. */
static const char *plain_text(struct unit_ctx *u, const struct ir_expr *x)
{
	while (x && x->kind == EX_CAST)
		x = x->a;
	if (x && x->kind == EX_ADDR && x->a->kind == EX_INDEX && x->a->b->kind == EX_CONST &&
	    !x->a->b->value)
		x = x->a->a;
	return expr_text(u, x);
}

/* What gives such a batch, or one such reference, back, "put_them"; a fallback when no row says. */
static const char *giver(struct unit_ctx *u, const struct ref_kind *k, bool one)
{
	const struct facts *f = u->facts;
	size_t i;

	for (i = 0; i < f->all.n; i++) {
		const struct batch_fact *b = (const struct batch_fact *)f->all.data[i];

		if (b->row.section == FACT_BATCHES && b->kind == k &&
		    b->action == (one ? BATCH_GIVE_ONE : BATCH_GIVE) &&
		    row_applies(u, &b->row, ir_find_decl(u->unit, b->row.name)))
			return b->row.name;
	}
	return "the release function";
}

static bool is_single(const struct tracked *t)
{
	return t->with[1] && term_is_const(t->with[1], 1);
}

static const char *name_of(const struct event *ev)
{
	struct unit_ctx *u = ev->fn->u;
	const char *name = plain_text(u, ev->batch->name);

	if (!*name)
		name = plain_text(u, ev->expr);
	return *name ? name : "the array";
}

static void left(const struct event *ev, struct finding *f, const char *name)
{
	struct unit_ctx *u = ev->fn->u;
	const struct ref_kind *k = kind_of(ev);

	if (ev->what == EV_BATCH_FREED)
		report_message(u, f, "'%s' is freed while the pages in it are not %s", name,
			       k->given_back);
	else
		report_message(u, f, "'%s' returns with the pages in '%s' not %s",
			       ev->fn->info->decl->name, name, k->given_back);
}

static void given_wrongly(const struct event *ev, struct finding *f, const char *name)
{
	struct unit_ctx *u = ev->fn->u;
	const struct ref_kind *k = kind_of(ev);
	const char *text = plain_text(u, ev->expr);

	if (ev->what == EV_BATCH_AS_ANOTHER)
		report_message(u, f, "the pages in '%s' are held by a %s, and %s like by a %s",
			       name, k->noun, ev->given->kind->given_back, ev->given->kind->noun);
	else if (ev->what == EV_BATCH_NONE)
		report_message(u, f, "'%s' is %s, but nothing was stored in the array on this path",
			       *text ? text : name, k->given_back);
	else
		report_message(u, f, "all of '%s' are %s, but fewer were taken on this path",
			       *text ? text : name, k->given_back);
}

static void advise(const struct event *ev, struct finding *f)
{
	struct unit_ctx *u = ev->fn->u;
	const struct ref_kind *k = kind_of(ev);

	switch (ev->what) {
	case EV_BATCH_FEWER:
		report_note(u, f, ev->pos, "compare its result with what was asked for");
		break;
	case EV_BATCH_MORE:
		report_note(u, f, ev->pos, "give back as many as the call said");
		break;
	case EV_BATCH_NONE:
		report_note(u, f, ev->pos, "this path must skip it");
		break;
	default:
		report_note(u, f, ev->pos, "call '%s' on this path",
			    giver(u, k, is_single(ev->batch)));
	}
}

void page_batch_on(const struct event *ev)
{
	struct unit_ctx *u = ev->fn->u;
	const struct tracked *t = ev->batch;
	const char *rule, *name;
	struct finding *f;

	if (!t)
		return;
	rule = rule_of(ev);
	if (!rule)
		return;
	/* of a single page too many other names are in use: a folio's, a caller's */
	f = report_begin(ev->fn, rule, is_single(ev->batch) && rule == kind_of(ev)->leak ? LEVEL_NOTE : LEVEL_WARNING,
			 ev->pos, ev->fn->info->decl, false);
	if (!f)
		return;
	f->expr = name = name_of(ev);
	if (ev->what == EV_BATCH_FEWER)
		report_message(
			u, f,
			"'%s' may take fewer than it is asked for, and '%s' goes on as if it had taken all",
			t->fn->name, ev->fn->info->decl->name);
	else if (ev->what == EV_BATCH_LEFT || ev->what == EV_BATCH_FREED)
		left(ev, f, name);
	else
		given_wrongly(ev, f, name);
	report_note(u, f, t->pos,
		    ev->what == EV_BATCH_NONE ? "made here by '%s'" : "taken here by '%s'",
		    t->fn->name);
	report_path(u, f, ev->state->path, t->path);
	advise(ev, f);
}

/* --- what hangs on structures ---------------------------------------------------------------- */

static const struct array_use *find(const struct unit_ctx *u, const struct ir_field *field,
				    enum array_does does, const struct ref_kind *kind, bool other)
{
	size_t i;

	for (i = 0; i < u->array_uses.n; i++) {
		const struct array_use *use = &u->array_uses.data[i];

		if (use->field == field && use->does == does &&
		    (!kind || (use->kind == kind) != other))
			return use;
	}
	return NULL;
}

/*
 * What is given back in an array that hangs on a structure was taken by other functions: is there
 * one kind that they take, and nobody gives back?
 */
void array_uses_settle(struct unit_ctx *u)
{
	size_t i;

	for (i = 0; i < u->array_uses.n; i++) {
		const struct array_use *use = &u->array_uses.data[i], *took;
		struct finding *f;

		if (use->does != ARRAY_GIVES || use->matched || !use->kind->mismatch)
			continue;
		took = find(u, use->field, ARRAY_TAKES, use->kind, true);
		if (!took || find(u, use->field, ARRAY_GIVES, took->kind, false) ||
		    (find(u, use->field, ARRAY_FILLED, NULL, false) &&
		     !find(u, use->field, ARRAY_TAKES, use->kind, false)))
			continue;
		f = report_in_unit(u, use->kind->mismatch, LEVEL_WARNING, use->pos, use->in, false);
		if (!f)
			continue;
		f->expr = plain_text(u, use->name);
		report_message(
			u, f,
			"the pages in '%s' are %s like by a %s, but '%s' also stores some that are held by a %s",
			use->field->name, use->kind->given_back, use->kind->noun, took->in->name,
			took->kind->noun);
		report_note(u, f, took->pos, "taken here by '%s'", took->by->name);
		report_note(u, f, use->pos, "give each back as what it is: '%s'",
			    giver(u, took->kind, true));
	}
}
