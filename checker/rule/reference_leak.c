/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * References that are still held where a path ends, and that nobody else has: pgmap-leak and rules
 * for other kinds of reference.
 */
#include "rule/rules.h"

/* The location that had the value when the function was called; NULL: none that is known. */
static const struct term *handed_in(const struct term *value)
{
	return value->kind == TM_INIT && !value->site ? value->a : NULL;
}

/* Appends a location that begins with a local variable, "ctx.pgmap"; false: it has no name. */
static bool place_name(struct strbuf *b, const struct term *loc)
{
	const struct term *pointer = loc->kind == LOC_FIELD && loc->a->kind == LOC_SYM ?
		handed_in(loc->a->a) : NULL;

	if (loc->kind == LOC_FIELD && *loc->field->name && place_name(b, pointer ? pointer : loc->a)) {
		strbuf_addf(b, "%s%s", pointer ? "->" : ".", loc->field->name);
		return true;
	}
	if (loc->kind != LOC_VAR || (loc->var->kind != VAR_LOCAL && loc->var->kind != VAR_PARAM))
		return false;
	strbuf_adds(b, loc->var->name);
	return true;
}

/*
 * What holds the reference. If a call stored it in an object passed to it, only the call's result
 * names it.
 */
static const char *holder(const struct event *ev)
{
	const struct state *s = ev->state;
	const char *name = expr_text(ev->fn->u, ev->ref->name);
	struct strbuf b = { 0 };
	uint32_t i;

	for (i = 0; i < s->env.n && ev->what == EV_PATH_END; i++) {
		strbuf_reset(&b);
		if (s->env.data[i].value != ev->ref->object || !place_name(&b, s->env.data[i].loc))
			continue;
		name = arena_strdup(&ev->fn->u->out->mem, b.s);
		break;
	}
	if (!*name && ev->ref->held_on_entry && handed_in(ev->ref->object) &&
	    (strbuf_reset(&b), place_name(&b, handed_in(ev->ref->object))))
		name = arena_strdup(&ev->fn->u->out->mem, b.s);
	strbuf_free(&b);
	return name;
}

void reference_leak_on(const struct event *ev)
{
	struct unit_ctx *u = ev->fn->u;
	const struct ref *r = ev->ref;
	const char *name, *subject, *fn = ev->fn->info->decl->name;
	const struct ref_kind *k;
	const struct ref_fact *put;
	struct finding *f;

	if ((ev->what != EV_PATH_END && ev->what != EV_LOST) || r->setup)
		return;
	k = r->kind;
	f = report_begin(ev->fn, k->leak, LEVEL_WARNING, ev->pos, ev->fn->info->decl, false);
	if (!f)
		return;
	subject = name = holder(ev);
	if (!*name || (r->held_on_entry && ev->what == EV_PATH_END))
		name = arena_printf(&u->out->mem, "the %s%s", k->noun,
				    r->held_on_entry && ev->fn->f->nparams ? " handed in" : "");
	f->expr = name;
	if (r->held_on_entry && ev->what == EV_PATH_END)
		report_message(u, f, "'%s' takes over a %s that this path does not %s", fn,
			       k->noun, k->give_back);
	else if (ev->what == EV_LOST)
		report_message(u, f, "'%s' is overwritten while the %s it holds is not %s",
			       *expr_text(u, ev->expr) ? expr_text(u, ev->expr) : "its last name",
			       k->noun, k->given_back);
	else
		report_message(u, f, "'%s' returns with the %s held by '%s' not %s", fn, k->noun,
			       name, k->given_back);
	if (r->held_on_entry && ev->what == EV_LOST)
		report_note(u, f, r->pos, "callers of '%s' hand it over with the %s of an earlier call in it",
			    fn, k->noun);
	else if (r->held_on_entry)
		report_note(u, f, r->pos, "callers of '%s' hand the %s over", fn, k->noun);
	else
		report_note(u, f, r->pos, "%s taken here by '%s'", k->noun, r->fn->name);
	report_path(u, f, ev->state->path, r->path);
	put = release_of(u, r);
	report_note(u, f, ev->pos, "call '%s' on this path", put ? put->row.name : "the release function");
	if (put && *subject) {
		struct remedy *m = report_remedy(u, f, REMEDY_PUT, ev->pos, subject);

		m->call = put->row.name;
		m->bare = !put->null_safe;
		m->some_paths = r->held_on_entry;
	}
}
