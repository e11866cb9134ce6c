/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Expressions: effects become instructions, what is left is a tree without any. */
#include "clang/lower.h"

struct ir_pos node_pos(struct lfunc *f, const struct node *n)
{
	return lower_pos(f->l, clang_getCursorLocation(n->c));
}

const struct ir_type *node_type(struct lfunc *f, const struct node *n)
{
	return lower_type(f->l, clang_getCursorType(n->c));
}

/* A value nobody knows: a temporary that was never written. */
struct ir_expr *lower_unknown(struct lfunc *f, const struct node *n, bool count)
{
	const struct ir_type *t = node_type(f, n);
	struct ir_pos pos = node_pos(f, n);
	struct ir_expr *e;

	if (count)
		f->f->unknown++;
	if (t->kind == TY_VOID || t->kind == TY_FUNCTION)
		return mk_expr(f, EX_UNKNOWN, t, pos);
	e = temp_new(f, t, pos);
	emit(f, I_HAVOC, pos)->dst = e;
	return e;
}

struct ir_expr *lower_convert(struct lfunc *f, struct ir_expr *e, const struct ir_type *t,
			      bool is_explicit, struct ir_pos pos)
{
	const struct ir_type *elem;

	if (e->type->kind == TY_ARRAY && t->kind != TY_ARRAY) {
		elem = e->type->to;
		if (e->kind == EX_STRING) {
			e = arena_dup(&f->u->mem, e, sizeof(*e));
			e->type = lower_pointer_to(f->l, elem);
		} else if (ir_is_lvalue(e)) {
			e = mk_index(f, e, mk_const(f, lower_int_type(f->l), 0, pos), elem, pos);
			e = mk_addr(f, e, lower_pointer_to(f->l, elem), pos);
		}
	} else if (e->type->kind == TY_FUNCTION && t->kind != TY_FUNCTION && e->kind == EX_FUNC) {
		e = arena_dup(&f->u->mem, e, sizeof(*e));
		e->type = lower_pointer_to(f->l, e->type);
	} else if (e->type->kind == TY_FUNCTION && e->kind == EX_DEREF) {
		e = e->a;	/* (*fp)() is fp() */
	}
	/* A pointer shown as the array its parameter was written as. */
	if (t->kind == TY_ARRAY || t->kind == TY_FUNCTION)
		return e;
	return mk_cast(f, e, t, is_explicit, pos);
}

/* --- names -------------------------------------------------------------------------- */

static struct ir_expr *lower_name(struct lfunc *f, const struct node *n)
{
	CXCursor ref = clang_getCursorReferenced(n->c);
	struct ir_pos pos = node_pos(f, n);
	struct ir_expr *e;
	struct ir_var *v;

	switch (ref.kind) {
	case CXCursor_EnumConstantDecl:
		return mk_const(f, node_type(f, n), clang_getEnumConstantDeclValue(ref), pos);
	case CXCursor_FunctionDecl:
		e = mk_expr(f, EX_FUNC, node_type(f, n), pos);
		e->decl = lower_decl(f->l, ref);
		return e;
	case CXCursor_VarDecl:
	case CXCursor_ParmDecl:
		v = cmap_get(&f->locals, ref);
		return mk_var(f, v ? v : lower_global(f->l, ref), pos);
	default:
		return lower_unknown(f, n, true);
	}
}

static struct ir_expr *lower_member(struct lfunc *f, const struct node *n)
{
	struct ir_field *field = lower_field(f->l, clang_getCursorReferenced(n->c));
	const struct ir_type *t = node_type(f, n), *bt;
	const struct node *base = n->last;
	struct ir_pos pos = node_pos(f, n);
	struct ir_expr *e;

	if (!field || !base)
		return lower_unknown(f, n, true);
	/* Through the anonymous levels, as many as libclang cares to show. */
	for (;;) {
		bt = node_type(f, base);
		if (bt->kind == TY_POINTER || bt->kind == TY_ARRAY)
			bt = bt->to;
		if (!node_is(base, CXCursor_MemberRefExpr) || !base->last ||
		    !lower_is_unnamed_record(clang_getCursorReferenced(base->c)))
			break;
		base = base->last;
	}
	field = lower_field_of(f->l, bt->record, field);
	if (!field)
		return lower_unknown(f, n, true);
	e = lower_expr(f, base);
	if (e->type->kind == TY_ARRAY)
		e = lower_convert(f, e, lower_pointer_to(f->l, e->type->to), false, pos);
	if (e->type->kind == TY_POINTER)
		e = mk_deref(f, e, bt, pos);
	if (clang_Cursor_isBitField(clang_getCursorReferenced(n->c)))
		t = field->type;
	return mk_field(f, e, field, t, pos);
}

static struct ir_expr *lower_subscript(struct lfunc *f, const struct node *n)
{
	const struct ir_type *t = node_type(f, n);
	struct ir_pos pos = node_pos(f, n);
	struct ir_expr *a, *b, *swap;

	if (n->n != 2)
		return lower_unknown(f, n, true);
	a = lower_expr(f, n->first);
	b = lower_expr(f, n->last);
	if (b->type->kind == TY_POINTER || b->type->kind == TY_ARRAY)
		swap = a, a = b, b = swap;
	if (a->type->kind == TY_ARRAY)
		a = lower_convert(f, a, lower_pointer_to(f->l, a->type->to), false, pos);
	return mk_deref(f, mk_binary(f, OP_ADD, a, b, a->type, pos), t, pos);
}

/* --- operators -------------------------------------------------------------------------- */

/* Is it a && or a ||, negated or not? Its 0 or 1 comes from edges then. */
static bool node_is_and_or(const struct node *n)
{
	enum CXBinaryOperatorKind k;

	n = node_strip_parens(n);
	while (n && node_is(n, CXCursor_UnaryOperator) &&
	       clang_getCursorUnaryOperatorKind(n->c) == CXUnaryOperator_LNot)
		n = node_strip_parens(n->last);
	if (!node_is(n, CXCursor_BinaryOperator))
		return false;
	k = clang_getCursorBinaryOperatorKind(n->c);
	return k == CXBinaryOperator_LAnd || k == CXBinaryOperator_LOr;
}

static struct ir_expr *lower_unary(struct lfunc *f, const struct node *n, bool want)
{
	const struct ir_type *t = node_type(f, n);
	struct ir_pos pos = node_pos(f, n);
	struct ir_expr *e;

	if (!n->last)
		return lower_unknown(f, n, true);
	switch (clang_getCursorUnaryOperatorKind(n->c)) {
	case CXUnaryOperator_PostInc:
		return lower_step(f, n, OP_ADD, true, want);
	case CXUnaryOperator_PostDec:
		return lower_step(f, n, OP_SUB, true, want);
	case CXUnaryOperator_PreInc:
		return lower_step(f, n, OP_ADD, false, want);
	case CXUnaryOperator_PreDec:
		return lower_step(f, n, OP_SUB, false, want);
	case CXUnaryOperator_AddrOf:
		return mk_addr(f, lower_expr(f, n->last), t, pos);
	case CXUnaryOperator_Deref:
		e = lower_expr(f, n->last);
		if (e->type->kind == TY_ARRAY)
			e = lower_convert(f, e, lower_pointer_to(f->l, e->type->to), false, pos);
		return mk_deref(f, e, t, pos);
	case CXUnaryOperator_Plus:
	case CXUnaryOperator_Extension:
		return lower_convert(f, lower_expr(f, n->last), t, false, pos);
	case CXUnaryOperator_Minus:
		e = lower_expr(f, n->last);
		return t->kind == TY_OTHER ? mk_expr(f, EX_UNKNOWN, t, pos) :
					     mk_unary(f, OP_NEG, e, t, pos);
	case CXUnaryOperator_Not:
		return mk_unary(f, OP_COM, lower_expr(f, n->last), t, pos);
	case CXUnaryOperator_LNot:
		if (node_is_and_or(n->last))
			return lower_truth(f, n);
		return mk_unary(f, OP_NOT, lower_expr(f, n->last), t, pos);
	default:
		return lower_unknown(f, n, true);
	}
}

static struct ir_expr *lower_binary(struct lfunc *f, const struct node *n, bool want)
{
	enum CXBinaryOperatorKind k = clang_getCursorBinaryOperatorKind(n->c);
	const struct ir_type *t;
	struct ir_pos pos;
	struct ir_expr *a, *b;

	if (n->n != 2)
		return lower_unknown(f, n, true);
	switch (k) {
	case CXBinaryOperator_Assign:
		return lower_assign(f, n, want);
	case CXBinaryOperator_LAnd:
	case CXBinaryOperator_LOr:
		return lower_truth(f, n);
	case CXBinaryOperator_Comma:
		lower_effect(f, n->first);
		return lower_expr(f, n->last);
	default:
		break;
	}
	t = node_type(f, n);
	pos = node_pos(f, n);
	a = lower_expr(f, n->first);
	b = lower_expr(f, n->last);
	if (t->kind == TY_ARRAY)	/* a parameter's pointer, shown as it was written */
		t = a->type->kind == TY_POINTER ? a->type : b->type;
	if (t->kind == TY_OTHER)
		return mk_expr(f, EX_UNKNOWN, t, pos);
	return mk_binary(f, binary_op(k), a, b, t, pos);
}

/* --- conversions and what clang doesn't expose --------------------------------------------- */

static struct ir_expr *lower_folded(struct lfunc *f, const struct node *n)
{
	const struct ir_type *t = node_type(f, n);
	int64_t v;

	if (node_evaluate(n, &v))
		return mk_const(f, t, v, node_pos(f, n));
	return lower_unknown(f, n, true);
}

static struct ir_expr *lower_choose(struct lfunc *f, const struct node *n)
{
	struct ir_expr *c = lower_expr(f, n->first);
	int64_t v;

	if (c->kind == EX_CONST)
		v = c->value;
	else if (!node_evaluate(n->first, &v))
		return lower_unknown(f, n, true);
	return lower_expr(f, v ? node_child(n, 1) : n->last);
}

static struct ir_expr *lower_string(struct lfunc *f, const struct node *n)
{
	struct ir_expr *e = mk_expr(f, EX_STRING, node_type(f, n), node_pos(f, n));

	e->text = lower_spelling(clang_getCursorSpelling(n->c));
	return e;
}

static struct ir_expr *lower_unexposed(struct lfunc *f, const struct node *n)
{
	const struct ir_type *t = node_type(f, n);
	const struct node *operand = implicit_operand(n), *c;
	struct ir_pos pos = node_pos(f, n);
	struct ir_expr *e;
	int64_t v;

	if (operand)
		return lower_convert(f, lower_expr(f, operand), t, false, pos);
	if (!n->n && t->kind == TY_ARRAY) {		/* __func__ */
		e = mk_expr(f, EX_STRING, t, pos);
		e->text = "__func__";
		return e;
	}
	if (!node_names_types(n)) {
		if (n->n == 4)
			return lower_elvis(f, n);
		if (n->n == 3)
			return lower_choose(f, n);
	}
	if (node_evaluate(n, &v))
		return mk_const(f, t, v, pos);
	if (n->n == 1)
		return lower_unknown(f, n, false);	/* va_arg() */
	/* An offsetof with a variable index holds what isn't evaluated, a typeof. */
	for (c = node_names_types(n) ? NULL : n->first; c; c = c->next)
		if (node_is_expr(c))
			lower_effect(f, c);
	return lower_unknown(f, n, true);
}

static struct ir_expr *lower_cast(struct lfunc *f, const struct node *n)
{
	const struct ir_type *t = node_type(f, n);
	struct ir_expr *e;

	if (!n->last || !node_is_expr(n->last))
		return lower_unknown(f, n, true);
	if (t->kind == TY_VOID) {
		lower_effect(f, n->last);
		return mk_const(f, t, 0, node_pos(f, n));
	}
	e = lower_expr(f, n->last);
	return lower_convert(f, e, t, true, node_pos(f, n));
}

/*
 * Which association was taken isn't visible, but its type is the expression's.
 * Where several have that type any may have been meant.
 */
static struct ir_expr *lower_generic(struct lfunc *f, const struct node *n)
{
	CXType want = clang_getCanonicalType(clang_getCursorType(n->c));
	const struct node *c, *found = NULL;
	struct bb *join, *yes, *no;
	unsigned matches = 0;
	struct ir_expr *e;
	struct ir_pos pos = node_pos(f, n);

	for (c = n->first ? n->first->next : NULL; c; c = c->next) {
		if (!node_is_expr(c) ||
		    !clang_equalTypes(clang_getCanonicalType(clang_getCursorType(c->c)), want))
			continue;
		matches++;
		found = c;
	}
	if (!found)
		return lower_unknown(f, n, true);
	if (matches == 1)
		return lower_expr(f, found);
	e = temp_new(f, node_type(f, n), pos);
	join = bb_new(f);
	for (c = n->first->next; c; c = c->next) {
		if (!node_is_expr(c) ||
		    !clang_equalTypes(clang_getCanonicalType(clang_getCursorType(c->c)), want))
			continue;
		if (c != found) {
			yes = bb_new(f);
			no = bb_new(f);
			bb_branch(f, mk_expr(f, EX_UNKNOWN, lower_int_type(f->l), pos), yes, no, pos);
			bb_enter(f, yes);
			lower_into(f, e, c, false);
			bb_jump(f, join, pos);
			bb_enter(f, no);
		} else {
			lower_into(f, e, c, false);
		}
	}
	bb_start(f, join);
	return e;
}

static struct ir_expr *lower_stmt_expr(struct lfunc *f, const struct node *n, bool want)
{
	const struct cleanup *scope;
	const struct node *last = stmt_expr_open(f, n, &scope);
	const struct ir_type *t;
	struct ir_expr *e = NULL, *kept;

	if (last && want) {
		t = node_type(f, n);
		e = lower_expr(f, last);
		if (t->kind != TY_VOID)
			e = lower_convert(f, e, t, false, node_pos(f, n));
		if (f->cleanups != scope && t->kind != TY_VOID && e->kind != EX_CONST) {
			/* Its value is taken before the scope's cleanups run. */
			kept = temp_new(f, t, e->pos);
			emit_assign(f, kept, e, e->pos);
			e = kept;
		}
	} else if (last) {
		lower_effect(f, last);
	}
	stmt_expr_close(f, n, scope);
	if (e)
		return e;
	return mk_const(f, node_type(f, n), 0, node_pos(f, n));
}

static struct ir_expr *lower_node(struct lfunc *f, const struct node *n, bool want)
{
	const struct node *c;

	switch (n->c.kind) {
	case CXCursor_IntegerLiteral:
	case CXCursor_CharacterLiteral:
	case CXCursor_UnaryExpr:
		return lower_folded(f, n);
	case CXCursor_FloatingLiteral:
	case CXCursor_ImaginaryLiteral:
		return mk_expr(f, EX_UNKNOWN, node_type(f, n), node_pos(f, n));
	case CXCursor_StringLiteral:
		return lower_string(f, n);
	case CXCursor_DeclRefExpr:
		return lower_name(f, n);
	case CXCursor_MemberRefExpr:
		return lower_member(f, n);
	case CXCursor_ArraySubscriptExpr:
		return lower_subscript(f, n);
	case CXCursor_UnaryOperator:
		return lower_unary(f, n, want);
	case CXCursor_BinaryOperator:
		return lower_binary(f, n, want);
	case CXCursor_CompoundAssignOperator:
		return lower_compound_assign(f, n, want);
	case CXCursor_ConditionalOperator:
		return n->n == 3 ? lower_ternary(f, n) : lower_unknown(f, n, true);
	case CXCursor_CallExpr:
		return lower_call(f, n, NULL, want);
	case CXCursor_UnexposedExpr:
		return lower_unexposed(f, n);
	case CXCursor_CStyleCastExpr:
		return lower_cast(f, n);
	case CXCursor_CompoundLiteralExpr:
		return lower_compound_literal(f, n);
	case CXCursor_StmtExpr:
		return lower_stmt_expr(f, n, want);
	case CXCursor_GenericSelectionExpr:
		return lower_generic(f, n);
	case CXCursor_AddrLabelExpr:
		return mk_expr(f, EX_UNKNOWN, node_type(f, n), node_pos(f, n));
	default:
		for (c = n->first; c; c = c->next)
			if (node_is_expr(c))
				lower_effect(f, c);
		return lower_unknown(f, n, true);
	}
}

struct ir_expr *lower_expr(struct lfunc *f, const struct node *n)
{
	return lower_node(f, node_strip_parens(n), true);
}

static void lower_branches_effect(struct lfunc *f, const struct node *n)
{
	struct bb *yes = bb_new(f), *no = bb_new(f), *join = bb_new(f);

	lower_cond(f, n->first, yes, no);
	bb_enter(f, yes);
	lower_effect(f, node_child(n, 1));
	bb_start(f, join);
	f->cur = NULL;
	bb_enter(f, no);
	lower_effect(f, n->last);
	bb_start(f, join);
}

static void lower_and_or_effect(struct lfunc *f, const struct node *n, bool is_and)
{
	struct bb *mid = bb_new(f), *join = bb_new(f);

	if (is_and)
		lower_cond(f, n->first, mid, join);
	else
		lower_cond(f, n->first, join, mid);
	bb_enter(f, mid);
	lower_effect(f, n->last);
	bb_start(f, join);
}

void lower_effect(struct lfunc *f, const struct node *n)
{
	enum CXBinaryOperatorKind k;
	const struct node *operand;
	struct ir_expr *e;

	n = node_strip_parens(n);
	if (node_is(n, CXCursor_ConditionalOperator) && n->n == 3) {
		lower_branches_effect(f, n);
		return;
	}
	if (node_is(n, CXCursor_BinaryOperator) && n->n == 2) {
		k = clang_getCursorBinaryOperatorKind(n->c);
		if (k == CXBinaryOperator_LAnd || k == CXBinaryOperator_LOr) {
			lower_and_or_effect(f, n, k == CXBinaryOperator_LAnd);
			return;
		}
		if (k == CXBinaryOperator_Comma) {
			lower_effect(f, n->first);
			lower_effect(f, n->last);
			return;
		}
		if (k == CXBinaryOperator_Assign) {
			lower_assign(f, n, false);
			return;
		}
	}
	if (node_is(n, CXCursor_CStyleCastExpr))
		operand = n->last && node_is_expr(n->last) ? n->last : NULL;
	else
		operand = implicit_operand(n);
	if (operand) {
		lower_effect(f, operand);
		return;
	}
	e = lower_node(f, n, false);
	if (node_is(n, CXCursor_CompoundAssignOperator) || node_is(n, CXCursor_CallExpr) ||
	    node_is(n, CXCursor_StmtExpr))
		return;
	if (node_is(n, CXCursor_UnaryOperator)) {
		enum CXUnaryOperatorKind u = clang_getCursorUnaryOperatorKind(n->c);

		if (u >= CXUnaryOperator_PostInc && u <= CXUnaryOperator_PreDec)
			return;
	}
	if (e && !expr_is_local(e) && e->kind != EX_UNKNOWN)
		emit(f, I_EVAL, e->pos)->src = e;
}
