/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Describes what the line does: calls, accesses, tests, returns. */
#include "why/noted.h"
#include "flow/eval.h"
#include "flow/links.h"
#include "flow/members.h"

#include <stdlib.h>
#include <string.h>

/* A temporary of lowering, a variable of a macro, or something computed from one. */
bool probe_is_temporary(const struct fn_ctx *c, const struct ir_expr *x)
{
	while (x->kind == EX_FIELD || x->kind == EX_INDEX)
		x = x->a;
	return x->kind == EX_VAR && (x->var->kind == VAR_TEMP || is_macro_local(c->f, x->var));
}

static void say_callee(struct fn_ctx *c, const struct hit *h)
{
	const struct ir_insn *i = h->insn;
	struct fn_info *info;
	struct ir_decl *d = i->fn;
	const char *text;
	struct strbuf args = { 0 };
	unsigned k;

	for (k = 0; k < i->nargs; k++)
		strbuf_addf(&args, "%s%s", k ? ", " : "", probe_text(c, i->args[k]));
	if (!d) {
		const struct ir_insn *named = resolve_call(c, state_fork(&c->e, h->s), i);

		text = probe_text(c, i->callee);
		d = named->fn;
		probe_say(c, ANSWER_LINE, i->pos, NULL, d ? "calls '%s(%s)', which is always '%s'" :
			  "calls '%s(%s)' through a pointer that may hold any function%s: what it is handed may have changed, and a reference may have been kept or put",
			  text, strbuf_str(&args), d ? d->name : "");
	} else {
		probe_say(c, ANSWER_LINE, i->pos, NULL, i->is_cleanup ? "calls '%s(%s)' as the scope ends" :
			  "calls '%s(%s)'", d->name, strbuf_str(&args));
	}
	strbuf_free(&args);
	if (!d)
		return;
	info = info_of(c->u, d);
	if (probe_rows(c, i->pos, d))
		return;
	if (d->is_defined && info->summary)
		probe_say(c, ANSWER_LINE, i->pos, NULL, "'%s' was looked into: %u outcome%s that a caller can tell apart",
			  d->name, info->summary->ncases, info->summary->ncases == 1 ? "" : "s");
	else if (d->noreturn)
		probe_say(c, ANSWER_LINE, i->pos, NULL, "'%s' doesn't return", d->name);
	else if (!d->is_defined && (info->external_export[0] || info->external_export[1]))
		probe_say(c, ANSWER_LINE, i->pos, NULL, "what '%s' does is known from the audit of the file that defines it",
			  d->name);
	else
		probe_say(c, ANSWER_LINE, i->pos, NULL, "nothing is known of '%s': no row of the rules, %s; what it is handed to change may have changed",
			  d->name, d->is_defined ? "and its body has nothing that rules watch, or is too large to be looked into" :
			  "and no other file that was analysed says that it matters");
}

struct access {
	struct fn_ctx *c;
	const struct hit *h;
	bool written;			/* the expression `top` is written to */
	const struct ir_expr *top;
	bool *found;			/* set when the member is a judged one */
};

/* Would the member be judged if the unit dealt with device pages? */
static bool judged_if_devices(struct unit_ctx *u, const struct ir_field *f, struct judged *j)
{
	bool sees = u->sees_devices, judged;

	u->sees_devices = true;
	judged = judged_member(u, f, j) && j->other_arm;
	u->sees_devices = sees;
	return judged && !sees;
}

/* The row that says which pages the member contains in this file; or NULL. */
static const struct fact *member_origin(struct fn_ctx *c, const struct ir_field *f)
{
	const struct origin_fact *o = facts_member(&c->u->facts->member_origins, f->record->name, f->name);

	while (o && !origin_is_here(&c->e, o))
		o = (const struct origin_fact *)o->row.next;
	return o ? &o->row : NULL;
}

static bool say_access(const struct ir_expr *x, void *arg)
{
	struct access *a = arg;
	struct fn_ctx *c = a->c;
	const struct fact *row;
	struct judged j;

	if (x->kind != EX_FIELD || !probe_at_line(c->probe, x->pos) || probe_is_temporary(c, x))
		return false;
	if (judged_member(c->u, x->field, &j)) {
		const char *whose = kinds_group(&c->u->facts->kinds, j.row->wrong_over)->one;

		*a->found = true;
		probe_say(c, ANSWER_LINE, x->pos, &j.row->row, "%s '%s', a member that rules judge%s%s%s%s%s",
			  a->written && x == a->top ? "writes" : "reads", probe_text(c, x),
			  j.other_arm ? ": " : "", j.other_arm ? whose : "", j.other_arm ? " has '" : "",
			  j.other_arm ? j.row->member : "",
			  j.other_arm ? "' there" : "");
	} else if (judged_if_devices(c->u, x->field, &j)) {
		*a->found = true;
		probe_say(c, ANSWER_BECAUSE, x->pos, &j.row->row,
			  "'%s': %s has '%s' there, but nothing in this file has to do with such pages (no test for one, no origin that names one), so what the layout overlays isn't judged here",
			  probe_text(c, x), kinds_group(&c->u->facts->kinds, j.row->wrong_over)->one,
			  j.row->member);
	} else if ((row = member_origin(c, x->field))) {
		probe_say(c, ANSWER_LINE, x->pos, row, "reads '%s', a member that pages come from",
			  probe_text(c, x));
	} else if (table_get(&c->u->records, x->field->record->name)) {
		probe_say(c, ANSWER_LINE, x->pos, NULL, "%s '%s': no row of the rules judges '%s.%s'",
			  a->written && x == a->top ? "writes" : "uses", probe_text(c, x),
			  x->field->record->name, x->field->name);
	}
	return false;
}

static void say_accesses(struct fn_ctx *c, const struct hit *h, bool *found)
{
	struct access a = { .c = c, .h = h, .found = found };
	unsigned k;

	if (!h->insn) {
		probe_any_expr(h->block->value, say_access, &a);
		return;
	}
	probe_any_expr(h->insn->src, say_access, &a);
	probe_any_expr(h->insn->callee, say_access, &a);
	for (k = 0; k < h->insn->nargs; k++)
		probe_any_expr(h->insn->args[k], say_access, &a);
	a.written = true;
	a.top = h->insn->dst;
	probe_any_expr(h->insn->dst, say_access, &a);
}

static void say_truth(struct fn_ctx *c, const struct ir_block *b, bool can, bool cannot)
{
	const char *text = probe_text(c, b->value);

	if (!strcmp(text, PROBE_NO_TEXT))
		return;
	probe_say(c, ANSWER_LINE, b->pos, NULL, can && cannot ? "tests '%s': either may be" :
		  can ? "tests '%s': true on every way here" : "tests '%s': false on every way here", text);
}

/* Describes block ends on the line, each once for all states. */
static void say_block_end(struct fn_ctx *c, const struct ir_block *b)
{
	struct fn_probe *p = c->probe;
	struct range all = { 0 };
	struct strbuf text = { 0 };
	bool any = false, returned = false;
	size_t i;

	for (i = 0; i < p->hits.n; i++) {
		const struct hit *h = &p->hits.data[i];
		struct state *s;
		struct range r;

		if (h->insn || h->block != b)
			continue;
		returned = true;
		if (!b->value)
			continue;
		s = state_fork(&c->e, h->s);
		r = state_range(&c->e, s, eval(c, s, b->value));
		all = any ? range_union(&all, &r) : r;
		any = true;
	}
	if (!returned)
		return;
	if (b->term == T_RETURN) {
		if (b->value && any)
			probe_range(&text, &all, b->value->type);
		probe_say(c, ANSWER_LINE, probe_end_of(p, b), NULL, b->value ? "returns '%s'%s%s" : "returns",
			  b->value ? probe_text(c, b->value) : "", text.n ? ", which " : "", strbuf_str(&text));
	} else if (b->term == T_BRANCH && any) {
		struct range zero = range_of(0, 0);

		say_truth(c, b, !range_within(&all, &zero), range_has(&all, 0));
	} else if (b->term == T_SWITCH) {
		probe_say(c, ANSWER_LINE, b->pos, NULL, "switches on '%s'", probe_text(c, b->value));
	} else if (b->term == T_GOTO) {
		probe_say(c, ANSWER_LINE, b->pos, NULL, "may go to any of %zu labels", b->nsucc);
	}
	strbuf_free(&text);
}

static void say_insn(struct fn_ctx *c, const struct hit *h, bool *found)
{
	const struct ir_insn *i = h->insn;

	if (i->kind == I_CALL)
		say_callee(c, h);
	else if (i->kind == I_HAVOC && !i->is_decl)
		probe_say(c, ANSWER_LINE, i->pos, NULL, "'%s' may hold anything after this: assembler, or what is not followed",
			  probe_text(c, i->dst));
	else if (i->kind == I_HAVOC && !probe_is_temporary(c, i->dst))
		probe_say(c, ANSWER_LINE, i->pos, NULL, "declares '%s' without a value", probe_text(c, i->dst));
	else if (i->kind == I_ASSIGN && !probe_is_temporary(c, i->dst))
		probe_say(c, ANSWER_LINE, i->pos, NULL, "assigns '%s' to '%s'", probe_text(c, i->src),
			  probe_text(c, i->dst));
	say_accesses(c, h, found);
}

bool probe_is_first_of(const struct fn_probe *p, size_t n)
{
	const struct hit *h = &p->hits.data[n];
	size_t i;

	for (i = 0; i < n; i++)
		if (p->hits.data[i].insn == h->insn && p->hits.data[i].block == h->block)
			return false;
	return true;
}

void probe_say_line(struct fn_ctx *c, bool *found)
{
	struct fn_probe *p = c->probe;
	size_t i;

	for (i = 0; i < p->hits.n; i++) {
		const struct hit *h = &p->hits.data[i];

		if (h->after || !probe_is_first_of(p, i))
			continue;
		if (h->insn) {
			say_insn(c, h, found);
		} else {
			say_accesses(c, h, found);
			say_block_end(c, h->block);
		}
	}
}
