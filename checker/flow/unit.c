/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which functions of a unit can matter, and their analysis in turn. */
#include "flow/unit.h"
#include "flow/across.h"
#include "flow/links.h"
#include "flow/members.h"
#include "flow/observer.h"
#include "util/path.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

bool row_applies(struct unit_ctx *u, const struct fact *row, const struct ir_decl *d)
{
	return fact_applies(row, u->unit, d);
}

bool pos_in_source(const struct unit_ctx *u, struct ir_pos pos)
{
	size_t i;

	for (i = 0; i < u->sources.n; i++)
		if (u->sources.data[i] == pos.file)
			return true;
	return pos.file == u->main_file;
}

const char *in_tree(const struct unit_ctx *u, const char *name)
{
	name = path_shown(name, u->options->root);
	while (str_starts(name, "./"))
		name += 2;
	return name;
}

/* --- owners -------------------------------------------------------------------------------- */

static bool owns_by_callback(const struct unit_ctx *u, const struct owner_fact *o,
			     const struct ir_decl *d)
{
	size_t i;

	for (i = 0; i < u->unit->roles.n; i++) {
		const struct ir_role *r = &u->unit->roles.data[i];

		if (r->fn == d && r->record->name == o->callback_record &&
		    (!strcmp(o->callback_field, "*") || r->field == o->callback_field))
			return true;
	}
	return false;
}

static void find_owner(struct unit_ctx *u, struct fn_info *info)
{
	const struct owner_fact *o = info->facts ? info->facts->owners : NULL;
	size_t i;

	for (; o && !info->owner; o = (const struct owner_fact *)o->row.next) {
		info->owner = row_applies(u, &o->row, info->decl);
		info->owner_row = &o->row;
	}
	for (i = 0; i < u->facts->owners.n && !info->owner; i++) {
		o = u->facts->owners.data[i];
		info->owner = (o->file_glob && info->decl->in_main_file &&
			       fnmatch(o->file_glob, u->shown, 0) == 0) ||
			      (o->callback_record && owns_by_callback(u, o, info->decl));
		info->owner_row = &o->row;
	}
}

static bool mentions_param(const struct ir_expr *x)
{
	return x && ((x->kind == EX_VAR && x->var->kind == VAR_PARAM) || mentions_param(x->a) ||
		     mentions_param(x->b));
}

static bool insn_mentions_param(const struct ir_insn *i)
{
	unsigned k;

	for (k = 0; k < i->nargs; k++)
		if (mentions_param(i->args[k]))
			return true;
	return mentions_param(i->dst) || mentions_param(i->src) || mentions_param(i->callee);
}

/*
 * What a header has in place of a function that the configuration leaves out: it answers the same
 * whatever it is handed. Rows speak of the function, not of this.
 */
static bool is_stub(struct unit_ctx *u, struct ir_decl *d)
{
	struct ir_func *f = d->is_static && d->is_inline && !d->in_main_file && d->nparams ?
			    ir_body(u->unit, d) : NULL;
	const struct ir_expr *answer = NULL;
	size_t i, j;

	for (i = 0; f && i < f->nblocks; i++) {
		const struct ir_block *b = f->blocks[i];

		for (j = 0; j < b->ninsns; j++)
			if (insn_mentions_param(b->insns[j]))
				return false;
		if (mentions_param(b->value))
			return false;
		if (b->term != T_RETURN || !b->value)
			continue;
		if (b->value->kind != EX_CONST || (answer && answer->value != b->value->value))
			return false;
		answer = b->value;
	}
	return f;
}

struct fn_info *info_of(struct unit_ctx *u, struct ir_decl *d)
{
	struct fn_info *info = d->flow;

	if (info)
		return info;
	info = arena_new(&u->mem, struct fn_info);
	info->decl = d;
	info->facts = facts_of(u->facts, d->name);
	d->flow = info;
	if (info->facts && is_stub(u, d))
		info->facts = NULL;
	if (d->is_defined)
		find_owner(u, info);
	info->replaced = d->is_defined && !d->is_static && d->in_main_file && u->options->links &&
			 u->options->links->replaced &&
			 u->options->links->replaced(d->name, u->options->links->arg);
	return info;
}

/* --- relevance ------------------------------------------------------------------------------- */

/*
 * Rows that make a call something that rules watch, not just something they know.
 * Where a page comes from leads to nothing alone; but another file may read what it
 * is handed.
 */
static bool rows_matter(const struct unit_ctx *u, const struct fn_facts *ff)
{
	const struct origin_fact *o;

	if (!ff)
		return false;
	if (ff->sinks && u->sees_devices)
		return true;
	if (ff->takes || (ff->batches && u->takes_batches))
		return true;
	if (ff->refs || ff->lookups || ff->answers || ff->readers || ff->cures || ff->setups ||
	    ff->undoes)
		return true;
	for (o = u->options->links ? ff->origins : NULL; o; o = (const struct origin_fact *)o->row.next)
		if (kinds_specific(&u->facts->kinds, o->may_be))
			return true;
	return false;
}

static bool expr_matters(struct unit_ctx *u, const struct ir_expr *x)
{
	struct judged j;

	if (!x)
		return false;
	if (x->kind == EX_FIELD && judged_member(u, x->field, &j))
		return true;
	return expr_matters(u, x->a) || expr_matters(u, x->b);
}

/* Could a header's inline concern us? Only if it takes or gives something that rows speak of. */
static bool type_matters(struct unit_ctx *u, const struct ir_type *t)
{
	while (t && (t->kind == TY_POINTER || t->kind == TY_ARRAY))
		t = t->to;
	return t && ((t->kind == TY_RECORD && t->record && table_get(&u->records, t->record->name)));
}

/* A driver's own header may well hide types behind a void pointer. */
static bool in_own_header(struct unit_ctx *u, const struct ir_decl *d)
{
	const char *name = in_tree(u, u->unit->files.data[d->pos.file]);

	return u->options->links && !strstr(name, "include/");
}

static bool signature_matters(struct unit_ctx *u, const struct ir_decl *d)
{
	unsigned i;

	if (d->type && type_matters(u, d->type->to))
		return true;
	for (i = 0; i < d->nparams; i++)
		if (type_matters(u, d->param_types[i]))
			return true;
	return false;
}

static bool body_matters(struct unit_ctx *u, struct ir_decl *d)
{
	struct ir_func *f = ir_body(u->unit, d);
	size_t i, j;
	unsigned k;
	bool found = false;

	if (!f)
		return false;
	for (i = 0; i < f->nblocks && !found; i++) {
		const struct ir_block *b = f->blocks[i];

		found = expr_matters(u, b->value);
		for (j = 0; j < b->ninsns && !found; j++) {
			const struct ir_insn *in = b->insns[j];

			found = expr_matters(u, in->src) || expr_matters(u, in->dst) ||
				expr_matters(u, in->callee);
			for (k = 0; k < in->nargs && !found; k++)
				found = expr_matters(u, in->args[k]);
			if (in->kind == I_CALL && !found) {
				struct ir_decl *fn = in->fn ? in->fn : target_of_member(u, in);

				found = fn && fn_relevant(u, fn);
			}
		}
	}
	return found;
}

bool fn_relevant(struct unit_ctx *u, struct ir_decl *d)
{
	struct fn_info *info = info_of(u, d);

	if (info->relevant_state != INFO_NEW)
		return info->relevant;	/* BUSY: a cycle; another path decides */
	info->relevant_state = INFO_BUSY;
	info->relevant = rows_matter(u, info->facts) || defined_elsewhere(u, d, true) ||
			 (d->is_defined && !d->broken && (d->in_main_file || in_own_header(u, d) || signature_matters(u, d)) &&
			  body_matters(u, d));
	info->relevant_state = INFO_DONE;
	return info->relevant;
}

/* --- the unit ---------------------------------------------------------------------------------- */

static void note_record(struct table *t, const char *name)
{
	if (name && !table_get(t, name))
		table_put(t, name, (void *)name);
}

/* Records whose pointers can carry what the rows speak of. */
static void collect_records(struct unit_ctx *u)
{
	const struct facts *f = u->facts;
	size_t i;

	for (i = 0; i < f->functions.cap; i++) {
		const struct fn_facts *ff = f->functions.slot[i].value;
		const struct ref_fact *r = ff ? ff->refs : NULL;

		for (; r; r = (const struct ref_fact *)r->row.next) {
			note_record(&u->counted, r->object.container);
			note_record(&u->records, r->object.container);
		}
	}
	for (i = 0; i < f->page_records.n; i++) {
		note_record(&u->pages, f->page_records.data[i]);
		note_record(&u->records, f->page_records.data[i]);
	}
}

void flow_unit(struct ir_unit *unit, const struct facts *f, const struct flow_options *o,
	       struct findings *out)
{
	struct unit_ctx u = { .unit = unit, .facts = f, .options = o, .out = out };
	size_t i;

	if (!unit->defs.n && !o->probe)
		return;
	terms_init(&u.terms, &u.mem);
	collect_records(&u);
	u.present = facts_kinds_present(f, unit);
	axioms_find(&u.axioms, &u.mem, f, unit);
	u.main_file = unit->defs.n ? unit->defs.data[0]->pos.file : 0;
	u.shown = in_tree(&u, unit->files.data[u.main_file]);
	for (i = 0; i < unit->defs.n; i++) {
		struct ir_decl *d = unit->defs.data[i];

		out->stats.functions++;
		/* whoever parsed it says so */
		if (d->broken)
			continue;
		if (o->links && o->links->demanded) {
			unsigned how = o->links->demanded(link_name(&u, d), o->links->arg);

			info_of(&u, d)->demanded = how & ~(1u << DEMAND_ALL);
			info_of(&u, d)->all_demanded = how & 1u << DEMAND_ALL;
			u.sees_devices |= how >> DEMAND_PAGE & 1;
		}
	}
	u.sees_devices = u.sees_devices || unit_sees_devices(&u);
	batches_of_unit(&u);
	u.makes_pages = u.sees_devices && unit_makes_pages(&u);
	for (i = 0; i < unit->defs.n; i++) {
		struct ir_decl *d = unit->defs.data[i];

		if (!d->broken && (fn_relevant(&u, d) || info_of(&u, d)->demanded))
			summary_of(&u, d);
	}
	if (o->rules && o->rules->unit_end)
		o->rules->unit_end(&u);
	if (o->links && o->links->demanded)
		export_unit(&u);
	if (o->watcher)
		o->watcher->unit(&u);
	for (i = 0; i < u.summaries.n; i++) {
		vec_free(&u.summaries.data[i]->pages);
		vec_free(&u.summaries.data[i]->objects);
	}
	vec_free(&u.summaries);
	for (i = 0; i < unit->defs.n; i++) {
		struct ir_decl *d = unit->defs.data[i];

		if (d->lowered && d->body)
			out->stats.unknown_constructs += d->body->unknown;
		d->flow = NULL;
	}
	table_free(&u.axioms);
	table_free(&u.counted);
	table_free(&u.pages);
	table_free(&u.records);
	table_free(&u.globals);
	table_free(&u.foreign);
	table_free(&u.demands);
	vec_free(&u.sources);
	vec_free(&u.resolved);
	vec_free(&u.slots);
	vec_free(&u.seen);
	vec_free(&u.handed);
	vec_free(&u.array_uses);
	vec_free(&u.guard_cases);
	vec_free(&u.judged);
	terms_free(&u.terms);
	arena_free(&u.mem);
}
