/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Assignments: plain, compound, ++ and --; what is assigned, and what the whole is worth. */
#include "clang/lower.h"

/* Assigns and says what the assignment's own value is, without reading dst again. */
static struct ir_expr *assign(struct lfunc *f, struct ir_expr *dst, struct ir_expr *src,
			      bool want, struct ir_pos pos)
{
	struct ir_expr *value = src;

	if (want && dst->kind == EX_VAR && dst->var->kind != VAR_GLOBAL) {
		value = dst;
	} else if (want && !expr_is_local(src)) {
		value = temp_new(f, dst->type, pos);
		emit_assign(f, value, src, pos);
		src = value;
	}
	emit_assign(f, dst, src, pos);
	return value;
}

/* What stands behind conversions that keep the value's representation. */
static const struct node *strip_same(struct lfunc *f, const struct node *n)
{
	const struct node *operand;

	for (;;) {
		n = node_strip_parens(n);
		operand = implicit_operand(n);
		if (!operand || !type_same_value(node_type(f, operand), node_type(f, n)))
			return n;
		n = operand;
	}
}

void lower_into(struct lfunc *f, struct ir_expr *dst, const struct node *n, bool is_decl)
{
	const struct node *m = strip_same(f, n);
	struct ir_pos pos = node_pos(f, n);
	struct ir_insn *i;
	struct ir_expr *e;

	if (node_is(m, CXCursor_CallExpr) && type_same_value(node_type(f, m), dst->type) &&
	    call_is_plain(f, m)) {
		lower_call(f, m, dst, true);
		return;
	}
	if (node_is(m, CXCursor_InitListExpr)) {
		lower_initialiser(f, dst, m);
		return;
	}
	e = lower_convert(f, lower_expr(f, n), dst->type, false, pos);
	i = emit(f, I_ASSIGN, pos);
	i->dst = dst;
	i->src = e;
	i->is_decl = is_decl;
}

struct ir_expr *lower_assign(struct lfunc *f, const struct node *n, bool want)
{
	struct ir_pos pos = node_pos(f, n);
	struct ir_expr *dst = lower_expr(f, n->first);

	if (!ir_is_lvalue(dst)) {
		lower_effect(f, n->last);
		return lower_unknown(f, n, true);
	}
	if (!want) {
		lower_into(f, dst, n->last, false);
		return dst;
	}
	return assign(f, dst, lower_convert(f, lower_expr(f, n->last), dst->type, false, pos),
		      true, pos);
}

enum ir_opcode binary_op(enum CXBinaryOperatorKind k)
{
	switch (k) {
	case CXBinaryOperator_Mul: case CXBinaryOperator_MulAssign: return OP_MUL;
	case CXBinaryOperator_Div: case CXBinaryOperator_DivAssign: return OP_DIV;
	case CXBinaryOperator_Rem: case CXBinaryOperator_RemAssign: return OP_REM;
	case CXBinaryOperator_Add: case CXBinaryOperator_AddAssign: return OP_ADD;
	case CXBinaryOperator_Sub: case CXBinaryOperator_SubAssign: return OP_SUB;
	case CXBinaryOperator_Shl: case CXBinaryOperator_ShlAssign: return OP_SHL;
	case CXBinaryOperator_Shr: case CXBinaryOperator_ShrAssign: return OP_SHR;
	case CXBinaryOperator_And: case CXBinaryOperator_AndAssign: return OP_AND;
	case CXBinaryOperator_Xor: case CXBinaryOperator_XorAssign: return OP_XOR;
	case CXBinaryOperator_Or: case CXBinaryOperator_OrAssign: return OP_OR;
	case CXBinaryOperator_LT: return OP_LT;
	case CXBinaryOperator_GT: return OP_GT;
	case CXBinaryOperator_LE: return OP_LE;
	case CXBinaryOperator_GE: return OP_GE;
	case CXBinaryOperator_EQ: return OP_EQ;
	default: return OP_NE;
	}
}

/* a op= b computes in the type C's conversions give it, then goes back to a's. */
static struct ir_expr *lower_update(struct lfunc *f, struct ir_expr *dst, enum ir_opcode op,
				    struct ir_expr *by, bool want, struct ir_pos pos)
{
	const struct ir_type *t = dst->type;
	struct ir_expr *e = dst;

	if (t->kind != TY_POINTER) {
		if (op == OP_SHL || op == OP_SHR)
			t = dst->type->bits < 32 ? lower_int_type(f->l) : dst->type;
		else
			t = by->type;
		e = lower_convert(f, e, t, false, pos);
	}
	e = mk_binary(f, op, e, by, t, pos);
	return assign(f, dst, lower_convert(f, e, dst->type, false, pos), want, pos);
}

struct ir_expr *lower_compound_assign(struct lfunc *f, const struct node *n, bool want)
{
	struct ir_expr *dst = lower_expr(f, n->first);
	struct ir_expr *by = lower_expr(f, n->last);
	struct ir_pos pos = node_pos(f, n);

	if (!ir_is_lvalue(dst))
		return lower_unknown(f, n, true);
	if (dst->type->kind == TY_OTHER) {
		emit(f, I_HAVOC, pos)->dst = dst;
		return dst;
	}
	return lower_update(f, dst, binary_op(clang_getCursorBinaryOperatorKind(n->c)), by, want,
			    pos);
}

struct ir_expr *lower_step(struct lfunc *f, const struct node *n, enum ir_opcode op,
				  bool is_post, bool want)
{
	struct ir_expr *dst = lower_expr(f, n->last), *old = NULL, *one, *e;
	const struct ir_type *t = dst->type;
	struct ir_pos pos = node_pos(f, n);

	if (!ir_is_lvalue(dst) || t->kind == TY_OTHER)
		return lower_unknown(f, n, true);
	if (is_post && want) {
		old = temp_new(f, t, pos);
		emit_assign(f, old, dst, pos);
	}
	one = mk_const(f, t->kind == TY_POINTER || t->bits < 32 ? lower_int_type(f->l) : t, 1, pos);
	e = lower_update(f, dst, op, one, want && !is_post, pos);
	return old ? old : e;
}
