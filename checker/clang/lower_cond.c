/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Conditions become edges; &&, ||, ?: as values become edges and a temporary. */
#include "clang/lower.h"

static void lower_and_or(struct lfunc *f, const struct node *n, bool is_and, struct bb *yes,
			 struct bb *no)
{
	struct bb *mid = bb_new(f);

	if (is_and)
		lower_cond(f, n->first, mid, no);
	else
		lower_cond(f, n->first, yes, mid);
	bb_enter(f, mid);
	if (mid->live)
		lower_cond(f, n->last, yes, no);
	else
		bb_stop(f, node_pos(f, n));
}

static void lower_cond_ternary(struct lfunc *f, const struct node *n, struct bb *yes,
			       struct bb *no)
{
	struct bb *a = bb_new(f), *b = bb_new(f);

	lower_cond(f, n->first, a, b);
	bb_enter(f, a);
	if (a->live)
		lower_cond(f, node_child(n, 1), yes, no);
	else
		bb_stop(f, node_pos(f, n));
	bb_enter(f, b);
	if (b->live)
		lower_cond(f, n->last, yes, no);
	else
		bb_stop(f, node_pos(f, n));
}

static void lower_cond_stmt_expr(struct lfunc *f, const struct node *n, struct bb *yes,
				 struct bb *no)
{
	const struct cleanup *scope;
	const struct node *last = stmt_expr_open(f, n, &scope);
	struct ir_expr *e;

	if (!last) {
		stmt_expr_close(f, n, scope);
		bb_branch(f, lower_unknown(f, n, true), yes, no, node_pos(f, n));
		return;
	}
	if (f->cleanups == scope) {
		lower_cond(f, last, yes, no);
		return;
	}
	/* The value is taken before the scope's cleanups run. */
	e = temp_new(f, node_type(f, n), node_pos(f, n));
	lower_into(f, e, last, false);
	stmt_expr_close(f, n, scope);
	bb_branch(f, e, yes, no, node_pos(f, n));
}

/* The operand of a conversion that changes nothing about truth, else NULL. */
static const struct node *truth_operand(struct lfunc *f, const struct node *n)
{
	const struct node *operand;

	if (node_is(n, CXCursor_CStyleCastExpr))
		operand = n->last && node_is_expr(n->last) ? n->last : NULL;
	else
		operand = implicit_operand(n);
	if (!operand || !cast_keeps_truth(node_type(f, operand), node_type(f, n)))
		return NULL;
	return operand;
}

static bool lower_cond_operator(struct lfunc *f, const struct node *n, struct bb *yes,
				struct bb *no)
{
	if (node_is(n, CXCursor_UnaryOperator)) {
		enum CXUnaryOperatorKind op = clang_getCursorUnaryOperatorKind(n->c);

		if (op == CXUnaryOperator_LNot)
			lower_cond(f, n->last, no, yes);
		else if (op == CXUnaryOperator_Extension)
			lower_cond(f, n->last, yes, no);
		else
			return false;
		return true;
	}
	switch (clang_getCursorBinaryOperatorKind(n->c)) {
	case CXBinaryOperator_LAnd:
		lower_and_or(f, n, true, yes, no);
		return true;
	case CXBinaryOperator_LOr:
		lower_and_or(f, n, false, yes, no);
		return true;
	case CXBinaryOperator_Comma:
		lower_effect(f, n->first);
		lower_cond(f, n->last, yes, no);
		return true;
	default:
		return false;
	}
}

void lower_cond(struct lfunc *f, const struct node *n, struct bb *yes, struct bb *no)
{
	const struct node *operand = NULL;

	n = node_strip_parens(n);
	switch (n->c.kind) {
	case CXCursor_UnaryOperator:
	case CXCursor_BinaryOperator:
		if (n->first && lower_cond_operator(f, n, yes, no))
			return;
		break;
	case CXCursor_ConditionalOperator:
		if (n->n == 3) {
			lower_cond_ternary(f, n, yes, no);
			return;
		}
		break;
	case CXCursor_StmtExpr:
		lower_cond_stmt_expr(f, n, yes, no);
		return;
	case CXCursor_CallExpr:
		operand = call_expect_operand(f, n);
		break;
	case CXCursor_UnexposedExpr:
		if (n->n == 4 && !node_names_types(n)) {
			/* a ?: b is true when either is */
			lower_and_or(f, n, false, yes, no);
			return;
		}
		operand = truth_operand(f, n);
		break;
	case CXCursor_CStyleCastExpr:
		operand = truth_operand(f, n);
		break;
	default:
		break;
	}
	if (operand)
		lower_cond(f, operand, yes, no);
	else
		bb_branch(f, lower_expr(f, n), yes, no, node_pos(f, n));
}

/* Which arms of a decided condition are left; enters the only one. */
static bool only_arm(struct lfunc *f, struct bb *yes, struct bb *no, bool *which)
{
	if (yes->live == no->live)
		return false;
	*which = yes->live;
	bb_enter(f, yes->live ? yes : no);
	return true;
}

struct ir_expr *lower_truth(struct lfunc *f, const struct node *n)
{
	struct bb *yes = bb_new(f), *no = bb_new(f), *join;
	const struct ir_type *t = node_type(f, n);
	struct ir_pos pos = node_pos(f, n);
	struct ir_expr *e;
	bool which;

	lower_cond(f, n, yes, no);
	if (only_arm(f, yes, no, &which))
		return mk_const(f, t, which, pos);
	join = bb_new(f);
	e = temp_new(f, t, pos);
	bb_enter(f, yes);
	emit_assign(f, e, mk_const(f, t, 1, pos), pos);
	bb_jump(f, join, pos);
	bb_enter(f, no);
	emit_assign(f, e, mk_const(f, t, 0, pos), pos);
	bb_start(f, join);
	return e;
}

struct ir_expr *lower_ternary(struct lfunc *f, const struct node *n)
{
	struct bb *yes, *no, *join;
	struct ir_pos pos = node_pos(f, n);
	const struct node *cond = n->first, *a = node_child(n, 1), *b = n->last;
	const struct ir_type *t = node_type(f, n);
	struct ir_expr *e;
	bool which;

	yes = bb_new(f);
	no = bb_new(f);
	lower_cond(f, cond, yes, no);
	if (only_arm(f, yes, no, &which))
		return lower_convert(f, lower_expr(f, which ? a : b), t, false, pos);
	join = bb_new(f);
	e = t->kind == TY_VOID ? NULL : temp_new(f, t, pos);
	bb_enter(f, yes);
	if (e)
		lower_into(f, e, a, false);
	else
		lower_effect(f, a);
	bb_jump(f, join, pos);
	bb_enter(f, no);
	if (e)
		lower_into(f, e, b, false);
	else
		lower_effect(f, b);
	bb_start(f, join);
	return e ? e : mk_const(f, t, 0, pos);
}

struct ir_expr *lower_elvis(struct lfunc *f, const struct node *n)
{
	struct bb *yes = bb_new(f), *no = bb_new(f), *join = bb_new(f);
	const struct ir_type *t = node_type(f, n);
	struct ir_pos pos = node_pos(f, n);
	struct ir_expr *a, *e;
	bool which;

	a = lower_expr(f, n->first);
	if (!expr_is_local(a)) {
		e = temp_new(f, a->type, pos);
		emit_assign(f, e, a, pos);
		a = e;
	}
	bb_branch(f, a, yes, no, pos);
	if (only_arm(f, yes, no, &which))
		return lower_convert(f, which ? a : lower_expr(f, n->last), t, false, pos);
	e = temp_new(f, t, pos);
	bb_enter(f, yes);
	emit_assign(f, e, lower_convert(f, a, t, false, pos), pos);
	bb_jump(f, join, pos);
	bb_enter(f, no);
	lower_into(f, e, n->last, false);
	bb_start(f, join);
	return e;
}
