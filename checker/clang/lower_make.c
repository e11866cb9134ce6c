/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes expressions; folds constants and undoes *& and &* on the way. */
#include "clang/lower.h"

struct ir_expr *mk_expr(struct lfunc *f, enum ir_expr_kind k, const struct ir_type *t,
			struct ir_pos pos)
{
	struct ir_expr *e = arena_new(&f->u->mem, struct ir_expr);

	e->kind = k;
	e->type = t;
	e->pos = pos;
	return e;
}

static bool is_integral(const struct ir_type *t)
{
	return t->kind == TY_BOOL || t->kind == TY_INT || t->kind == TY_ENUM;
}

static bool is_scalar(const struct ir_type *t)
{
	return is_integral(t) || t->kind == TY_POINTER;
}

static int64_t fit(const struct ir_type *t, int64_t v)
{
	unsigned shift;

	if (t->kind == TY_BOOL)
		return v != 0;
	if (!is_scalar(t) || t->bits >= 64 || !t->bits)
		return v;
	shift = 64 - t->bits;
	if (t->is_unsigned)
		return (int64_t)((uint64_t)v << shift >> shift);
	return (int64_t)((uint64_t)v << shift) >> shift;
}

struct ir_expr *mk_const(struct lfunc *f, const struct ir_type *t, int64_t v, struct ir_pos pos)
{
	struct ir_expr *e = mk_expr(f, EX_CONST, t, pos);

	e->value = fit(t, v);
	return e;
}

struct ir_expr *mk_var(struct lfunc *f, struct ir_var *v, struct ir_pos pos)
{
	struct ir_expr *e = mk_expr(f, EX_VAR, v->type, pos);

	e->var = v;
	return e;
}

static bool is_compare(enum ir_opcode op)
{
	return op >= OP_EQ && op <= OP_GE;
}

/* Is the value 0 or 1 whatever its operands? */
static bool is_truth(const struct ir_expr *e)
{
	return (e->kind == EX_BINARY && is_compare(e->op)) ||
	       (e->kind == EX_UNARY && e->op == OP_NOT) || e->type->kind == TY_BOOL;
}

static enum ir_opcode inverse(enum ir_opcode op)
{
	switch (op) {
	case OP_EQ: return OP_NE;
	case OP_NE: return OP_EQ;
	case OP_LT: return OP_GE;
	case OP_GE: return OP_LT;
	case OP_GT: return OP_LE;
	default: return OP_GT;
	}
}

struct ir_expr *mk_unary(struct lfunc *f, enum ir_opcode op, struct ir_expr *a,
			 const struct ir_type *t, struct ir_pos pos)
{
	struct ir_expr *e;

	if (a->kind == EX_CONST && is_scalar(a->type)) {
		switch (op) {
		case OP_NEG:
			return mk_const(f, t, (int64_t)-(uint64_t)a->value, pos);
		case OP_COM:
			return mk_const(f, t, ~a->value, pos);
		default:
			return mk_const(f, t, !a->value, pos);
		}
	}
	if (op == OP_NOT && a->kind == EX_BINARY && is_compare(a->op))
		return mk_binary(f, inverse(a->op), a->a, a->b, t, pos);
	if (op == OP_NOT && a->kind == EX_UNARY && a->op == OP_NOT)
		return mk_binary(f, OP_NE, a->a, mk_const(f, a->a->type, 0, pos), t, pos);
	e = mk_expr(f, EX_UNARY, t, pos);
	e->op = op;
	e->a = a;
	return e;
}

static bool fold_compare(enum ir_opcode op, int64_t a, int64_t b, bool is_unsigned)
{
	uint64_t ua = a, ub = b;

	switch (op) {
	case OP_EQ: return a == b;
	case OP_NE: return a != b;
	case OP_LT: return is_unsigned ? ua < ub : a < b;
	case OP_LE: return is_unsigned ? ua <= ub : a <= b;
	case OP_GT: return is_unsigned ? ua > ub : a > b;
	default: return is_unsigned ? ua >= ub : a >= b;
	}
}

/* False when C doesn't define the result: leave it alone then. */
static bool fold_binary(enum ir_opcode op, int64_t a, int64_t b, const struct ir_type *t,
			int64_t *v)
{
	uint64_t ua = a, ub = b;

	switch (op) {
	case OP_ADD:
		*v = (int64_t)(ua + ub);
		return true;
	case OP_SUB:
		*v = (int64_t)(ua - ub);
		return true;
	case OP_MUL:
		*v = (int64_t)(ua * ub);
		return true;
	case OP_DIV:
	case OP_REM:
		if (!b || (b == -1 && !t->is_unsigned))
			return false;
		if (t->is_unsigned)
			*v = (int64_t)(op == OP_DIV ? ua / ub : ua % ub);
		else
			*v = op == OP_DIV ? a / b : a % b;
		return true;
	case OP_SHL:
	case OP_SHR:
		if (ub >= t->bits)
			return false;
		if (op == OP_SHL)
			*v = (int64_t)(ua << ub);
		else
			*v = t->is_unsigned ? (int64_t)(ua >> ub) : a >> ub;
		return true;
	case OP_AND:
		*v = a & b;
		return true;
	case OP_OR:
		*v = a | b;
		return true;
	case OP_XOR:
		*v = a ^ b;
		return true;
	default:
		return false;
	}
}

static bool is_const_value(const struct ir_expr *e, int64_t v)
{
	return e->kind == EX_CONST && e->value == v;
}

struct ir_expr *mk_binary(struct lfunc *f, enum ir_opcode op, struct ir_expr *a,
			  struct ir_expr *b, const struct ir_type *t, struct ir_pos pos)
{
	struct ir_expr *e;
	int64_t v;

	if (a->kind == EX_CONST && b->kind == EX_CONST && is_scalar(a->type) &&
	    is_scalar(b->type) && a->type->bits <= 64) {
		if (is_compare(op))
			return mk_const(f, t, fold_compare(op, a->value, b->value,
							   a->type->is_unsigned), pos);
		if (is_integral(a->type) && is_integral(t) &&
		    fold_binary(op, a->value, b->value, t, &v))
			return mk_const(f, t, v, pos);
	}
	if ((op == OP_ADD || op == OP_SUB) && a->type->kind == TY_POINTER && is_const_value(b, 0))
		return a;
	if (op == OP_ADD && b->type->kind == TY_POINTER && a->type->kind != TY_POINTER)
		return mk_binary(f, op, b, a, t, pos);
	e = mk_expr(f, EX_BINARY, t, pos);
	e->op = op;
	e->a = a;
	e->b = b;
	return e;
}

struct ir_expr *mk_index(struct lfunc *f, struct ir_expr *array, struct ir_expr *i,
			 const struct ir_type *t, struct ir_pos pos)
{
	struct ir_expr *e = mk_expr(f, EX_INDEX, t, pos);

	e->a = array;
	e->b = i;
	return e;
}

/* *(&array[i] + j) is array[i + j]. */
static struct ir_expr *deref_element(struct lfunc *f, struct ir_expr *p, const struct ir_type *t,
				     struct ir_pos pos)
{
	struct ir_expr *elem = p->a->a, *i = p->b;

	if (!is_const_value(elem->b, 0) || p->op == OP_SUB)
		i = mk_binary(f, p->op, elem->b, i, i->type, pos);
	return mk_index(f, elem->a, i, t, pos);
}

struct ir_expr *mk_deref(struct lfunc *f, struct ir_expr *p, const struct ir_type *t,
			 struct ir_pos pos)
{
	struct ir_expr *e;

	if (p->kind == EX_ADDR)
		return p->a;
	if (p->kind == EX_BINARY && (p->op == OP_ADD || p->op == OP_SUB) &&
	    p->a->kind == EX_ADDR && p->a->a->kind == EX_INDEX)
		return deref_element(f, p, t, pos);
	if (p->kind == EX_FUNC)
		return p;
	e = mk_expr(f, EX_DEREF, t, pos);
	e->a = p;
	return e;
}

struct ir_expr *mk_addr(struct lfunc *f, struct ir_expr *lv, const struct ir_type *t,
			struct ir_pos pos)
{
	struct ir_expr *e;

	if (lv->kind == EX_DEREF)
		return lv->a;
	if (!ir_is_lvalue(lv)) {
		if (lv->kind == EX_FUNC || lv->kind == EX_STRING || lv->kind == EX_UNKNOWN)
			return lv;
		/* A value that was computed: its address is that of a temporary. */
		e = temp_new(f, lv->type, pos);
		emit_assign(f, e, lv, pos);
		lv = e;
	}
	e = mk_expr(f, EX_ADDR, t, pos);
	e->a = lv;
	return e;
}

struct ir_expr *mk_field(struct lfunc *f, struct ir_expr *base, struct ir_field *field,
			 const struct ir_type *t, struct ir_pos pos)
{
	struct ir_expr *e = mk_expr(f, EX_FIELD, t, pos);

	e->a = base;
	e->field = field;
	return e;
}

bool cast_keeps_truth(const struct ir_type *from, const struct ir_type *to)
{
	if (!is_scalar(from) || !is_scalar(to))
		return false;
	return to->kind == TY_BOOL || to->bits >= from->bits;
}

bool type_same_value(const struct ir_type *a, const struct ir_type *b)
{
	if (a == b || ltype_of(a)->unqual == ltype_of(b)->unqual)
		return true;
	if (a->kind == TY_POINTER && b->kind == TY_POINTER)
		return true;
	if (!is_integral(a) || !is_integral(b) || (a->kind == TY_BOOL) != (b->kind == TY_BOOL))
		return false;
	return a->bits == b->bits && a->is_unsigned == b->is_unsigned;
}

static bool same_pointee(const struct ir_type *a, const struct ir_type *b)
{
	return ltype_of(a->to)->unqual == ltype_of(b->to)->unqual;
}

struct ir_expr *mk_cast(struct lfunc *f, struct ir_expr *e, const struct ir_type *t,
			bool is_explicit, struct ir_pos pos)
{
	struct ir_expr *c;

	if (t->kind == TY_VOID || t == e->type)
		return e;
	if (e->kind == EX_CONST && is_scalar(t))
		return mk_const(f, t, e->value, e->pos);
	if (e->type->kind == TY_POINTER && t->kind == TY_POINTER) {
		if (!is_explicit || same_pointee(e->type, t))
			return e;
	} else if (type_same_value(e->type, t)) {
		return e;
	} else if (t->kind == TY_BOOL && is_truth(e) && e->kind != EX_CONST) {
		c = arena_dup(&f->u->mem, e, sizeof(*e));
		c->type = t;
		return c;
	} else if (!is_scalar(t) || !is_scalar(e->type)) {
		if (t->kind == TY_RECORD || e->type->kind == TY_RECORD)
			return e;
		return mk_expr(f, EX_UNKNOWN, t, pos);
	}
	c = mk_expr(f, EX_CAST, t, pos);
	c->a = e;
	return c;
}

bool expr_is_local(const struct ir_expr *e)
{
	return e->kind == EX_CONST || e->kind == EX_STRING || e->kind == EX_FUNC ||
	       (e->kind == EX_VAR && e->var->kind != VAR_GLOBAL);
}
