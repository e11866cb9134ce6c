/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pgmap-leak: a path ends with a reference that nobody else holds or returns. */
#include "rule/rules.h"

void pgmap_leak_on(const struct event *ev)
{
	struct unit_ctx *u = ev->fn->u;
	const struct ref *r = ev->ref;
	const char *name, *fn = ev->fn->info->decl->name;
	struct finding *f;

	if ((ev->what != EV_PATH_END && ev->what != EV_LOST) || r->setup)
		return;
	f = report_begin(ev->fn, "pgmap-leak", LEVEL_WARNING, ev->pos, ev->fn->info->decl, false);
	if (!f)
		return;
	name = expr_text(u, r->name);
	if (!*name)
		name = r->contract && ev->fn->f->nparams ? "the reference handed in" : "the reference";
	f->expr = name;
	if (r->contract)
		report_message(u, f, "'%s' takes over a reference that this path does not put", fn);
	else if (ev->what == EV_LOST)
		report_message(u, f, "'%s' is overwritten while the reference it holds is not put",
			       *expr_text(u, ev->expr) ? expr_text(u, ev->expr) : "its last name");
	else
		report_message(u, f, "'%s' returns with the reference held by '%s' not put", fn, name);
	if (r->contract)
		report_note(u, f, r->pos, "callers of '%s' hand the reference over", fn);
	else
		report_note(u, f, r->pos, "reference taken here by '%s'", r->fn->name);
	report_path(u, f, ev->state->path, r->path);
	report_note(u, f, ev->pos, "call '%s' on this path", release_name(u));
}
