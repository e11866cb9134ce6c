/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks: made while the tree is walked, tidied and ordered when it is done. */
#include "clang/lower.h"

#include <stdlib.h>
#include <string.h>

/* --- making ---------------------------------------------------------------------- */

struct bb *bb_new(struct lfunc *f)
{
	struct bb *b = arena_new(&f->scratch, struct bb);

	b->b = arena_new(&f->u->mem, struct ir_block);
	vec_push(&f->bbs, b);
	return b;
}

void bb_enter(struct lfunc *f, struct bb *b)
{
	f->cur = b;
}

/* The block being filled; after a jump, one that nothing leads to. */
static struct bb *current(struct lfunc *f)
{
	if (!f->cur)
		f->cur = bb_new(f);
	return f->cur;
}

void bb_edge(struct bb *from, struct bb *to)
{
	vec_push(&from->succ, to);
	if (from->live)
		to->live = true;
}

static struct bb *end(struct lfunc *f, enum ir_term_kind k, struct ir_pos pos)
{
	struct bb *b = current(f);

	b->b->term = k;
	b->b->pos = pos;
	b->ended = true;
	f->cur = NULL;
	return b;
}

void bb_jump(struct lfunc *f, struct bb *to, struct ir_pos pos)
{
	bb_edge(end(f, T_JUMP, pos), to);
}

void bb_start(struct lfunc *f, struct bb *b)
{
	struct ir_pos pos = { 0 };

	if (f->cur && f->cur->insns.n)
		pos = vec_last(&f->cur->insns)->pos;
	if (f->cur)
		bb_jump(f, b, pos);
	f->cur = b;
}

void bb_branch(struct lfunc *f, struct ir_expr *e, struct bb *yes, struct bb *no,
	       struct ir_pos pos)
{
	struct bb *swap, *b;

	for (;;) {
		if (e->kind == EX_UNARY && e->op == OP_NOT) {
			swap = yes, yes = no, no = swap;
			e = e->a;
		} else if (e->kind == EX_CAST && cast_keeps_truth(e->a->type, e->type)) {
			e = e->a;
		} else if (e->kind == EX_BINARY && (e->op == OP_EQ || e->op == OP_NE) &&
			   e->b->kind == EX_CONST && !e->b->value) {
			if (e->op == OP_EQ)
				swap = yes, yes = no, no = swap;
			e = e->a;
		} else {
			break;
		}
	}
	if (e->kind == EX_CONST) {
		bb_jump(f, e->value ? yes : no, pos);
		return;
	}
	b = end(f, T_BRANCH, pos);
	b->b->value = e;
	bb_edge(b, yes);
	bb_edge(b, no);
}

void bb_return(struct lfunc *f, struct ir_expr *e, struct ir_pos pos)
{
	end(f, T_RETURN, pos)->b->value = e;
}

void bb_stop(struct lfunc *f, struct ir_pos pos)
{
	end(f, T_STOP, pos);
}

static struct ir_insn *emit_in(struct lfunc *f, struct bb *b, enum ir_insn_kind k,
			       struct ir_pos pos)
{
	struct ir_insn *i = arena_new(&f->u->mem, struct ir_insn);

	i->kind = k;
	i->pos = pos;
	vec_push(&b->insns, i);
	return i;
}

struct ir_insn *emit(struct lfunc *f, enum ir_insn_kind k, struct ir_pos pos)
{
	return emit_in(f, current(f), k, pos);
}

void emit_assign(struct lfunc *f, struct ir_expr *dst, struct ir_expr *src, struct ir_pos pos)
{
	struct ir_insn *i = emit(f, I_ASSIGN, pos);

	i->dst = dst;
	i->src = src;
}

static void emit_cleanup(struct lfunc *f, struct bb *b, const struct cleanup *c,
			 struct ir_pos pos)
{
	struct ir_insn *i = emit_in(f, b, I_CALL, pos);

	i->is_cleanup = true;
	i->fn = c->fn;
	i->nargs = 1;
	i->args = arena_array(&f->u->mem, struct ir_expr *, 1);
	i->args[0] = mk_addr(f, mk_var(f, c->var, pos), lower_pointer_to(f->l, c->var->type), pos);
}

/* Runs what is due between here and the scope that had `until`; forgets nothing. */
void emit_cleanups(struct lfunc *f, const struct cleanup *until, struct ir_pos pos)
{
	const struct cleanup *c;

	for (c = f->cleanups; c && c != until; c = c->outer)
		emit_cleanup(f, current(f), c, pos);
}

struct ir_var *var_new(struct lfunc *f, enum ir_var_kind k, const char *name,
		       const struct ir_type *t, struct ir_pos pos)
{
	struct ir_var *v = arena_new(&f->u->mem, struct ir_var);

	v->name = name;
	v->type = t;
	v->kind = k;
	v->pos = pos;
	v->index = f->vars.n;
	vec_push(&f->vars, v);
	return v;
}

struct ir_expr *temp_new(struct lfunc *f, const struct ir_type *t, struct ir_pos pos)
{
	char name[16];

	snprintf(name, sizeof(name), "$%u", f->ntemps++);
	return mk_var(f, var_new(f, VAR_TEMP, intern(name), t, pos), pos);
}

struct label *label_get(struct lfunc *f, CXCursor stmt)
{
	CXSourceLocation loc = clang_getCursorLocation(stmt);
	struct label *lab;
	size_t i;

	/* A label's cursor differs between the statement and what a goto refers to. */
	for (i = 0; i < f->labels.n; i++)
		if (clang_equalLocations(f->labels.data[i]->loc, loc))
			return f->labels.data[i];
	lab = arena_new(&f->scratch, struct label);
	lab->loc = loc;
	lab->bb = bb_new(f);
	lab->bb->live = true;	/* a later goto may lead here */
	lab->bb->b->label = lower_spelling(clang_getCursorSpelling(stmt));
	vec_push(&f->labels, lab);
	return lab;
}

/* --- jumps to labels ------------------------------------------------------------------ */

static void resolve_gotos(struct lfunc *f)
{
	size_t i;

	for (i = 0; i < f->gotos.n; i++) {
		struct pending_goto *g = &f->gotos.data[i];
		const struct cleanup *c;

		for (c = g->cleanups; c && c != g->to->cleanups; c = c->outer)
			emit_cleanup(f, g->from, c, g->pos);
		bb_edge(g->from, g->to->bb);
	}
}

static const struct node *stmt_expr_of(const struct node *n)
{
	do
		n = n->parent;
	while (n && !node_is(n, CXCursor_StmtExpr));
	return n;
}

static unsigned depth(const struct node *n)
{
	unsigned d = 0;

	for (; n; n = n->parent)
		d++;
	return d;
}

static bool is_within(const struct node *n, const struct node *outer)
{
	for (; n; n = n->parent)
		if (n == outer)
			return true;
	return !outer;
}

/*
 * Local labels of one name exist once for each use of the macro that declares
 * them: an asm goto means the one of the innermost statement expression.
 */
static struct label *label_named(struct lfunc *f, const struct node *from, const char *name)
{
	struct label *best = NULL;
	unsigned best_depth = 0, d;
	size_t i;

	for (i = 0; i < f->labels.n; i++) {
		struct label *lab = f->labels.data[i];
		const struct node *scope;

		if (!lab->node || strcmp(lab->bb->b->label, name) != 0)
			continue;
		scope = stmt_expr_of(lab->node);
		d = depth(scope);
		if (is_within(from, scope) && (!best || d > best_depth)) {
			best = lab;
			best_depth = d;
		}
	}
	return best;
}

static void resolve_asms(struct lfunc *f)
{
	size_t i, j;

	for (i = 0; i < f->asms.n; i++) {
		struct pending_asm *a = &f->asms.data[i];
		struct label *lab;

		for (j = 0; a->names && j < a->nnames; j++) {
			lab = label_named(f, a->node, a->names[j]);
			if (lab)
				bb_edge(a->from, lab->bb);
		}
		for (j = 0; !a->names && j < f->labels.n; j++)
			if (f->labels.data[j]->node)
				bb_edge(a->from, f->labels.data[j]->bb);
	}
}

/* Also those in the initialiser of a static table, which is never lowered. */
static void take_label_addresses(struct lfunc *f, const struct node *n)
{
	CXCursor c;

	if (node_is(n, CXCursor_AddrLabelExpr) && n->first) {
		c = clang_getCursorReferenced(n->first->c);
		if (c.kind == CXCursor_LabelStmt)
			label_get(f, c)->addr_taken = true;
	}
	for (n = n->first; n; n = n->next)
		take_label_addresses(f, n);
}

static void resolve_computed(struct lfunc *f)
{
	size_t i, j;

	if (f->computed.n)
		take_label_addresses(f, f->root);
	for (i = 0; i < f->computed.n; i++)
		for (j = 0; j < f->labels.n; j++)
			if (f->labels.data[j]->addr_taken && f->labels.data[j]->node)
				bb_edge(f->computed.data[i], f->labels.data[j]->bb);
}

/* --- tidying ----------------------------------------------------------------------------- */

/* Behind blocks that do nothing. Labelled ones stay: a reader looks for them. */
static struct bb *thread(struct bb *b)
{
	unsigned hops = 0;

	while (!b->insns.n && b->b->term == T_JUMP && b->succ.n == 1 && !b->b->label &&
	       b->succ.data[0] != b && hops++ < 1000)
		b = b->succ.data[0];
	return b;
}

static bool reads_memory(const struct ir_expr *e)
{
	if (!e)
		return false;
	if (e->kind == EX_DEREF || e->kind == EX_FIELD || e->kind == EX_INDEX)
		return true;
	return e->kind != EX_ADDR && (reads_memory(e->a) || reads_memory(e->b));
}

static void thread_edges(struct lfunc *f, struct bb *b)
{
	size_t i;

	for (i = 0; i < b->succ.n; i++)
		b->succ.data[i] = thread(b->succ.data[i]);
	if (b->b->term != T_BRANCH || b->succ.data[0] != b->succ.data[1])
		return;
	if (reads_memory(b->b->value))
		emit_in(f, b, I_EVAL, b->b->pos)->src = b->b->value;
	b->b->value = NULL;
	b->b->term = T_JUMP;
	b->succ.n = 1;
}

struct frame {
	struct bb *b;
	size_t next;
};

/* Depth first from the entry; `order` gets post-order. */
static void walk(struct bb *entry, struct bb **order, size_t *n, size_t max)
{
	struct frame *stack = xmalloc((max + 1) * sizeof(*stack));
	size_t depth_ = 0;

	*n = 0;
	entry->seen = true;
	stack[depth_++] = (struct frame){ entry, 0 };
	while (depth_) {
		struct frame *top = &stack[depth_ - 1];
		struct bb *s;

		if (top->next == top->b->succ.n) {
			order[(*n)++] = top->b;
			depth_--;
			continue;
		}
		/* The last successor first: post-order reversed has the first one first. */
		s = top->b->succ.data[top->b->succ.n - ++top->next];
		if (!s->seen) {
			s->seen = true;
			stack[depth_++] = (struct frame){ s, 0 };
		}
	}
	free(stack);
}

static void absorb(struct bb *b, struct bb *s)
{
	size_t i;

	for (i = 0; i < s->insns.n; i++)
		vec_push(&b->insns, s->insns.data[i]);
	b->succ.n = 0;
	for (i = 0; i < s->succ.n; i++)
		vec_push(&b->succ, s->succ.data[i]);
	b->cases.n = 0;
	for (i = 0; i < s->cases.n; i++)
		vec_push(&b->cases, s->cases.data[i]);
	b->b->term = s->b->term;
	b->b->value = s->b->value;
	b->b->pos = s->b->pos;
}

/* A block and its only successor that has no other predecessor are one. */
static void merge(struct bb **order, size_t n)
{
	size_t i, j;

	for (i = 0; i < n; i++)
		for (j = 0; j < order[i]->succ.n; j++)
			order[i]->succ.data[j]->npred++;
	for (i = n; i-- > 0;) {
		struct bb *b = order[i], *s;

		while (b->b->term == T_JUMP && (s = b->succ.data[0]) != b && s->npred == 1 &&
		       !s->b->label && s != order[n - 1])
			absorb(b, s);
	}
}

static void mark_addresses(const struct ir_expr *e)
{
	const struct ir_expr *root;

	if (!e)
		return;
	if (e->kind == EX_ADDR) {
		for (root = e->a; root->kind == EX_FIELD || root->kind == EX_INDEX;)
			root = root->a;
		if (root->kind == EX_VAR)
			root->var->address_taken = true;
	}
	mark_addresses(e->a);
	mark_addresses(e->b);
}

static void finish_block(struct lfunc *f, struct bb *b, unsigned id)
{
	struct arena *mem = &f->u->mem;
	struct ir_block *out = b->b;
	size_t i;
	unsigned j;

	out->id = id;
	out->ninsns = b->insns.n;
	if (out->ninsns)
		out->insns = arena_dup(mem, b->insns.data, out->ninsns * sizeof(*out->insns));
	out->nsucc = b->succ.n;
	if (out->nsucc)
		out->succ = arena_array(mem, struct ir_block *, out->nsucc);
	for (i = 0; i < out->nsucc; i++)
		out->succ[i] = b->succ.data[i]->b;
	out->ncases = b->cases.n;
	if (out->ncases)
		out->cases = arena_dup(mem, b->cases.data, out->ncases * sizeof(*out->cases));
	for (i = 0; i < out->ninsns; i++) {
		const struct ir_insn *insn = out->insns[i];

		mark_addresses(insn->dst);
		mark_addresses(insn->src);
		mark_addresses(insn->callee);
		for (j = 0; j < insn->nargs; j++)
			mark_addresses(insn->args[j]);
	}
	mark_addresses(out->value);
}

/* Where the code is that nothing in the graph leads to. */
static void keep_dropped(struct lfunc *f)
{
	VEC(struct ir_pos) pos = { 0 };
	size_t i, j;

	for (i = 0; i < f->bbs.n; i++) {
		const struct bb *b = f->bbs.data[i];

		for (j = 0; j < b->insns.n && !b->seen; j++)
			vec_push(&pos, b->insns.data[j]->pos);
	}
	f->f->ndropped = (unsigned)pos.n;
	if (pos.n)
		f->f->dropped = arena_dup(&f->u->mem, pos.data, pos.n * sizeof(*pos.data));
	vec_free(&pos);
}

void cfg_finish(struct lfunc *f)
{
	struct bb *entry = f->bbs.data[0], **order;
	struct ir_func *out = f->f;
	size_t n, i;

	resolve_gotos(f);
	resolve_asms(f);
	resolve_computed(f);
	for (i = 0; i < f->bbs.n; i++) {
		struct bb *b = f->bbs.data[i];

		/* Only what nothing leads to was never ended, or a label that isn't there. */
		if (!b->ended)
			b->b->term = T_STOP;
		thread_edges(f, b);
	}
	order = xmalloc(f->bbs.n * sizeof(struct bb *));
	walk(entry, order, &n, f->bbs.n);
	keep_dropped(f);
	merge(order, n);
	for (i = 0; i < f->bbs.n; i++)
		f->bbs.data[i]->seen = false;
	walk(entry, order, &n, f->bbs.n);

	out->nblocks = n;
	out->blocks = arena_array(&f->u->mem, struct ir_block *, n);
	for (i = 0; i < n; i++) {
		finish_block(f, order[n - 1 - i], i);
		out->blocks[i] = order[n - 1 - i]->b;
	}
	free(order);
	out->nvars = f->vars.n;
	if (out->nvars)
		out->vars = arena_dup(&f->u->mem, f->vars.data, out->nvars * sizeof(*out->vars));
	out->params = out->vars;
}
