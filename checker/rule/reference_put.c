/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * References released twice or as another kind, and objects used after release: pgmap-put and rules
 * for other kinds of reference.
 */
#include "rule/rules.h"

static const char *rule_of(const struct event *ev)
{
	switch (ev->what) {
	case EV_PUT_AGAIN:
	case EV_LEFT:
	case EV_USE_RELEASED:
		return ev->ref->kind->again;
	case EV_RELEASED_AS_ANOTHER:
		return ev->ref->kind->mismatch;
	default:
		return NULL;
	}
}

static void message(const struct event *ev, struct finding *f, const char *name)
{
	const struct ref_kind *k = ev->ref->kind;
	const char *gone = ev->ref->consumed ? "handed over" : k->given_back;
	struct unit_ctx *u = ev->fn->u;

	if (ev->what == EV_PUT_AGAIN)
		report_message(u, f, "the %s held by '%s' is %s a second time", k->noun, name, k->given_back);
	else if (ev->what == EV_RELEASED_AS_ANOTHER)
		report_message(u, f, "'%s' is held by a %s, and is %s like a %s", name, k->noun,
			       ev->kind->given_back, ev->kind->noun);
	else if (ev->what == EV_LEFT)
		report_message(u, f, "'%s' is left to the caller, which %ss it, after its %s was %s", name,
			       k->give_back, k->noun, gone);
	else
		report_message(u, f, "'%s' is used after its %s was %s", name, k->noun, gone);
}

static void advise(const struct event *ev, struct finding *f)
{
	const struct ref_kind *k = ev->ref->kind;
	const struct ref_fact *put = release_of(ev->fn->u, ev->ref);
	struct unit_ctx *u = ev->fn->u;

	if (ev->what == EV_PUT_AGAIN)
		report_note(u, f, ev->pos, "one of the two must go");
	else if (ev->what == EV_RELEASED_AS_ANOTHER)
		report_note(u, f, ev->pos, "call '%s' for it", put ? put->row.name : "the release function");
	else if (ev->what == EV_LEFT)
		report_note(u, f, ev->pos, "set it to NULL before this");
	else
		report_note(u, f, ev->pos, "use it before the %s, or hold another %s", k->give_back, k->noun);
}

void reference_put_on(const struct event *ev)
{
	struct unit_ctx *u = ev->fn->u;
	const struct ref *r = ev->ref;
	const char *name, *rule = r && !r->setup ? rule_of(ev) : NULL;
	struct finding *f;

	if (!rule)
		return;
	f = report_begin(ev->fn, rule, LEVEL_WARNING, ev->pos, ev->fn->info->decl, false);
	if (!f)
		return;
	name = expr_text(u, ev->expr);
	if (!*name)
		name = expr_text(u, r->name);
	if (!*name)
		name = "it";
	f->expr = name;
	message(ev, f, name);
	if (ev->what == EV_RELEASED_AS_ANOTHER)
		report_note(u, f, r->pos, "%s taken here by '%s'", r->kind->noun, r->fn ? r->fn->name : "");
	else
		report_note(u, f, r->pos, "%s %s '%s' here", r->consumed ? "handed over" : r->kind->given_back,
			    r->consumed ? "to" : "by", r->fn ? r->fn->name : "");
	report_path(u, f, ev->state->path, r->path);
	advise(ev, f);
}
