/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements. Scopes are lists of due cleanups: leaving one runs the difference. */
#include "clang/lower.h"

#include <stdlib.h>

static struct ir_pos end_pos(struct lfunc *f, const struct node *n)
{
	return lower_pos(f->l, clang_getRangeEnd(clang_getCursorExtent(n->c)));
}

/* Falls out of a scope. */
static void leave_scope(struct lfunc *f, const struct cleanup *outer, const struct node *n)
{
	if (f->cleanups == outer)
		return;
	if (f->cur)
		emit_cleanups(f, outer, end_pos(f, n));
	f->cleanups = outer;
}

static void lower_compound(struct lfunc *f, const struct node *n)
{
	const struct cleanup *outer = f->cleanups;
	const struct node *c;

	for (c = n->first; c; c = c->next)
		lower_stmt(f, c);
	leave_scope(f, outer, n);
}

static void label_enter(struct lfunc *f, const struct node *n)
{
	struct label *lab = label_get(f, n->c);

	lab->node = n;
	lab->cleanups = f->cleanups;
	bb_start(f, lab->bb);
}

const struct node *stmt_expr_open(struct lfunc *f, const struct node *n,
				  const struct cleanup **scope)
{
	const struct node *body = n->first, *c;

	*scope = f->cleanups;
	if (!node_is(body, CXCursor_CompoundStmt))
		return NULL;
	for (c = body->first; c; c = c->next) {
		if (c->next) {
			lower_stmt(f, c);
			continue;
		}
		/* `({ here: value; })` */
		while (node_is(c, CXCursor_LabelStmt) && c->last) {
			label_enter(f, c);
			c = c->last;
		}
		if (node_is_expr(c))
			return c;
		lower_stmt(f, c);
	}
	return NULL;
}

void stmt_expr_close(struct lfunc *f, const struct node *n, const struct cleanup *scope)
{
	leave_scope(f, scope, n);
}

/* --- declarations ---------------------------------------------------------------------- */

static const struct node *initialiser_of(const struct node *n)
{
	CXCursor init = clang_Cursor_getVarDeclInitializer(n->c);
	const struct node *c, *found = NULL;

	if (clang_Cursor_isNull(init) || clang_isInvalid(init.kind))
		return NULL;
	for (c = n->first; c; c = c->next)
		if (clang_equalCursors(c->c, init))
			found = c;
	return found ? found : n->last;
}

static void push_cleanup(struct lfunc *f, const struct node *n, struct ir_var *v)
{
	struct cleanup *due;
	const struct node *c;
	const char *name;

	for (c = n->first; c; c = c->next) {
		if (!node_is(c, CXCursor_UnexposedAttr))
			continue;
		name = text_cleanup_function(f, n->c);
		if (!name)
			return;
		due = arena_new(&f->scratch, struct cleanup);
		due->var = v;
		due->fn = lower_decl_named(f->l, name);
		due->outer = f->cleanups;
		f->cleanups = due;
		return;
	}
}

static void lower_var(struct lfunc *f, const struct node *n)
{
	enum CX_StorageClass sc = clang_Cursor_getStorageClass(n->c);
	struct ir_pos pos = node_pos(f, n);
	const struct node *init;
	struct ir_insn *i;
	struct ir_var *v;

	if (sc == CX_SC_Static || sc == CX_SC_Extern)
		return;			/* initialised before anything runs */
	v = var_new(f, VAR_LOCAL, lower_spelling(clang_getCursorSpelling(n->c)),
		    node_type(f, n), pos);
	cmap_put(&f->locals, n->c, v);
	init = initialiser_of(n);
	if (!init) {
		i = emit(f, I_HAVOC, pos);
		i->dst = mk_var(f, v, pos);
		i->is_decl = true;
	} else {
		lower_into(f, mk_var(f, v, pos), init, true);
	}
	push_cleanup(f, n, v);
}

/* --- loops ---------------------------------------------------------------------------------- */

static void lower_body(struct lfunc *f, const struct node *n, struct bb *brk, struct bb *cont)
{
	struct jump_ctx ctx = { brk, cont, f->cleanups, f->jump };

	f->jump = &ctx;
	lower_stmt(f, n);
	f->jump = ctx.outer;
}

static void lower_while(struct lfunc *f, const struct node *n)
{
	struct bb *head = bb_new(f), *body = bb_new(f), *out = bb_new(f);

	bb_start(f, head);
	lower_cond(f, n->first, body, out);
	bb_enter(f, body);
	lower_body(f, n->last, out, head);
	bb_start(f, head);
	bb_enter(f, out);
}

static void lower_do(struct lfunc *f, const struct node *n)
{
	struct bb *body = bb_new(f), *test = bb_new(f), *out = bb_new(f);

	bb_start(f, body);
	lower_body(f, n->first, out, test);
	bb_start(f, test);
	lower_cond(f, n->last, body, out);
	bb_enter(f, out);
}

static void lower_for(struct lfunc *f, const struct node *n)
{
	struct bb *head = bb_new(f), *body = bb_new(f), *next = bb_new(f), *out = bb_new(f);
	const struct cleanup *outer = f->cleanups;
	const struct node *c = n->first, *cond = NULL, *step = NULL;
	struct ir_pos pos = node_pos(f, n);
	bool part[3];

	text_for_parts(f, n, part);
	if (part[0]) {
		lower_stmt(f, c);
		c = c->next;
	}
	if (part[1]) {
		cond = c;
		c = c->next;
	}
	if (part[2])
		step = c;
	bb_start(f, head);
	if (cond)
		lower_cond(f, cond, body, out);
	else
		bb_jump(f, body, pos);
	bb_enter(f, body);
	lower_body(f, n->last, out, next);
	bb_start(f, next);
	if (step)
		lower_effect(f, step);
	bb_jump(f, head, pos);
	bb_enter(f, out);
	leave_scope(f, outer, n);
}

/* --- switch ---------------------------------------------------------------------------------- */

static void lower_switch(struct lfunc *f, const struct node *n)
{
	struct switch_ctx sw = { .outer = f->sw };
	struct ir_expr *e = lower_expr(f, n->first);
	struct bb *out = bb_new(f);
	struct ir_pos pos = node_pos(f, n);
	size_t i;

	sw.type = e->type;
	bb_start(f, bb_new(f));
	sw.head = f->cur;
	sw.head->ended = true;
	sw.head->b->pos = pos;
	f->cur = NULL;
	f->sw = &sw;
	lower_body(f, n->last, out, f->jump ? f->jump->cont : NULL);
	f->sw = sw.outer;
	bb_start(f, out);
	if (!sw.dflt)
		sw.dflt = out;
	if (e->kind == EX_CONST) {
		struct bb *to = sw.dflt;

		for (i = 0; i < sw.cases.n; i++)
			if (e->value >= sw.cases.data[i].lo && e->value <= sw.cases.data[i].hi)
				to = sw.targets.data[i];
		sw.head->b->term = T_JUMP;
		bb_edge(sw.head, to);
	} else {
		sw.head->b->term = T_SWITCH;
		sw.head->b->value = e;
		for (i = 0; i < sw.cases.n; i++) {
			vec_push(&sw.head->cases, sw.cases.data[i]);
			bb_edge(sw.head, sw.targets.data[i]);
		}
		bb_edge(sw.head, sw.dflt);
	}
	vec_free(&sw.targets);
	vec_free(&sw.cases);
}

static bool case_value(struct lfunc *f, const struct node *n, int64_t *v)
{
	const struct ir_type *type = f->sw->type;
	struct ir_expr *e = lower_convert(f, lower_expr(f, n), type, false, node_pos(f, n));

	*v = e->value;
	if (e->kind == EX_CONST)
		return true;
	/* _IOWR() and the like: constant to the compiler through a conditional */
	if (!node_evaluate(n, v))
		return false;
	if (type->bits && type->bits < 64) {
		uint64_t bits = (uint64_t)*v << (64 - type->bits);

		*v = type->is_unsigned ? (int64_t)(bits >> (64 - type->bits)) :
					 (int64_t)bits >> (64 - type->bits);
	}
	return true;
}

static void lower_case(struct lfunc *f, const struct node *n)
{
	struct bb *b = bb_new(f), *before = f->cur;
	struct ir_case c;

	if (!f->sw || !n->last)
		return;
	b->live = f->sw->head->live;
	/* Values are constants: whatever lowering them would emit lands nowhere. */
	f->cur = NULL;
	if (node_is(n, CXCursor_DefaultStmt)) {
		f->sw->dflt = b;
	} else if (case_value(f, n->first, &c.lo)) {
		c.hi = c.lo;
		if (n->n < 3 || case_value(f, n->first->next, &c.hi)) {
			vec_push(&f->sw->cases, c);
			vec_push(&f->sw->targets, b);
		}
	} else {
		f->f->unknown++;
	}
	f->cur = before;
	bb_start(f, b);
	lower_stmt(f, n->last);
}

/* --- jumps -------------------------------------------------------------------------------------- */

static void lower_jump(struct lfunc *f, const struct node *n)
{
	bool is_break = node_is(n, CXCursor_BreakStmt);
	struct ir_pos pos = node_pos(f, n);
	struct bb *to;

	if (!f->jump)
		return;
	to = is_break ? f->jump->brk : f->jump->cont;
	if (is_break) {
		emit_cleanups(f, f->jump->cleanups, pos);
	} else {
		struct jump_ctx *j = f->jump;

		/* A switch passes continue on to the loop around it. */
		while (j->outer && j->outer->cont == j->cont)
			j = j->outer;
		emit_cleanups(f, j->cleanups, pos);
	}
	if (to)
		bb_jump(f, to, pos);
}

static void lower_goto(struct lfunc *f, const struct node *n)
{
	struct pending_goto g = { .cleanups = f->cleanups, .pos = node_pos(f, n) };
	CXCursor c = n->first ? clang_getCursorReferenced(n->first->c) : clang_getNullCursor();

	if (c.kind != CXCursor_LabelStmt) {
		f->f->unknown++;
		bb_stop(f, g.pos);
		return;
	}
	g.to = label_get(f, c);
	if (!g.cleanups) {
		bb_jump(f, g.to->bb, g.pos);
		return;
	}
	bb_start(f, bb_new(f));
	g.from = f->cur;
	g.from->ended = true;
	g.from->b->term = T_JUMP;
	g.from->b->pos = g.pos;
	f->cur = NULL;
	vec_push(&f->gotos, g);
}

static void lower_computed_goto(struct lfunc *f, const struct node *n)
{
	if (n->first && node_is_expr(n->first))
		lower_effect(f, n->first);
	bb_start(f, bb_new(f));
	vec_push(&f->computed, f->cur);
	f->cur->ended = true;
	f->cur->b->term = T_GOTO;
	f->cur->b->pos = node_pos(f, n);
	f->cur = NULL;
}

static void lower_label(struct lfunc *f, const struct node *n)
{
	label_enter(f, n);
	if (n->last)
		lower_stmt(f, n->last);
}

static void lower_return(struct lfunc *f, const struct node *n)
{
	struct ir_pos pos = node_pos(f, n);
	struct ir_expr *e = NULL, *kept;

	if (n->last) {
		e = lower_expr(f, n->last);
		if (e->type->kind == TY_VOID)
			e = NULL;
	}
	if (e && f->cleanups && e->kind != EX_CONST) {
		kept = temp_new(f, e->type, pos);
		emit_assign(f, kept, e, pos);
		e = kept;
	}
	emit_cleanups(f, NULL, pos);
	bb_return(f, e, pos);
}

/* --- asm ------------------------------------------------------------------------------------------ */

/*
 * Outputs can't be told from inputs by position, but an output stays an lvalue
 * while an input was converted to a value. What is an lvalue may be written.
 */
static bool is_lvalue_node(const struct node *n)
{
	n = node_strip_parens(n);
	switch (n->c.kind) {
	case CXCursor_DeclRefExpr:
	case CXCursor_MemberRefExpr:
	case CXCursor_ArraySubscriptExpr:
		return true;
	case CXCursor_UnaryOperator:
		return clang_getCursorUnaryOperatorKind(n->c) == CXUnaryOperator_Deref;
	default:
		return false;
	}
}

static void lower_asm(struct lfunc *f, const struct node *n)
{
	struct ir_pos pos = node_pos(f, n);
	const struct node *c;

	for (c = n->first; c; c = c->next) {
		struct ir_expr *e;

		if (!node_is_expr(c))
			continue;
		if (!is_lvalue_node(c)) {
			lower_effect(f, c);
			continue;
		}
		e = lower_expr(f, c);
		if (ir_is_lvalue(e))
			emit(f, I_HAVOC, pos)->dst = e;
	}
	if (text_is_asm_goto(f, n)) {
		struct pending_asm a = { .node = n };
		struct bb *next = bb_new(f);

		bb_start(f, bb_new(f));
		a.from = f->cur;
		if (!text_asm_labels(f, &a.names, &a.nnames))
			a.names = NULL;
		a.from->ended = true;
		a.from->b->term = T_GOTO;
		a.from->b->pos = pos;
		bb_edge(a.from, next);
		vec_push(&f->asms, a);
		bb_enter(f, next);
	}
}

/* --- the rest ---------------------------------------------------------------------------------------- */

static void lower_if(struct lfunc *f, const struct node *n)
{
	struct bb *yes = bb_new(f), *no = bb_new(f), *join = no;
	const struct node *then = node_child(n, 1);

	if (n->n == 3)
		join = bb_new(f);
	lower_cond(f, n->first, yes, no);
	bb_enter(f, yes);
	lower_stmt(f, then);
	if (n->n == 3) {
		bb_start(f, join);
		bb_enter(f, no);
		lower_stmt(f, n->last);
	}
	bb_start(f, join);
}

void lower_stmt(struct lfunc *f, const struct node *n)
{
	const struct node *c;

	switch (n->c.kind) {
	case CXCursor_CompoundStmt:
		lower_compound(f, n);
		break;
	case CXCursor_DeclStmt:
		for (c = n->first; c; c = c->next)
			if (node_is(c, CXCursor_VarDecl))
				lower_var(f, c);
		break;
	case CXCursor_IfStmt:
		lower_if(f, n);
		break;
	case CXCursor_WhileStmt:
		lower_while(f, n);
		break;
	case CXCursor_DoStmt:
		lower_do(f, n);
		break;
	case CXCursor_ForStmt:
		lower_for(f, n);
		break;
	case CXCursor_SwitchStmt:
		lower_switch(f, n);
		break;
	case CXCursor_CaseStmt:
	case CXCursor_DefaultStmt:
		lower_case(f, n);
		break;
	case CXCursor_BreakStmt:
	case CXCursor_ContinueStmt:
		lower_jump(f, n);
		break;
	case CXCursor_GotoStmt:
		lower_goto(f, n);
		break;
	case CXCursor_IndirectGotoStmt:
		lower_computed_goto(f, n);
		break;
	case CXCursor_LabelStmt:
		lower_label(f, n);
		break;
	case CXCursor_ReturnStmt:
		lower_return(f, n);
		break;
	case CXCursor_GCCAsmStmt:
		lower_asm(f, n);
		break;
	case CXCursor_NullStmt:
		break;
	case CXCursor_UnexposedStmt:	/* an attribute and its statement */
		for (c = n->first; c; c = c->next)
			if (node_is_stmt(c) || node_is_expr(c))
				lower_stmt(f, c);
		break;
	default:
		if (node_is_expr(n))
			lower_effect(f, n);
		else
			f->f->unknown++;
		break;
	}
}
