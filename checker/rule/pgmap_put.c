/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pgmap-put: a reference put twice, or its object used after the put. */
#include "rule/rules.h"

void pgmap_put_on(const struct event *ev)
{
	struct unit_ctx *u = ev->fn->u;
	const struct ref *r = ev->ref;
	const char *name;
	struct finding *f;

	if ((ev->what != EV_PUT_AGAIN && ev->what != EV_LEFT && ev->what != EV_USE_RELEASED) || r->setup)
		return;
	f = report_begin(ev->fn, "pgmap-put", LEVEL_WARNING, ev->pos, ev->fn->info->decl, false);
	if (!f)
		return;
	name = expr_text(u, ev->expr);
	if (!*name)
		name = expr_text(u, r->name);
	if (!*name)
		name = "it";
	f->expr = name;
	if (ev->what == EV_PUT_AGAIN)
		report_message(u, f, "the reference held by '%s' is put a second time", name);
	else if (ev->what == EV_LEFT)
		report_message(u, f, "'%s' is left to the caller, which puts it, after its reference was %s", name,
			       r->consumed ? "handed over" : "put");
	else
		report_message(u, f, "'%s' is used after its reference was %s", name,
			       r->consumed ? "handed over" : "put");
	report_note(u, f, r->pos, r->consumed ? "handed over to '%s' here" : "put by '%s' here",
		    r->fn ? r->fn->name : "");
	report_path(u, f, ev->state->path, r->path);
	if (ev->what == EV_PUT_AGAIN)
		report_note(u, f, ev->pos, "one of the two must go");
	else if (ev->what == EV_LEFT)
		report_note(u, f, ev->pos, "set it to NULL before this");
	else
		report_note(u, f, ev->pos, "use it before the put, or hold another reference");
}
