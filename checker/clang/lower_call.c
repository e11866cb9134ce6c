/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls, and the builtins that aren't calls. */
#include "clang/lower.h"

/* The function a callee names, through parentheses, casts that clang adds, & and *. */
static struct ir_decl *named_callee(struct lfunc *f, const struct node *n)
{
	CXCursor fn;

	while (n) {
		if (node_is(n, CXCursor_ParenExpr) || node_is(n, CXCursor_UnexposedExpr) ||
		    node_is(n, CXCursor_UnaryOperator))
			n = n->n == 1 ? n->first : NULL;
		else
			break;
	}
	if (!node_is(n, CXCursor_DeclRefExpr))
		return NULL;
	fn = clang_getCursorReferenced(n->c);
	return fn.kind == CXCursor_FunctionDecl ? lower_decl(f->l, fn) : NULL;
}

static enum builtin builtin_of(struct lfunc *f, const struct node *n)
{
	struct ir_decl *d = named_callee(f, n->first);

	return d ? ((struct ldecl *)d->front)->builtin : BI_NONE;
}

const struct node *call_expect_operand(struct lfunc *f, const struct node *n)
{
	return n->n > 2 && builtin_of(f, n) == BI_EXPECT ? node_child(n, 1) : NULL;
}

bool call_is_plain(struct lfunc *f, const struct node *n)
{
	enum builtin b = builtin_of(f, n);

	return b == BI_NONE;
}

static bool args_have_refs(const struct node *n)
{
	const struct node *c;

	for (c = n->first->next; c; c = c->next)
		if (node_has_refs(c))
			return true;
	return false;
}

/* The value of a builtin that leaves no call behind, or NULL. */
static struct ir_expr *fold_builtin(struct lfunc *f, const struct node *n, enum builtin b)
{
	const struct ir_type *t = node_type(f, n);
	struct ir_pos pos = node_pos(f, n);
	int64_t v;

	switch (b) {
	case BI_EXPECT:
		if (n->n < 3)
			return NULL;
		return lower_convert(f, lower_expr(f, node_child(n, 1)), t, false, pos);
	case BI_CONSTANT_P:
		/* What a variable holds isn't known here, even if an optimiser would know. */
		if (args_have_refs(n) || !node_evaluate(n, &v))
			v = 0;
		return mk_const(f, t, v, pos);
	case BI_OBJECT_SIZE:
		if (!node_evaluate(n, &v))
			v = -1;
		return mk_const(f, t, v, pos);
	case BI_OTHER:
		if (t->kind != TY_VOID && n->n > 1 && !args_have_refs(n) && node_evaluate(n, &v))
			return mk_const(f, t, v, pos);
		return NULL;
	default:
		return NULL;
	}
}

static void lower_args(struct lfunc *f, const struct node *n, struct ir_insn *i)
{
	const struct node *c;
	unsigned k = 0;

	if (n->n < 2)
		return;
	i->args = arena_array(&f->u->mem, struct ir_expr *, n->n - 1);
	for (c = n->first->next; c; c = c->next)
		i->args[k++] = lower_expr(f, c);
	i->nargs = k;
}

struct ir_expr *lower_call(struct lfunc *f, const struct node *n, struct ir_expr *dst, bool want)
{
	struct ir_pos pos = node_pos(f, n);
	const struct ir_type *t = node_type(f, n);
	struct ir_insn call = { .kind = I_CALL, .pos = pos };
	enum builtin b = BI_NONE;
	struct ir_expr *e;

	if (!n->first)
		return lower_unknown(f, n, true);
	call.fn = named_callee(f, n->first);
	if (call.fn)
		b = ((struct ldecl *)call.fn->front)->builtin;
	if (b == BI_STOP) {
		bb_stop(f, pos);
		return mk_const(f, t, 0, pos);
	}
	e = b != BI_NONE ? fold_builtin(f, n, b) : NULL;
	if (e)
		return e;
	if (!call.fn)
		call.callee = lower_expr(f, n->first);
	lower_args(f, n, &call);
	if (dst)
		call.dst = dst;
	else if (want && t->kind != TY_VOID)
		call.dst = temp_new(f, t, pos);
	*emit(f, I_CALL, pos) = call;
	/* what the compiler asserts holds, also where only its optimiser can see that */
	if (call.fn && call.fn->noreturn && !call.fn->asserts)
		bb_stop(f, pos);
	return call.dst ? call.dst : mk_const(f, t, 0, pos);
}
