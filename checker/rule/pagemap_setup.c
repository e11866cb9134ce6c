/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pagemap-setup: ZONE_DEVICE memory made from an incomplete struct dev_pagemap, left
 * behind where a later step fails, or whose error is answered with another.
 */
#include "rule/rules.h"
#include "flow/pagemap.h"

/* About an expression; NULL: it has been said. */
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
	else if (ev->what == EV_PATH_END && ev->ref->setup &&
		 setup_forgotten(ev->fn, ev->state, ev->ref))
		forgotten(ev);
}
