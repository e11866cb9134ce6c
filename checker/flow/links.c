/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A unit's place in its tree: what it asks of other files, and what it tells them. */
#include "flow/links.h"
#include "flow/across.h"
#include "flow/eval.h"

#include <stdlib.h>
#include <string.h>

void flow_links_free(struct flow_links *l)
{
	vec_free(&l->exports);
	vec_free(&l->demands);
	vec_free(&l->forwards);
	vec_free(&l->fnptr_targets);
	arena_free(&l->mem);
}

/* A static function's name means something in its own file only. */
const char *link_name(struct unit_ctx *u, const struct ir_decl *d)
{
	const struct fn_info *info = d->flow;

	if (info && info->link)
		return info->link;
	return d->is_static ? intern(arena_printf(&u->mem, "%s:%s", u->shown, d->name)) : d->name;
}

/* By another unit, and not only by this one. */
static bool is_wanted(struct unit_ctx *u, const struct ir_decl *d)
{
	const struct flow_links *l = u->options->links;

	return l->demanded && (l->demanded(link_name(u, d), l->arg) & ~(1u << DEMAND_ALL));
}

const struct flow_export *defined_elsewhere(struct unit_ctx *u, struct ir_decl *d, bool relevant_only)
{
	struct flow_links *l = u->options->links;
	struct fn_info *info = info_of(u, d);

	if (!l || defined_here(u, d) || d->variadic || info->asked[relevant_only])
		return info->external_export[relevant_only];
	info->asked[relevant_only] = true;
	if (info->link || !d->is_static)
		info->external_export[relevant_only] = l->ask(info->link ? info->link : d->name, relevant_only, l->arg);
	return info->external_export[relevant_only];
}

bool defined_here(struct unit_ctx *u, struct ir_decl *d)
{
	return d->is_defined && !info_of(u, d)->replaced;
}

struct summary *summary_elsewhere(struct unit_ctx *u, struct ir_decl *d, bool relevant_only)
{
	const struct flow_export *x = defined_elsewhere(u, d, relevant_only);
	struct fn_info *info = info_of(u, d);

	if (x && !info->imported) {
		info->imported = true;
		info->external_summary = import_summary(u, x->bytes, x->n);
	}
	return x ? info->external_summary : NULL;
}

/* --- calls through pointers ------------------------------------------------------------------- */

static const char *member_name(struct unit_ctx *u, const struct ir_record *r, const char *field)
{
	return arena_printf(&u->mem, "%s.%s", r->name, field);
}

/*
 * A function that this unit knows from its name and from how it is called. `link`: the name,
 * of a static one with its file.
 */
static struct ir_decl *function_elsewhere(struct unit_ctx *u, const char *link,
					  const struct ir_insn *i)
{
	struct ir_decl *d = table_get(&u->foreign, link);
	const char *colon = strrchr(link, ':');
	struct ir_type *type;

	if (d)
		return d;
	type = arena_new(&u->mem, struct ir_type);
	type->kind = TY_FUNCTION;
	type->name = intern("");
	type->to = i->dst ? i->dst->type : NULL;
	d = arena_new(&u->mem, struct ir_decl);
	d->name = intern(colon ? colon + 1 : link);
	d->type = type;
	d->is_static = colon;
	d->nparams = i->nargs;
	d->param_types = arena_array(&u->mem, const struct ir_type *, i->nargs);
	for (unsigned k = 0; k < i->nargs; k++)
		d->param_types[k] = i->args[k]->type;
	link = intern(link);
	info_of(u, d)->link = link;
	table_put(&u->foreign, link, d);
	return d;
}

/* The function that this name stands for here. */
static struct ir_decl *target_decl(struct unit_ctx *u, const char *name, const struct ir_insn *i)
{
	const char *colon = strrchr(name, ':');
	struct ir_decl *d = NULL;

	if (!colon)
		d = ir_find_decl(u->unit, name);
	else if ((size_t)(colon - name) == strlen(u->shown) && str_starts(name, u->shown))
		d = ir_find_decl(u->unit, colon + 1);
	return d ? d : function_elsewhere(u, name, i);
}

static const struct ir_expr *called_through(const struct ir_insn *i)
{
	const struct ir_expr *x = i->callee;

	while (x && (x->kind == EX_DEREF || x->kind == EX_CAST))
		x = x->a;
	return x;
}

struct ir_decl *target_of_member(struct unit_ctx *u, const struct ir_insn *i)
{
	struct flow_links *l = u->options->links;
	const struct ir_expr *x = called_through(i);
	const char *name;

	if (!l || !l->target || !x || x->kind != EX_FIELD || !*x->field->record->name)
		return NULL;
	name = l->target(member_name(u, x->field->record, x->field->name), l->arg);
	return name ? target_decl(u, name, i) : NULL;
}

const struct ir_insn *resolve_call(struct fn_ctx *c, struct state *s, const struct ir_insn *i)
{
	struct unit_ctx *u = c->u;
	struct resolved_call r = { .insn = i };
	const struct term *v;
	struct ir_decl *d;
	size_t k;

	if (i->fn || !i->callee)
		return i;
	v = eval(c, s, called_through(i));
	d = v->kind == TM_FUNC ? v->decl : target_of_member(u, i);
	if (!d || d->nparams != i->nargs || d->variadic)
		return i;
	for (k = 0; k < u->resolved.n; k++)
		if (u->resolved.data[k].insn == i && u->resolved.data[k].target == d)
			return u->resolved.data[k].named;
	r.target = d;
	r.named = arena_dup(&u->mem, i, sizeof(*i));
	r.named->fn = d;
	r.named->callee = NULL;
	vec_push(&u->resolved, r);
	return r.named;
}

/* --- what other files should say ----------------------------------------------------------------- */

/* Said for the first time? */
static bool is_news(struct unit_ctx *u, const char *key)
{
	if (table_get(&u->demands, key))
		return false;
	table_put(&u->demands, key, u);
	return true;
}

static void want(struct unit_ctx *u, const char *function, enum demand_kind kind)
{
	struct flow_links *l = u->options->links;
	struct flow_demand w = { .kind = kind };

	if (!is_news(u, arena_printf(&u->mem, "%d %s", kind, function)))
		return;
	w.function = arena_strdup(&l->mem, function);
	vec_push(&l->demands, w);
}

static void pass(struct unit_ctx *u, const char *from, const char *to)
{
	struct flow_links *l = u->options->links;
	struct flow_forward p;

	if (!is_news(u, arena_printf(&u->mem, "%s>%s", from, to)))
		return;
	p.from = arena_strdup(&l->mem, from);
	p.to = arena_strdup(&l->mem, to);
	vec_push(&l->forwards, p);
}

/* It was analysed as if nobody cared for what it is handed. */
static void demand_here(struct fn_info *info)
{
	if (info->demanded)
		return;
	info->demanded = true;
	if (info->incomplete && info->summary_state == INFO_DONE)
		info->summary_state = INFO_NEW;
}

/* A reference that is held or was put, or memory that holds one. */
static bool leads_to_reference(const struct state *s, const struct term *v)
{
	uint32_t i, j;

	for (i = 0; i < s->refs.n; i++) {
		const struct term *o = s->refs.data[i].object;

		if (v == o || (v->kind == TM_ADDR && term_mentions(v, o)))
			return true;
		for (j = 0; j < s->env.n; j++)
			if (s->env.data[j].value == o && loc_root(s->env.data[j].loc)->kind == LOC_SYM &&
			    loc_root(s->env.data[j].loc)->a == v)
				return true;
	}
	return false;
}

static bool is_device_page(struct fn_ctx *c, const struct state *s, const struct term *v)
{
	struct kind k = state_kind(&c->e, s, v);

	const struct kinds *all = &c->u->facts->kinds;

	return k.origin && kinds_special(all, k.mask) && k.origin->may_be != all->any;
}

static bool from_parameter(const struct term *v)
{
	return (v->kind == TM_INIT || v->kind == TM_ADDR || v->kind == TM_SAME) && from_outside(v) &&
	       v->kind != TM_CONST;
}

bool hands_over(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		const struct term *const *args)
{
	bool page = false, reference = false, param = false;
	unsigned k;

	if (!c->u->options->links || i->fn->variadic)
		return false;
	for (k = 0; k < i->nargs; k++) {
		const struct ir_type *type = i->args[k]->type;

		if (!type || type->kind != TY_POINTER)
			continue;
		reference |= s->refs.n && leads_to_reference(s, args[k]);
		page |= is_device_page(c, s, args[k]);
		param |= from_parameter(args[k]);
	}
	if (param)
		pass(c->u, link_name(c->u, c->info->decl), link_name(c->u, i->fn));
	if (param && !c->info->demanded)
		c->info->incomplete = true;
	param &= c->info->demanded;
	if (defined_here(c->u, i->fn)) {
		if (page || reference || param)
			demand_here(info_of(c->u, i->fn));
	} else if (page || reference) {
		want(c->u, link_name(c->u, i->fn), reference ? DEMAND_REFERENCE : DEMAND_PAGE);
	}
	return page || reference || param || c->info->all_demanded;
}

/* The function that gave a value: as its result, or in memory that it was handed. */
static struct ir_decl *giver(const struct ir_func *f, const void *site)
{
	size_t i, j;

	for (i = 0; site && i < f->nblocks; i++)
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];

			if (in->kind == I_CALL && in->fn && (site == in || site == (const char *)in + 1))
				return in->fn;
		}
	return NULL;
}

static void demand_giver(struct fn_ctx *c, struct ir_decl *d)
{
	if (d && !defined_here(c->u, d) && !d->variadic)
		want(c->u, link_name(c->u, d), DEMAND_ORIGIN);
}

void demand_origin(struct fn_ctx *c, const struct term *page)
{
	const struct term *t;
	size_t i;

	if (!c->u->options->links || (page->kind != TM_SYM && page->kind != TM_INIT))
		return;
	/* who made it, or the memory that it is in, or was handed that memory */
	for (t = page; t; t = t->a)
		demand_giver(c, giver(c->f, t->site));
	for (i = 0; i < c->elsewhere.n; i++) {
		const struct call_elsewhere *x = &c->elsewhere.data[i];

		if (x->arg && !x->known && term_mentions(page, x->arg))
			demand_giver(c, x->fn);
	}
}

void demand_target(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		 const struct term *const *args)
{
	const struct ir_expr *x = called_through(i);
	unsigned k;

	if (!c->u->options->links || !s->refs.n || !x || x->kind != EX_FIELD ||
	    !*x->field->record->name)
		return;
	for (k = 0; k < i->nargs; k++)
		if (leads_to_reference(s, args[k])) {
			want(c->u, member_name(c->u, x->field->record, x->field->name), DEMAND_TARGET);
			return;
		}
}

static void add_call(struct fn_ctx *c, struct ir_decl *fn, const struct term *arg, bool known)
{
	struct call_elsewhere x = { fn, arg, known };
	size_t i;

	for (i = 0; i < c->elsewhere.n; i++)
		if (c->elsewhere.data[i].fn == fn && c->elsewhere.data[i].arg == arg)
			return;
	vec_push(&c->elsewhere, x);
}

/* The object that a pointer leads into: what `&p->pages` gives away is p's. */
static const struct term *handed(const struct term *v)
{
	const struct term *root = v->kind == TM_ADDR ? loc_root(v->a) : NULL;

	if (!root)
		return v;
	return root->kind == LOC_SYM ? root->a : root;
}

void note_call(struct fn_ctx *c, const struct ir_insn *i, const struct term *const *args, bool known)
{
	unsigned k;

	if (!c->u->options->links || defined_here(c->u, i->fn) || i->fn->variadic)
		return;
	add_call(c, i->fn, NULL, known);
	for (k = 0; k < i->nargs; k++)
		if (args[k]->kind != TM_CONST && args[k]->kind != TM_STRING && args[k]->kind != TM_FUNC &&
		    i->args[k]->type && i->args[k]->type->kind == TY_POINTER)
			add_call(c, i->fn, handed(args[k]), known);
}

void explore(struct fn_ctx *c)
{
	size_t i;

	if (!c->warned || !c->elsewhere.n)
		return;
	for (i = 0; i < c->elsewhere.n; i++)
		want(c->u, link_name(c->u, c->elsewhere.data[i].fn), DEMAND_REFERENCE);
	want(c->u, link_name(c->u, c->info->decl), DEMAND_ALL);
}

/* --- what this file says ----------------------------------------------------------------------------- */

static void add_target(struct unit_ctx *u, const struct ir_record *r, const char *field,
		       const struct ir_decl *fn)
{
	struct flow_links *l = u->options->links;
	struct flow_target t;

	if (!*r->name)
		return;
	t.member = arena_strdup(&l->mem, member_name(u, r, field));
	t.function = arena_strdup(&l->mem, fn ? link_name(u, fn) : "");
	vec_push(&l->fnptr_targets, t);
}

static bool is_function_pointer(const struct ir_type *t)
{
	return t && t->kind == TY_POINTER && t->to && t->to->kind == TY_FUNCTION;
}

/* Pointers that code assigns: ops->get = my_get. */
static void assigned_targets(struct unit_ctx *u, const struct ir_func *f)
{
	size_t i, j;

	for (i = 0; i < f->nblocks; i++)
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];
			const struct ir_expr *x = in->src;

			if (!in->dst || in->dst->kind != EX_FIELD || !is_function_pointer(in->dst->type))
				continue;
			while (x && (x->kind == EX_CAST || x->kind == EX_ADDR))
				x = x->a;
			if (x && x->kind == EX_CONST)
				continue;
			add_target(u, in->dst->field->record, in->dst->field->name,
				   x && x->kind == EX_FUNC ? x->decl : NULL);
		}
}

static bool is_target(const struct unit_ctx *u, const char *name)
{
	size_t i;

	for (i = 0; i < u->options->links->fnptr_targets.n; i++)
		if (!strcmp(u->options->links->fnptr_targets.data[i].function, name))
			return true;
	return false;
}

void export_unit(struct unit_ctx *u)
{
	struct flow_links *l = u->options->links;
	size_t i;

	for (i = 0; i < u->unit->roles.n; i++) {
		const struct ir_role *r = &u->unit->roles.data[i];

		add_target(u, r->record, r->field, r->fn);
	}
	for (i = 0; i < u->unit->defs.n; i++)
		if (u->unit->defs.data[i]->lowered && u->unit->defs.data[i]->body)
			assigned_targets(u, u->unit->defs.data[i]->body);
	for (i = 0; i < u->unit->defs.n; i++) {
		struct ir_decl *d = u->unit->defs.data[i];
		const struct fn_info *info = d->flow;
		struct flow_export x = { .name = link_name(u, d) };
		struct strbuf b = { 0 };

		if (!info || !info->summary || info->replaced || (d->is_static && !is_target(u, x.name)))
			continue;
		x.effects = summary_effects(u, info->summary);
		if (!x.effects && !is_wanted(u, d))
			continue;
		export_summary(u, info->summary, &b);
		x.name = arena_strdup(&l->mem, x.name);
		x.bytes = arena_dup(&l->mem, b.s, b.n);
		x.n = b.n;
		strbuf_free(&b);
		vec_push(&l->exports, x);
	}
}
