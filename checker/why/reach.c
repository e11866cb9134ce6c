/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "why/reach.h"

#include <stdio.h>
#include <stdlib.h>

enum line_state { LINE_NOTHING, LINE_DROPPED, LINE_UNREACHED, LINE_REACHED };

/* State of one function, passed back by flow/ as fn_ctx.probe. */
struct reach {
	uint16_t file;
	unsigned first, n;
	uint8_t *line;			/* enum line_state, from `first` on */
};

static struct reach *reach_of(const struct fn_ctx *c)
{
	return (struct reach *)c->probe;
}

static void mark(struct reach *r, struct ir_pos pos, enum line_state what)
{
	if (pos.file == r->file && pos.line >= r->first && pos.line - r->first < r->n &&
	    r->line[pos.line - r->first] < what)
		r->line[pos.line - r->first] = (uint8_t)what;
}

static void mark_expr(struct reach *r, const struct ir_expr *x, enum line_state what)
{
	if (!x)
		return;
	/* a temporary has the position of the instruction that set it */
	if (!(x->kind == EX_VAR && x->var->kind == VAR_TEMP))
		mark(r, x->pos, what);
	mark_expr(r, x->a, what);
	mark_expr(r, x->b, what);
}

static void mark_insn(struct reach *r, const struct ir_insn *i, enum line_state what)
{
	unsigned k;

	mark(r, i->pos, what);
	mark_expr(r, i->dst, what);
	mark_expr(r, i->src, what);
	mark_expr(r, i->callee, what);
	for (k = 0; k < i->nargs; k++)
		mark_expr(r, i->args[k], what);
}

static void mark_end(struct reach *r, const struct ir_block *b, enum line_state what)
{
	if (b->term == T_JUMP || b->term == T_STOP)
		return;
	mark(r, b->pos, what);
	mark_expr(r, b->value, what);
}

static struct fn_probe *reach_begin(struct fn_ctx *c)
{
	const struct ir_decl *d = c->f->decl;
	struct reach *r;
	size_t i, j;

	if (!d->in_main_file || c->f->end.line < d->pos.line)
		return NULL;
	r = arena_new(&c->u->mem, struct reach);
	r->file = d->pos.file;
	r->first = d->pos.line;
	r->n = c->f->end.line - d->pos.line + 1;
	r->line = arena_array(&c->u->mem, uint8_t, r->n);
	for (i = 0; i < c->f->ndropped; i++)
		mark(r, c->f->dropped[i], LINE_DROPPED);
	for (i = 0; i < c->f->nblocks; i++) {
		for (j = 0; j < c->f->blocks[i]->ninsns; j++)
			mark_insn(r, c->f->blocks[i]->insns[j], LINE_UNREACHED);
		mark_end(r, c->f->blocks[i], LINE_UNREACHED);
	}
	return (struct fn_probe *)r;
}

static void reach_enter(struct fn_ctx *c, const struct ir_block *b, uint64_t key)
{
	(void)c;
	(void)b;
	(void)key;
}

static void reach_before(struct fn_ctx *c, struct state *s, const struct ir_block *b,
			 const struct ir_insn *insn)
{
	(void)s;
	if (insn)
		mark_insn(reach_of(c), insn, LINE_REACHED);
	else
		mark_end(reach_of(c), b, LINE_REACHED);
}

static void reach_after(struct fn_ctx *c, const struct ir_block *b, const struct ir_insn *insn,
			const state_list *list, size_t from)
{
	(void)c;
	(void)b;
	(void)insn;
	(void)list;
	(void)from;
}

static void reach_use(struct fn_ctx *c, struct state *s, const struct page_use *use,
		      const struct kind *k, enum use_verdict verdict)
{
	(void)c;
	(void)s;
	(void)use;
	(void)k;
	(void)verdict;
}

static void reach_path_end(struct fn_ctx *c, const struct ref *r, struct ir_pos pos,
			   enum end_verdict verdict)
{
	(void)c;
	(void)r;
	(void)pos;
	(void)verdict;
}

static void reach_again(struct fn_ctx *c, const struct fail *f, struct ir_pos pos,
			enum again_verdict verdict)
{
	(void)c;
	(void)f;
	(void)pos;
	(void)verdict;
}

static void reach_final(struct fn_ctx *c, const struct ir_block *b, uint64_t key)
{
	(void)c;
	(void)b;
	(void)key;
}

static void reach_end(struct fn_ctx *c)
{
	const struct reach *r = reach_of(c);
	unsigned i;

	for (i = 0; i < r->n; i++)
		if (r->line[i] == LINE_UNREACHED || r->line[i] == LINE_DROPPED)
			printf("%u %s %s\n", r->first + i, c->f->decl->name,
			       c->exhausted ? "unknown" :
			       r->line[i] == LINE_DROPPED ? "dropped" : "unreached");
}

/* Also runs functions that no rule is interested in. */
static void reach_unit(struct unit_ctx *u)
{
	struct findings aside = { 0 }, *out = u->out;
	size_t i;

	u->out = &aside;
	for (i = 0; i < u->unit->defs.n; i++) {
		struct ir_decl *d = u->unit->defs.data[i];
		struct fn_info *info = info_of(u, d);

		if (!d->broken && info->summary_state == INFO_NEW && ir_body(u->unit, d))
			run_function(u, d);
	}
	u->out = out;
	findings_free(&aside);
}

const struct flow_watcher reach_watcher = {
	.begin = reach_begin, .enter = reach_enter, .before = reach_before, .after = reach_after,
	.use = reach_use, .path_end = reach_path_end, .again = reach_again, .final = reach_final,
	.end = reach_end, .unit = reach_unit,
};
