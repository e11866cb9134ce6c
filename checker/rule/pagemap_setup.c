/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pagemap-setup: ZONE_DEVICE memory made from an incomplete struct dev_pagemap, left
 * behind where a later step fails, or whose error is answered with another.
 */
#include "rule/rules.h"
#include "flow/pagemap.h"

/* Begins a finding about an expression; NULL: it was reported before. */
static struct finding *begin(const struct event *ev, const struct ir_expr *about)
{
	struct finding *f = report_begin(ev->fn, "pagemap-setup", LEVEL_WARNING, ev->pos,
					 ev->fn->info->decl, false);

	if (f)
		f->expr = expr_text(ev->fn->u, about);
	return f;
}

static void incomplete(const struct event *ev)
{
	struct unit_ctx *u = ev->fn->u;
	const struct need_fact *n = ev->need;
	struct finding *f = begin(ev, ev->expr);

	if (!f)
		return;
	report_message(u, f, "memory is made from '%s', in which '%s%s%s' is not set", f->expr,
		       n->behind ? n->behind : "", n->behind ? "->" : "", n->member);
	report_path(u, f, ev->state->path, NULL);
	report_note(u, f, ev->pos, "set it before%s%s", n->row.why ? ": " : "", n->row.why ? n->row.why : "");
}

static void forgotten(const struct event *ev)
{
	struct unit_ctx *u = ev->fn->u;
	const struct ref *r = ev->ref;
	struct finding *f = begin(ev, r->name);

	if (!f)
		return;
	if (r->failed)
		report_message(u, f, "the error of '%s' is answered with another one", r->fn->name);
	else
		report_message(u, f, "'%s' fails and leaves behind what '%s' made from '%s'",
			       ev->fn->info->decl->name, r->fn->name, f->expr);
	report_note(u, f, r->pos, r->failed ? "it fails here" : "made here");
	report_path(u, f, ev->state->path, r->path);
	if (r->failed)
		report_note(u, f, ev->pos, "return the error that it gave");
	else
		report_note(u, f, ev->pos, "call '%s' on this path", r->setup->undo);
}

static void swallowed(const struct event *ev)
{
	struct unit_ctx *u = ev->fn->u;
	const struct ref *r = ev->ref;
	struct event at = *ev;
	struct finding *f;

	if (r->null_test.line)
		at.pos = r->null_test;
	f = begin(&at, r->name);
	if (!f)
		return;
	if (r->null_test.line)
		report_message(u, f, "the result of '%s' is compared with NULL, but it fails with an error pointer",
			       r->fn->name);
	else
		report_message(u, f, "'%s' fails, and '%s' answers with success", r->fn->name,
			       ev->fn->info->decl->name);
	report_note(u, f, r->pos, "it fails here");
	report_path(u, f, ev->state->path, r->path);
	report_note(u, f, ev->pos, "return the error that it gave");
}

static void ignored(const struct event *ev)
{
	struct finding *f = begin(ev, NULL);
	struct unit_ctx *u = ev->fn->u;

	if (!f)
		return;
	f->expr = ev->setup_call->fn->name;
	report_message(u, f, "nothing looks at the result of '%s', which may be an error", f->expr);
	report_note(u, f, ev->pos, "test it with IS_ERR() before anything is done with the memory");
}

static void undone_again(const struct event *ev)
{
	struct unit_ctx *u = ev->fn->u;
	struct finding *f = begin(ev, ev->expr);

	if (!f)
		return;
	report_message(u, f, "what was made from '%s' is unmade a second time", f->expr);
	report_note(u, f, ev->ref->pos, "unmade here by '%s'", ev->ref->fn->name);
	report_path(u, f, ev->state->path, ev->ref->path);
	report_note(u, f, ev->pos, "one of the two must go");
}

static void freed(const struct event *ev)
{
	struct unit_ctx *u = ev->fn->u;
	const struct ref *r = ev->ref;
	struct finding *f = begin(ev, ev->expr);

	if (!f)
		return;
	report_message(u, f, "'%s' is freed, but the memory that '%s' made from it is still there", f->expr,
		       r->fn->name);
	report_note(u, f, r->pos, "made here");
	report_path(u, f, ev->state->path, r->path);
	if (r->setup->undo)
		report_note(u, f, ev->pos, "call '%s' before", r->setup->undo);
}

void pagemap_setup_on(const struct event *ev)
{
	if (ev->what == EV_INCOMPLETE)
		incomplete(ev);
	else if (ev->what == EV_FREED)
		freed(ev);
	else if (ev->what == EV_SETUP_IGNORED)
		ignored(ev);
	else if (ev->what == EV_UNDONE_AGAIN)
		undone_again(ev);
	else if (ev->what == EV_PATH_END && ev->ref->setup &&
		 setup_swallowed(ev->fn, ev->state, ev->ref))
		swallowed(ev);
	else if (ev->what == EV_PATH_END && ev->ref->setup &&
		 setup_forgotten(ev->fn, ev->state, ev->ref))
		forgotten(ev);
}
