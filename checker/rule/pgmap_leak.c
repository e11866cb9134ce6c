/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pgmap-leak: a path ends with a reference that nobody else holds or returns. */
#include "rule/rules.h"

/* What the function was called with, in a parameter or behind one. */
static const struct term *handed_in(const struct term *value)
{
	return value->kind == TM_INIT && !value->site ? value->a : NULL;
}

/* "ctx.pgmap", "folio->pgmap": from a local variable on; false: it is no place with a name. */
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

/* Where it is held. A call that put it into what it was handed is known by its result alone. */
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
	if (!*name && ev->ref->contract && handed_in(ev->ref->object) &&
	    (strbuf_reset(&b), place_name(&b, handed_in(ev->ref->object))))
		name = arena_strdup(&ev->fn->u->out->mem, b.s);
	strbuf_free(&b);
	return name;
}

void pgmap_leak_on(const struct event *ev)
{
	struct unit_ctx *u = ev->fn->u;
	const struct ref *r = ev->ref;
	const char *name, *subject, *fn = ev->fn->info->decl->name;
	const struct ref_fact *put;
	struct finding *f;

	if ((ev->what != EV_PATH_END && ev->what != EV_LOST) || r->setup)
		return;
	f = report_begin(ev->fn, "pgmap-leak", LEVEL_WARNING, ev->pos, ev->fn->info->decl, false);
	if (!f)
		return;
	subject = name = holder(ev);
	if (!*name || (r->contract && ev->what == EV_PATH_END))
		name = r->contract && ev->fn->f->nparams ? "the reference handed in" : "the reference";
	f->expr = name;
	if (r->contract && ev->what == EV_PATH_END)
		report_message(u, f, "'%s' takes over a reference that this path does not put", fn);
	else if (ev->what == EV_LOST)
		report_message(u, f, "'%s' is overwritten while the reference it holds is not put",
			       *expr_text(u, ev->expr) ? expr_text(u, ev->expr) : "its last name");
	else
		report_message(u, f, "'%s' returns with the reference held by '%s' not put", fn, name);
	if (r->contract && ev->what == EV_LOST)
		report_note(u, f, r->pos, "callers of '%s' hand it over with the reference of an earlier call in it", fn);
	else if (r->contract)
		report_note(u, f, r->pos, "callers of '%s' hand the reference over", fn);
	else
		report_note(u, f, r->pos, "reference taken here by '%s'", r->fn->name);
	report_path(u, f, ev->state->path, r->path);
	report_note(u, f, ev->pos, "call '%s' on this path", release_name(u));
	put = release_of(u);
	if (put && *subject) {
		struct remedy *m = report_remedy(u, f, REMEDY_PUT, ev->pos, subject);

		m->call = put->row.name;
		m->bare = !put->null_safe;
		m->some_paths = r->contract;
	}
}
