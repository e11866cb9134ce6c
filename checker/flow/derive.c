/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/derive.h"
#include "flow/call.h"
#include "flow/links.h"
#include "flow/summary.h"

/* --- bodies ----------------------------------------------------------------------------- */

/* A test of a page is no longer than this. */
#define MAX_BLOCKS	24

/* Its result is made of what it is called with, as far as a row or its own body says. */
static bool call_answers(struct unit_ctx *u, const struct ir_insn *i)
{
	const struct fn_facts *ff = i->fn ? info_of(u, i->fn)->facts : NULL;

	/* whatever it does, nothing comes of it: a warning, a barrier */
	if (!i->dst || (i->fn && i->fn->noreturn))
		return true;
	if (!i->fn)
		return false;
	if (ff && (ff->refs || ff->lookups || ff->origins || ff->readers))
		return false;
	if (ff && (ff->families || ff->forms || (ff->guards && ff->guards->row.section == FACT_IMPLICIT)))
		return true;
	return body_answers(u, i->fn);
}

static bool is_complete(struct unit_ctx *u, const struct ir_func *f)
{
	size_t i, j;

	if (f->nblocks > MAX_BLOCKS || f->unknown)
		return false;
	for (i = 0; i < f->nblocks; i++)
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];

			if ((in->kind == I_HAVOC && !in->is_decl) ||
			    (in->kind == I_CALL && !call_answers(u, in)))
				return false;
		}
	return true;
}

bool body_answers(struct unit_ctx *u, struct ir_decl *d)
{
	struct fn_info *info = info_of(u, d);
	struct ir_func *f;

	if (info->body_state != INFO_NEW)
		return info->body_answers;	/* BUSY: it calls itself */
	info->body_state = INFO_BUSY;
	f = d->is_defined && !d->broken && defined_here(u, d) ? ir_body(u->unit, d) : NULL;
	info->body_answers = f && is_complete(u, f);
	info->body_state = INFO_DONE;
	return info->body_answers;
}

/* --- entries ----------------------------------------------------------------------------- */

static bool is_entry(struct unit_ctx *u, const struct ir_type *t)
{
	return t && t->kind == TY_RECORD && t->record && is_entry_record(u->facts, t->record->name);
}

bool passes_entry(struct unit_ctx *u, const struct ir_decl *d)
{
	return u->options->entries && d->nparams == 1 && !d->variadic && is_entry(u, d->param_types[0]) && d->type &&
	       is_entry(u, d->type->to);
}

bool takes_page(struct unit_ctx *u, const struct ir_decl *d)
{
	const struct ir_record *r;
	unsigned i;

	for (i = 0; i < d->nparams; i++) {
		r = pointee(d->param_types[i]);
		if (is_entry(u, d->param_types[i]) || (r && is_page_record(u->facts, r->name)))
			return true;
	}
	return false;
}

/* --- tests for special kinds ------------------------------------------------------------------ */

static bool is_scalar(const struct ir_type *t)
{
	return t && (t->kind == TY_BOOL || t->kind == TY_INT || t->kind == TY_ENUM);
}

/* The bits of an axiom that tells special pages from others, as the source has them. */
static bool tests_bits(struct unit_ctx *u, const struct ir_expr *x)
{
	const struct known_axiom *k;
	uint64_t mask = ~0ull;
	unsigned shift = 0;

	for (; x->kind == EX_CAST || (x->kind == EX_BINARY && x->b->kind == EX_CONST); x = x->a) {
		if (x->kind == EX_BINARY && x->op == OP_AND)
			mask &= (uint64_t)x->b->value >> shift;
		else if (x->kind == EX_BINARY && x->op == OP_SHR && (uint64_t)x->b->value + shift < 64)
			shift += (unsigned)x->b->value;
	}
	if (x->kind != EX_FIELD)
		return false;
	k = facts_member(&u->axioms, x->field->record->name, x->field->name);
	if (x->field->size < 64)
		mask &= ((1ull << x->field->size) - 1) >> shift;
	for (; k; k = k->next)
		if (!(mask << shift & ~k->mask) && kinds_specific(&u->facts->kinds, k->fact->guard.if_true))
			return true;
	return false;
}

static bool expr_asks(struct unit_ctx *u, const struct ir_expr *x)
{
	return x && (tests_bits(u, x) || expr_asks(u, x->a) || expr_asks(u, x->b));
}

static bool body_asks(struct unit_ctx *u, const struct ir_func *f)
{
	size_t i, j;

	for (i = 0; i < f->nblocks; i++) {
		if (expr_asks(u, f->blocks[i]->value))
			return true;
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];

			if (expr_asks(u, in->src) ||
			    (in->kind == I_CALL && in->dst && in->fn && asks_for_kinds(u, in->fn)))
				return true;
		}
	}
	return false;
}

bool asks_for_kinds(struct unit_ctx *u, struct ir_decl *d)
{
	struct fn_info *info = info_of(u, d);

	if (info->asks_state != INFO_NEW)
		return info->asks;
	info->asks_state = INFO_BUSY;
	info->asks = u->axioms.n && d->type && is_scalar(d->type->to) && d->nparams == 1 &&
		     body_answers(u, d) && body_asks(u, ir_body(u->unit, d));
	info->asks_state = INFO_DONE;
	return info->asks;
}

/* --- rows -------------------------------------------------------------------------------- */

static const struct fact *first_that_applies(struct unit_ctx *u, const struct fact *row,
					     const struct ir_decl *d)
{
	while (row && !row_applies(u, row, d))
		row = row->next;
	return row;
}

#define applies(c, list, d)	((list) && first_that_applies((c)->u, &(list)->row, d))

/* A row that says in which files it counts may be for others. */
static bool has_origin(struct fn_ctx *c, const struct fn_facts *ff, const struct ir_decl *d)
{
	const struct origin_fact *o = ff->origins;

	while (o && !(origin_is_here(&c->e, o) && row_applies(c->u, &o->row, d)))
		o = (const struct origin_fact *)o->row.next;
	return o;
}

static bool has_ref_effects(struct fn_ctx *c, const struct fn_facts *ff, const struct ir_decl *d)
{
	const struct ref_fact *r;

	for (r = ff->refs; r; r = (const struct ref_fact *)r->row.next)
		if (r->action < REF_BORROW && !r->has_if && row_applies(c->u, &r->row, d))
			return true;
	return false;
}

/* Does some axiom that this tree has the bits for tell all kinds that the row tells? */
static bool has_axiom_for(const struct unit_ctx *u, const struct guard_fact *g)
{
	size_t i;

	for (i = 0; i < u->axioms.cap; i++) {
		const struct known_axiom *k = u->axioms.slot[i].value;

		for (; k; k = k->next)
			if (!(g->if_true & ~k->fact->guard.if_true))
				return true;
	}
	return false;
}

/* Do the answers of the body leave no more kinds than the row says? */
static bool body_says(struct fn_ctx *c, const struct guard_fact *g, struct ir_decl *d)
{
	const struct summary *sum = summary_of(c->u, d);
	const struct ir_func *f = ir_body(c->u->unit, d);
	const struct term *page;
	kinds_t yes = 0, no = 0;
	unsigned i;

	if (!sum || !f || g->arg >= f->nparams)
		return true;
	page = tm_init(&c->u->terms, loc_var(&c->u->terms, f->params[g->arg]), NULL, f->params[g->arg]->type);
	for (i = 0; i < sum->ncases; i++) {
		const struct term *ret = sum->cases[i].ret;
		kinds_t mask = state_kind(&c->e, sum->cases[i].exit, page).mask;

		if (ret && ret->kind == TM_PRED && ret->guard && !ret->guard->equals &&
		    ret->a == page_root(&c->e, page)) {
			yes |= mask & ret->guard->if_true;
			no |= mask & ret->guard->if_false;
			continue;
		}
		if (!ret || ret->kind != TM_CONST)
			return asks_for_kinds(c->u, d);
		if (ret->value)
			yes |= mask;
		else
			no |= mask;
	}
	return !(yes & ~g->if_true) && !(no & ~g->if_false);
}

/* One that names a kind of memory says what the tree's own words mean: the body has them, or not. */
static bool has_guard(struct fn_ctx *c, const struct fn_facts *ff, struct ir_decl *d)
{
	const struct fact *row = ff->guards ? first_that_applies(c->u, &ff->guards->row, d) : NULL;
	const struct guard_fact *g = (const struct guard_fact *)row;
	const struct ir_record *r;

	if (!row || row->section != FACT_GUARDS || g->clean)
		return row;
	/* of the bits of an entry no axiom speaks */
	r = g->arg < d->nparams ? pointee(d->param_types[g->arg]) : NULL;
	if (!r || !table_get(&c->u->pages, r->name))
		return true;
	/*
	 * Without the bits a body can neither show nor lack them. Where it has them the row says the
	 * same as one value, which may be stored beside the page and asked later.
	 */
	return !has_axiom_for(c->u, g) || !body_answers(c->u, d) || body_says(c, g, d);
}

bool rows_decide(struct fn_ctx *c, const struct ir_insn *i)
{
	struct ir_decl *d = i->fn;
	const struct fn_facts *ff = info_of(c->u, d)->facts;

	/* what a reader returns is better seen in its body when that is at hand */
	return ff->takes || has_origin(c, ff, d) || (ff->zeroing && c->u->makes_pages) || applies(c, ff->setups, d) ||
	       ff->undoes || applies(c, ff->families, d) || applies(c, ff->lookups, d) ||
	       applies(c, ff->cures, d) || has_ref_effects(c, ff, d) || has_guard(c, ff, d) ||
	       (applies(c, ff->readers, d) && (ff->readers->trusts || !(d->is_defined && d->in_main_file)));
}
