/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gup-retry: a call is reached again with the same arguments while the failure of
 * the same lookup is still the only thing that happened since.
 */
#include "rule/rules.h"

static void returned(struct unit_ctx *u, struct finding *f, const struct wrapper *w)
{
	if (!w)
		return;
	returned(u, f, w->below);
	report_note(u, f, w->pos, "'%s' reports the failure to its caller here", w->fn->name);
}

/* The function that makes a pointer of an errno (ERR_PTR), by the rules. */
static const char *error_pointer(struct unit_ctx *u)
{
	size_t i;

	for (i = 0; i < u->facts->all.n; i++) {
		const struct form_fact *f = (const struct form_fact *)u->facts->all.data[i];

		if (f->row.section == FACT_FORMS && f->form == FORM_ERROR_POINTER)
			return f->row.name;
	}
	return NULL;
}

/* The remedy: the first return that passes the failure on should return a different errno. */
static void remedy(const struct event *ev, struct finding *f)
{
	struct unit_ctx *u = ev->fn->u;
	const struct fail *x = ev->fail;
	const struct wrapper *w = x->via;
	const struct ir_type *type = x->origin_fn->type ? x->origin_fn->type->to : NULL;
	struct remedy *m;

	while (w && w->below)
		w = w->below;
	if (!x->lookup->ends || !type || (!w && ev->what != EV_LOOKUP_ANSWERED))
		return;
	m = report_remedy(u, f, REMEDY_ERROR, w ? w->pos : ev->pos, x->lookup->row.name);
	m->value = arena_printf(&u->out->mem, "-%s", errno_name(x->lookup->ends));
	if (type->kind == TY_POINTER)
		m->call = error_pointer(u);
	if (type->kind != TY_POINTER && type->kind != TY_INT)
		m->kind = REMEDY_NONE;
}

void gup_retry_on(const struct event *ev)
{
	struct unit_ctx *u = ev->fn->u;
	const struct fail *x = ev->fail;
	struct finding *f;

	if (ev->what != EV_LOOKUP_AGAIN && ev->what != EV_LOOKUP_ANSWERED)
		return;
	f = report_begin(ev->fn, "gup-retry", LEVEL_WARNING, x->origin_pos, x->origin_fn, false);
	if (!f)
		return;
	f->path_begins = true;
	f->expr = x->lookup->row.name;
	if (ev->ignored)
		report_message(u, f, "'%s()' fails for good here, and the page is returned all the same",
			       x->lookup->row.name);
	else
		report_message(u, f, "'%s()' fails for good here, and its failure is answered by the same lookup again",
			       x->lookup->row.name);
	returned(u, f, x->via);
	if (ev->what == EV_LOOKUP_AGAIN) {
		report_path(u, f, ev->state->path, x->path);
		report_note(u, f, ev->pos, "'%s' calls '%s()' again with the same arguments",
			    ev->fn->info->decl->name, x->callee->name);
	} else {
		report_path(u, f, ev->state->path, x->path);
		report_note(u, f, ev->pos, ev->ignored ? "'%s' returns what its callers use as a page that the lookup found (%s)" :
			    "'%s' returns what its callers answer by looking up again (%s)",
			    ev->fn->info->decl->name, ev->answer->row.ref);
	}
	if (x->lookup->ends)
		report_note(u, f, x->origin_pos, "report it as an error that ends the lookup, such as -%s",
			    errno_name(x->lookup->ends));
	else
		report_note(u, f, x->origin_pos, "report it as an error that ends the lookup");
	remedy(ev, f);
}
