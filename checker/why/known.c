/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known where the line is reached, and one path that leads there. */
#include "why/noted.h"
#include "flow/eval.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PAGES	4

struct knowing {
	struct fn_ctx *c;
	const struct ir_insn *insn;
	const struct ir_block *block;
	bool after;
	VEC(const char *) said;
};

static bool is_page_type(struct unit_ctx *u, const struct ir_type *t)
{
	size_t i;

	if (!t || t->kind != TY_POINTER || !t->to || t->to->kind != TY_RECORD || !t->to->record)
		return false;
	for (i = 0; i < u->facts->members.cap; i++) {
		const struct member_fact *m = u->facts->members.slot[i].value;

		if (m && !strcmp(m->record, t->to->record->name))
			return true;
	}
	return false;
}

/*
 * The value of an lvalue in a state; NULL when evaluating it would count as another read of a
 * judged member.
 */
static const struct term *value_of(struct knowing *k, struct state *s, const struct ir_expr *x)
{
	const struct term *loc = eval_loc(k->c, s, x, false);

	return state_load(&k->c->e, s, loc, x->type);
}

static void say_pages(struct knowing *k, const struct ir_expr *x, const struct kind *kinds, unsigned n,
		      const char *name)
{
	unsigned i;

	for (i = 0; i < n; i++) {
		struct strbuf b = { 0 };
		const struct fact *row = probe_page(k->c, &kinds[i], &b);

		probe_say(k->c, ANSWER_KNOWN, x->pos, row, "%s'%s' %s%s", k->after ? "after it, " : "", name,
			  strbuf_str(&b), n > 1 ? " (on some ways)" : "");
		strbuf_free(&b);
	}
}

static bool same_kind(const struct kind *a, const struct kind *b)
{
	return a->mask == b->mask && a->origin == b->origin && a->by == b->by &&
	       (a->origin || a->root == b->root) && a->pos.line == b->pos.line;
}

/* Summarizes the expression's value over all states before (or after) the instruction. */
static void know(struct knowing *k, const struct ir_expr *x, const char *name)
{
	struct fn_probe *p = k->c->probe;
	struct kind kinds[MAX_PAGES];
	struct range all = { 0 }, no_page = range_of(-ERRNO_MAX, 0);
	struct strbuf b = { 0 };
	bool any = false, is_page = is_page_type(k->c->u, x->type);
	unsigned n = 0, j;
	size_t i;

	for (i = 0; i < p->hits.n; i++) {
		const struct hit *h = &p->hits.data[i];
		const struct term *v;
		struct state *s;
		struct range r;
		struct kind kind;

		if (h->insn != k->insn || h->block != k->block || h->after != k->after)
			continue;
		s = state_fork(&k->c->e, h->s);
		v = value_of(k, s, x);
		r = state_range(&k->c->e, s, v);
		all = any ? range_union(&all, &r) : r;
		any = true;
		kind = state_kind(&k->c->e, s, v);
		/* neither NULL nor an error pointer is a page */
		if (range_within(&r, &no_page) || (!is_page && !kind.origin))
			continue;
		for (j = 0; j < n && !same_kind(&kinds[j], &kind); j++)
			;
		if (j == n && n < MAX_PAGES)
			kinds[n++] = kind;
	}
	if (!any)
		return;
	say_pages(k, x, kinds, n, name);
	probe_range(&b, &all, x->type);
	if (b.n)
		probe_say(k->c, ANSWER_KNOWN, x->pos, NULL, "%s'%s' %s", k->after ? "after it, " : "", name,
			  strbuf_str(&b));
	strbuf_free(&b);
}

static bool has_value(const struct ir_type *t)
{
	return t && (t->kind == TY_POINTER || t->kind == TY_INT || t->kind == TY_BOOL || t->kind == TY_ENUM);
}

static bool know_expr(const struct ir_expr *x, void *arg)
{
	struct knowing *k = arg;
	const char *name;
	size_t i;

	if (!ir_is_lvalue(x) || !probe_at_line(k->c->probe, x->pos) || !has_value(x->type) ||
	    (x->kind == EX_VAR && probe_is_temporary(k->c, x)) ||
	    (x->kind == EX_FIELD && !ir_is_lvalue(x->a)))
		return false;
	name = probe_text(k->c, x);
	for (i = 0; i < k->said.n; i++)
		if (!strcmp(k->said.data[i], name))
			return false;
	vec_push(&k->said, name);
	know(k, x, name);
	return false;
}

void probe_say_values(struct fn_ctx *c)
{
	struct fn_probe *p = c->probe;
	struct knowing k = { .c = c };
	unsigned a;
	size_t i;

	for (i = 0; i < p->hits.n; i++) {
		const struct hit *h = &p->hits.data[i];

		if (h->after || !probe_is_first_of(p, i))
			continue;
		k.insn = h->insn;
		k.block = h->block;
		k.after = false;
		if (!h->insn) {
			probe_any_expr(h->block->value, know_expr, &k);
			continue;
		}
		probe_any_expr(h->insn->src, know_expr, &k);
		probe_any_expr(h->insn->callee, know_expr, &k);
		for (a = 0; a < h->insn->nargs; a++)
			probe_any_expr(h->insn->args[a], know_expr, &k);
		if (h->insn->dst) {
			probe_any_expr(h->insn->dst->a, know_expr, &k);
			probe_any_expr(h->insn->dst->b, know_expr, &k);
		}
		if (h->insn->dst && !probe_is_temporary(c, h->insn->dst) && has_value(h->insn->dst->type) &&
		    !(h->insn->kind == I_HAVOC && h->insn->is_decl)) {
			k.after = true;
			know(&k, h->insn->dst, probe_text(c, h->insn->dst));
		}
	}
	vec_free(&k.said);
}

static bool has_ref(const struct state *s, const struct ref *ref)
{
	uint32_t i;

	for (i = 0; i < s->refs.n; i++)
		if (s->refs.data[i].fn == ref->fn && s->refs.data[i].pos.line == ref->pos.line &&
		    s->refs.data[i].status == ref->status)
			return true;
	return false;
}

/* "", or a remark that it holds in some states only. */
static const char *on_some_ways(const struct fn_probe *p, const struct ref *r)
{
	size_t i;

	for (i = 0; i < p->hits.n; i++)
		if (!p->hits.data[i].after && !has_ref(p->hits.data[i].s, r))
			return "on some ways here, ";
	return "";
}

void probe_say_refs(struct fn_ctx *c, const struct state *s)
{
	uint32_t i;

	for (i = 0; i < s->refs.n; i++) {
		const struct ref *r = &s->refs.data[i];
		const char *name = r->name ? probe_text(c, r->name) : "an object";
		const char *some = on_some_ways(c->probe, r);

		if (r->setup && r->status == REF_HELD)
			probe_say(c, ANSWER_KNOWN, r->pos, NULL, r->failed ?
				  "%s'%s' has failed at line %u, and its error is still to be returned" :
				  "%sthere is memory that '%s' has made at line %u", some, r->fn->name, r->pos.line);
		else if (r->status == REF_HELD)
			probe_say(c, ANSWER_KNOWN, r->pos, NULL, "%sa %s is held on '%s', %s '%s' at line %u%s",
				  some, r->kind ? r->kind->noun : "reference", name, r->held_on_entry ? "by the contract of" : "taken by", r->fn->name,
				  r->pos.line, r->escaped ? "; it was handed to a function that may keep or put it" : "");
		else
			probe_say(c, ANSWER_KNOWN, r->pos, NULL, "%sthe %s on '%s' is gone: %s by '%s' at line %u",
				  some, r->kind ? r->kind->noun : "reference", name,
				  r->consumed ? "taken over" : r->kind ? r->kind->given_back : "undone", r->fn ? r->fn->name : "?", r->pos.line);
	}
	for (i = 0; i < s->fails.n; i++)
		probe_say(c, ANSWER_KNOWN, s->fails.data[i].pos, &s->fails.data[i].lookup->row,
			  "on some ways here, the lookup by '%s' at line %u has failed for good",
			  s->fails.data[i].callee->name, s->fails.data[i].pos.line);
}

/* --- how it gets there --------------------------------------------------------------------------------- */

#define MAX_STEPS	12

static const struct fact *guard_in(struct fn_ctx *c, const struct ir_expr *x)
{
	const struct ir_insn *call = NULL;
	size_t i, j;

	for (; x && !call; x = x->a) {
		if (x->kind != EX_VAR || x->var->kind != VAR_TEMP)
			continue;
		for (i = 0; i < c->f->nblocks && !call; i++)
			for (j = 0; j < c->f->blocks[i]->ninsns && !call; j++) {
				const struct ir_insn *in = c->f->blocks[i]->insns[j];

				if (in->kind == I_CALL && in->fn && in->dst && in->dst->kind == EX_VAR &&
				    in->dst->var == x->var)
					call = in;
			}
	}
	if (!call || !info_of(c->u, call->fn)->facts || !info_of(c->u, call->fn)->facts->guards)
		return NULL;
	return &info_of(c->u, call->fn)->facts->guards->row;
}

static bool is_setup(struct fn_ctx *c, const struct ir_decl *d)
{
	const struct fn_facts *ff = d ? facts_of(c->u->facts, d->name) : NULL;

	return ff && ff->setups;
}

void probe_say_path(struct fn_ctx *c, const struct step *path)
{
	const struct step *steps[MAX_STEPS];
	unsigned n = 0, left = 0;

	for (; path; path = path->prev) {
		if (path->what == STEP_READ ||
		    (path->what == STEP_BRANCHED && !strcmp(probe_text(c, path->expr), PROBE_NO_TEXT)))
			continue;
		if (n < MAX_STEPS)
			steps[n++] = path;
		else
			left++;
	}
	if (left)
		answer_say(c->u->options->probe->answer, ANSWER_PATH, "%u step%s before these", left,
			   left == 1 ? "" : "s");
	while (n-- > 0) {
		const struct step *st = steps[n];
		const char *fn = st->fn ? st->fn->name : "a call";

		switch (st->what) {
		case STEP_BRANCHED: {
			bool pointer = st->expr->type && st->expr->type->kind == TY_POINTER;

			probe_say(c, ANSWER_PATH, st->pos, guard_in(c, st->expr), "'%s' is %s%s",
				  probe_text(c, st->expr), pointer && st->taken ? "not " : "",
				  pointer ? "NULL" : st->taken ? "true" : "false");
			break;
		}
		case STEP_ACQUIRED:
			probe_say(c, ANSWER_PATH, st->pos, NULL, is_setup(c, st->fn) ?
				  "'%s' makes memory, or fails to" : "'%s' takes a reference", fn);
			break;
		case STEP_RELEASED:
			probe_say(c, ANSWER_PATH, st->pos, NULL, "'%s' puts a reference, or takes it over", fn);
			break;
		case STEP_FAILED:
			probe_say(c, ANSWER_PATH, st->pos, NULL, "the lookup by '%s' fails for good", fn);
			break;
		default:
			break;
		}
	}
}
