/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which kinds of page come to a place: by all paths of its function, and from its callers. */
#include "flow/call.h"
#include "flow/handed.h"

#include <string.h>

#define MAX_CALLERS	8	/* one above the other */

struct handed_page {
	const struct ir_decl *callee, *caller;
	unsigned arg;
	kinds_t mask;
	const struct term *root;	/* in terms of the caller */
};

struct seen_use {
	struct ir_pos pos;
	kinds_t mask;
};

void note_seen(struct unit_ctx *u, struct ir_pos pos, kinds_t mask)
{
	struct seen_use *s;
	size_t i;

	for (i = u->seen.n; i-- > 0;)
		if (ir_same_pos(u->seen.data[i]->pos, pos)) {
			u->seen.data[i]->mask |= mask;
			return;
		}
	s = arena_new(&u->mem, struct seen_use);
	*s = (struct seen_use){ pos, mask };
	vec_push(&u->seen, s);
}

kinds_t kinds_seen(const struct unit_ctx *u, struct ir_pos pos)
{
	size_t i;

	for (i = 0; i < u->seen.n; i++)
		if (ir_same_pos(u->seen.data[i]->pos, pos))
			return u->seen.data[i]->mask;
	return 0;
}

static struct handed_page *handed_page(struct unit_ctx *u, const struct handed_page *as)
{
	struct handed_page *h;
	size_t i;

	for (i = u->handed.n; i-- > 0;) {
		h = u->handed.data[i];
		if (h->callee == as->callee && h->arg == as->arg && h->caller == as->caller && h->root == as->root)
			return h;
	}
	h = arena_new(&u->mem, struct handed_page);
	*h = *as;
	vec_push(&u->handed, h);
	return h;
}

/* A page, or an entry or a number from which one is made; no flag and no other structure. */
static bool may_stand_for_page(const struct unit_ctx *u, const struct ir_type *t)
{
	const struct ir_record *r = pointee(t);

	if (!t || t->kind == TY_BOOL)
		return false;
	return t->kind != TY_POINTER || (r && table_get(&u->pages, r->name));
}

void note_handed(struct fn_ctx *c, const struct state *s, const struct ir_insn *i,
		 const struct term *const *args)
{
	unsigned k;

	if (c->quiet || !i->fn->is_static || !i->fn->is_defined)
		return;
	for (k = 0; k < i->nargs && k < i->fn->nparams; k++) {
		struct kind kind;
		struct handed_page as = { .callee = i->fn, .caller = c->info->decl, .arg = k };

		if (!may_stand_for_page(c->u, i->fn->param_types[k]))
			continue;
		kind = state_kind(&c->e, s, args[k]);
		as.root = kind.root;
		handed_page(c->u, &as)->mask |= kind.mask;
	}
}

static bool parameter_of(const struct ir_decl *d, const struct term *t, unsigned *arg)
{
	if (t->kind != TM_INIT || t->site || t->a->kind != LOC_VAR || t->a->var->kind != VAR_PARAM)
		return false;
	*arg = t->a->var->index;
	return *arg < d->nparams;
}

/* A function that is stored somewhere is called by who knows whom. */
static bool is_stored(const struct unit_ctx *u, const struct ir_decl *d)
{
	size_t i;

	for (i = 0; i < u->unit->roles.n; i++)
		if (u->unit->roles.data[i].fn == d)
			return true;
	return false;
}

static kinds_t from_callers(const struct unit_ctx *u, const struct ir_decl *fn, unsigned arg, unsigned depth)
{
	kinds_t mask = 0, any = u->facts->kinds.any;
	unsigned above;
	bool called = false;
	size_t i;

	if (depth > MAX_CALLERS || !fn->is_static || is_stored(u, fn))
		return any;
	for (i = 0; i < u->handed.n; i++) {
		const struct handed_page *h = u->handed.data[i];

		if (h->callee != fn || h->arg != arg)
			continue;
		called = true;
		mask |= h->mask & (parameter_of(h->caller, h->root, &above) ?
				   from_callers(u, h->caller, above, depth + 1) : any);
	}
	return called ? mask : any;
}

kinds_t kinds_handed(const struct unit_ctx *u, const struct ir_decl *fn, const struct term *root)
{
	unsigned arg;

	return parameter_of(fn, root, &arg) ? from_callers(u, fn, arg, 0) : u->facts->kinds.any;
}

kinds_t kinds_handed_arg(const struct unit_ctx *u, const struct ir_decl *fn, unsigned arg)
{
	return from_callers(u, fn, arg, 0);
}
