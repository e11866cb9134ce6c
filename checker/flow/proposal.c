/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/proposal.h"
#include "flow/derive.h"
#include "flow/observer.h"
#include "flow/call.h"
#include "flow/links.h"
#include "flow/summary.h"

#include <stdlib.h>
#include <string.h>

/* --- types ---------------------------------------------------------------------------------- */

static const char *page_record(const struct facts *f, const struct ir_type *t)
{
	const struct ir_record *r = pointee(t);

	return r && is_page_record(f, r->name) ? r->name : NULL;
}

static const char *entry_record(const struct facts *f, const struct ir_type *t)
{
	return t && t->kind == TY_RECORD && t->record && is_entry_record(f, t->record->name) ?
	       t->record->name : NULL;
}

/* A frame number is as wide as an address. */
static bool is_number(const struct ir_type *t)
{
	return t && t->kind == TY_INT && t->bits == 64;
}

/*
 * An entry, or a page: what a function makes of one alone is about the same page. Of an entry
 * it may be the number of the frame as well; that is so when somebody uses it as one.
 */
static bool is_family(const struct facts *f, const struct ir_decl *d)
{
	const struct ir_type *to = d->type ? d->type->to : NULL;

	return d->nparams == 1 && !d->variadic && entry_record(f, d->param_types[0]) &&
	       (entry_record(f, to) || page_record(f, to) || is_number(to));
}

/* --- what is handed on ---------------------------------------------------------------------------- */

static const char *key_of(const struct unit_ctx *u, const struct ir_decl *d)
{
	if (!d->is_static || !d->in_main_file)
		return d->name;
	return intern(arena_printf(&((struct unit_ctx *)(uintptr_t)u)->mem, "%s:%s", u->shown, d->name));
}

struct origins_of {
	struct unit_ctx *u;
	const struct ir_func *f;
	struct shown_function *out;
	uint64_t seen[16];		/* variables */
	bool frame;			/* only who gives the number that a page is computed from */
	struct proposals *p;
};

static void from_expr(struct origins_of *o, const struct ir_expr *x);

static void add_source(struct origins_of *o, const struct ir_insn *i)
{
	const struct fn_facts *ff = info_of(o->u, i->fn)->facts;
	size_t k;
	const char *key;

	if (ff && ff->forms && ff->forms->form == FORM_ERROR_POINTER)
		return;
	/* the folio of a page, the head of one */
	if (ff && ff->families && ff->families->arg < i->nargs) {
		from_expr(o, i->args[ff->families->arg]);
		return;
	}
	key = key_of(o->u, i->fn);
	if (o->frame) {
		table_put(&o->p->frames, key, o->p);
		return;
	}
	for (k = 0; k < o->out->sources.n && o->out->sources.data[k] != key; k++)
		;
	if (k == o->out->sources.n)
		vec_push(&o->out->sources, key);
}

static void from_var(struct origins_of *o, const struct ir_var *v)
{
	size_t i, j;

	if (v->kind != VAR_LOCAL && v->kind != VAR_TEMP) {
		o->out->other |= !o->frame;
		return;
	}
	if (v->index >= sizeof(o->seen) * 8 || o->seen[v->index / 64] >> v->index % 64 & 1)
		return;
	o->seen[v->index / 64] |= 1ull << v->index % 64;
	for (i = 0; i < o->f->nblocks; i++)
		for (j = 0; j < o->f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = o->f->blocks[i]->insns[j];

			if (!in->dst || in->dst->kind != EX_VAR || in->dst->var != v)
				continue;
			if (in->kind == I_ASSIGN)
				from_expr(o, in->src);
			else if (in->kind == I_CALL && in->fn)
				add_source(o, in);
			else if (!in->is_decl)
				o->out->other |= !o->frame;
		}
}

/* Where the value comes from: calls, NULL and errors; whatever else is something else. */
static void from_expr(struct origins_of *o, const struct ir_expr *x)
{
	while (x && (x->kind == EX_CAST || (x->kind == EX_ADDR && x->a->kind == EX_FIELD)))
		x = x->kind == EX_CAST ? x->a : x->a->a->kind == EX_DEREF ? x->a->a->a : x->a->a;
	if (!x)
		return;
	if (x->kind == EX_VAR)
		from_var(o, x->var);
	else if (x->kind != EX_CONST)
		o->out->other |= !o->frame;
}

static void note_sources(struct unit_ctx *u, const struct ir_func *f, struct shown_function *out)
{
	struct origins_of o = { .u = u, .f = f, .out = out };
	size_t i;

	for (i = 0; i < f->nblocks; i++)
		if (f->blocks[i]->term == T_RETURN)
			from_expr(&o, f->blocks[i]->value);
}

/* base + number, where the base is what pages' addresses are computed from. */
static void note_frames_in(struct proposals *p, struct unit_ctx *u, const struct ir_func *f,
			   const struct ir_expr *x)
{
	const struct ir_expr *base;

	if (!x)
		return;
	if (x->kind == EX_BINARY && x->op == OP_ADD && x->type && x->type->kind == TY_POINTER) {
		struct shown_function none = { 0 };
		struct origins_of o = { .u = u, .f = f, .out = &none, .frame = true, .p = p };

		for (base = x->a; base->kind == EX_CAST; base = base->a)
			;
		if (base->kind == EX_VAR && base->var->kind == VAR_GLOBAL &&
		    table_get(&u->facts->variable_origins, base->var->name))
			from_expr(&o, x->b);
	}
	note_frames_in(p, u, f, x->a);
	note_frames_in(p, u, f, x->b);
}

static void note_frames(struct proposals *p, struct unit_ctx *u, const struct ir_func *f)
{
	size_t i, j;
	unsigned k;

	for (i = 0; i < f->nblocks; i++) {
		note_frames_in(p, u, f, f->blocks[i]->value);
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];

			note_frames_in(p, u, f, in->src);
			for (k = 0; k < in->nargs; k++)
				note_frames_in(p, u, f, in->args[k]);
		}
	}
}

/* --- members ------------------------------------------------------------------------------------------ */

/* The judged member of what the first argument points to that the expression is. */
static const char *member_of_argument(struct unit_ctx *u, const struct ir_expr *x)
{
	const struct ir_expr *at;

	while (x && x->kind == EX_CAST)
		x = x->a;
	if (!x || x->kind != EX_FIELD || !facts_member(&u->facts->members, x->field->record->name, x->field->name))
		return NULL;
	for (at = x->a; at->kind == EX_FIELD; at = at->a)
		;
	return at->kind == EX_DEREF && at->a->kind == EX_VAR && at->a->var->kind == VAR_PARAM &&
	       at->a->var->index == 0 ? x->field->name : NULL;
}

static void note_members(struct unit_ctx *u, const struct ir_func *f, struct shown_function *out)
{
	size_t i, j;

	for (i = 0; i < f->nblocks; i++) {
		if (f->blocks[i]->term == T_RETURN && f->blocks[i]->value)
			out->reads = member_of_argument(u, f->blocks[i]->value);
		for (j = 0; j < f->blocks[i]->ninsns && f->nblocks <= 8; j++)
			if (f->blocks[i]->insns[j]->kind == I_ASSIGN) {
				const char *m = member_of_argument(u, f->blocks[i]->insns[j]->dst);

				out->writes = m ? m : out->writes;
			}
	}
}

/* --- guards ------------------------------------------------------------------------------------------------ */

/* What the page can be, over all ways to an answer. */
static kinds_t kinds_after(struct state_env *e, const struct summary *sum, const struct term *page, bool truth)
{
	kinds_t left = 0;
	unsigned i;

	for (i = 0; i < sum->ncases; i++) {
		struct state *s = state_fork(e, sum->cases[i].exit);

		if (sum->cases[i].ret && state_assume(e, s, sum->cases[i].ret, truth))
			left |= state_kind(e, s, page).mask;
	}
	return left;
}

/* Of an enumerator the truth means nothing. */
static bool is_answer(const struct ir_type *t)
{
	return t && (t->kind == TY_BOOL || t->kind == TY_INT || t->kind == TY_POINTER);
}

static void note_guard(struct unit_ctx *u, struct ir_decl *d, const struct ir_func *f, struct shown_function *out)
{
	struct state_env e = {
		.mem = &u->mem, .terms = &u->terms, .facts = u->facts, .unit = u->unit,
		.axioms = &u->axioms, .shown = u->shown, .entries = true,
	};
	const struct summary *sum = summary_of(u, d);
	const struct kinds *all = &u->facts->kinds;
	unsigned i;

	for (i = 0; sum && i < f->nparams && d->type && is_answer(d->type->to); i++) {
		const char *of = page_record(u->facts, d->param_types[i]);
		const struct term *root;
		kinds_t yes, no;

		if (!of)
			of = entry_record(u->facts, d->param_types[i]);
		if (!of)
			continue;
		root = page_root(&e, tm_init(&u->terms, loc_var(&u->terms, f->params[i]), NULL, f->params[i]->type));
		yes = kinds_after(&e, sum, root, true);
		no = kinds_after(&e, sum, root, false);
		/* an answer that is never given says nothing of those that are */
		if (!yes || !no || (yes == all->any && no == all->any))
			continue;
		out->if_true = yes;
		out->if_false = no;
		out->guard_arg = i;
		out->guard_of = of;
		return;
	}
}

/* --- a unit -------------------------------------------------------------------------------------------------- */

static bool is_of_interest(const struct facts *f, const struct ir_decl *d)
{
	unsigned i;

	if (d->type && (page_record(f, d->type->to) || entry_record(f, d->type->to)))
		return true;
	for (i = 0; i < d->nparams; i++)
		if (page_record(f, d->param_types[i]) || entry_record(f, d->param_types[i]))
			return true;
	return false;
}

static void look_at(struct proposals *p, struct unit_ctx *u, struct ir_decl *d)
{
	const struct ir_func *f = d->is_defined && !d->broken ? ir_body(u->unit, d) : NULL;
	const char *key = key_of(u, d);
	struct shown_function *out;

	if (!f || table_get(&p->by_key, key))
		return;
	note_frames(p, u, f);
	if (!is_of_interest(u->facts, d) && !(d->type && d->type->to && d->type->to->kind == TY_POINTER))
		return;
	out = arena_new(&p->mem, struct shown_function);
	out->key = key;
	out->name = d->name;
	out->file = intern(in_tree(u, u->unit->files.data[d->pos.file]));
	out->line = d->pos.line;
	out->is_static = d->is_static && d->in_main_file;
	out->takes_page = takes_page(u, d);
	out->gives_page = d->type && page_record(u->facts, d->type->to);
	out->gives_number = d->type && is_number(d->type->to);
	out->family = is_family(u->facts, d);
	out->if_true = out->if_false = u->facts->kinds.any;
	if (d->type && d->type->to && d->type->to->kind == TY_POINTER)
		note_sources(u, f, out);
	if (is_of_interest(u->facts, d)) {
		if (page_record(u->facts, d->nparams ? d->param_types[0] : NULL))
			note_members(u, f, out);
		note_guard(u, d, f, out);
	}
	vec_push(&p->all, out);
	table_put(&p->by_key, key, out);
}

/* How the unit is told where to put what it shows. */
struct collecting {
	struct flow_options options;
	struct proposals *p;
};

static struct fn_probe *no_probe(struct fn_ctx *c)
{
	(void)c;
	return NULL;
}

/* --- rows that hold here --------------------------------------------------------------------- */

static const struct fact *holding(struct unit_ctx *u, const struct fact *row, const struct ir_decl *d)
{
	while (row && !row_applies(u, row, d))
		row = row->next;
	return row;
}

/* struct page **pages */
static int array_argument(const struct facts *f, const struct ir_decl *d)
{
	unsigned i;

	for (i = 0; i < d->nparams; i++) {
		const struct ir_type *t = d->param_types[i];

		if (t->kind == TY_POINTER && t->to && page_record(f, t->to))
			return (int)i;
	}
	return -1;
}

/* What rows say of the function's result in this tree, or would if it had kept its arguments. */
static void note_rows(struct proposals *p, struct unit_ctx *u, struct ir_decl *d)
{
	const struct fn_facts *ff = info_of(u, d)->facts;
	const struct origin_fact *o = ff ? ff->origins : NULL, *here;
	struct moved_origin m;

	if (ff && !table_get(&p->declared, d->name))
		table_put(&p->declared, d->name, p);
	if (!o)
		return;
	here = (const struct origin_fact *)holding(u, &o->row, d);
	if (here && here->result.base == PLACE_RETURN && !table_get(&p->given, d->name))
		table_put(&p->given, d->name, arena_dup(&p->mem, &here->may_be, sizeof(here->may_be)));
	if (here || o->result.base != PLACE_ARG || o->result.nsteps != 1 || o->row.when.params < 0 ||
	    table_get(&p->moved_names, d->name))
		return;
	m = (struct moved_origin){ o, array_argument(u->facts, d), d->pos.line,
				   intern(in_tree(u, u->unit->files.data[d->pos.file])) };
	if (m.arg >= 0) {
		table_put(&p->moved_names, d->name, p);
		vec_push(&p->moved, m);
	}
}

/* page_free, of a structure that has folio_free instead */
static void note_callback(struct proposals *p, struct unit_ctx *u, const struct origin_fact *row)
{
	const struct facts *f = u->facts;
	const char *dot = strchr(row->row.name, '.');
	const struct ir_record *r = ir_find_record(u->unit, intern_n(row->row.name, (size_t)(dot - row->row.name)));
	size_t i, j;

	if (!r || !r->is_complete || ir_record_field(r, intern(dot + 1)))
		return;
	for (i = 0; i < f->page_records.n; i++)
		for (j = 0; j < f->page_records.n; j++) {
			const char *from = f->page_records.data[i], *at = strstr(dot + 1, from);
			struct renamed_callback c = { .row = row };

			if (i == j || !at)
				continue;
			c.name = intern(arena_printf(&p->mem, "%.*s%s%s", (int)(at - dot - 1), dot + 1,
						     f->page_records.data[j], at + strlen(from)));
			if (!ir_record_field(r, c.name))
				continue;
			c.name = intern(arena_printf(&p->mem, "%s.%s", r->name, c.name));
			if (table_get(&p->moved_names, c.name) || table_get(&f->callbacks, c.name))
				continue;
			table_put(&p->moved_names, c.name, p);
			vec_push(&p->renamed, c);
		}
}

static void note_callbacks(struct proposals *p, struct unit_ctx *u)
{
	size_t i;

	for (i = 0; i < u->facts->callbacks.cap; i++)
		if (u->facts->callbacks.slot[i].key)
			note_callback(p, u, u->facts->callbacks.slot[i].value);
}

/* --- the unit is done ------------------------------------------------------------------------ */

static void unit_done(struct unit_ctx *u)
{
	struct proposals *p = ((const struct collecting *)u->options)->p;
	size_t i, n = u->unit->decls.cap;
	VEC(struct ir_decl *) list = { 0 };

	note_callbacks(p, u);
	for (i = 0; i < n; i++)
		if (u->unit->decls.slot[i].key)
			vec_push(&list, (struct ir_decl *)u->unit->decls.slot[i].value);
	for (i = 0; i < list.n; i++)
		note_rows(p, u, list.data[i]);
	for (i = 0; i < list.n; i++)
		look_at(p, u, list.data[i]);
	vec_free(&list);
}

void propose_unit(struct proposals *p, struct ir_unit *u, const struct facts *f)
{
	static const struct flow_watcher watcher = { .begin = no_probe, .unit = unit_done };
	struct collecting c = { .options = { .watcher = &watcher, .root = p->root, .entries = true }, .p = p };
	struct findings none = { 0 };

	flow_unit(u, f, &c.options, &none);
	findings_free(&none);
}

void proposals_drop(struct proposals *p)
{
	size_t i;

	for (i = 0; i < p->all.n; i++)
		vec_free(&p->all.data[i]->sources);
	vec_free(&p->all);
	vec_free(&p->moved);
	vec_free(&p->renamed);
	table_free(&p->given);
	table_free(&p->declared);
	table_free(&p->moved_names);
	table_free(&p->by_key);
	table_free(&p->frames);
	arena_free(&p->mem);
}
