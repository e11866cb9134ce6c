/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A body as a tree of cursors: one recursive visit, then no more callbacks. */
#include "clang/lower.h"

struct builder {
	struct arena *mem;
	struct node *top;	/* the node visited last; its parents are the stack */
};

static enum CXChildVisitResult visit(CXCursor c, CXCursor parent, CXClientData data)
{
	struct builder *b = data;
	struct node *p = b->top, *n;

	/* An OpaqueValueExpr shows its source as a child of itself: transparent. */
	if (clang_equalCursors(c, parent))
		return CXChildVisit_Recurse;
	while (p->parent && !clang_equalCursors(p->c, parent))
		p = p->parent;
	n = arena_new(b->mem, struct node);
	n->c = c;
	n->parent = p;
	if (p->last)
		p->last->next = n;
	else
		p->first = n;
	p->last = n;
	p->n++;
	b->top = n;
	return CXChildVisit_Recurse;
}

static bool same_start(const struct node *a, const struct node *b)
{
	return clang_equalLocations(clang_getRangeStart(clang_getCursorExtent(a->c)),
				    clang_getRangeStart(clang_getCursorExtent(b->c)));
}

/*
 * libclang 21 (19 doesn't) puts a node of its own around a whole expression in which a member
 * of a call's result is taken. It is what it has inside. A conversion stays: of a variable
 * or a member always, of others when it changes the type.
 */
static bool is_wrapper(const struct node *n)
{
	const struct node *in = n->first;

	if (!node_is(n, CXCursor_UnexposedExpr) || n->n != 1 || node_is_expr(n->parent) ||
	    !node_is_expr(in) || node_is(in, CXCursor_DeclRefExpr) || node_is(in, CXCursor_MemberRefExpr) ||
	    node_is(in, CXCursor_ArraySubscriptExpr))
		return false;
	return clang_equalTypes(clang_getCursorType(n->c), clang_getCursorType(in->c)) && same_start(n, in);
}

static void drop_wrappers(struct node *n)
{
	struct node **c;

	for (c = &n->first; *c; c = &(*c)->next) {
		while (is_wrapper(*c)) {
			struct node *in = (*c)->first;

			in->next = (*c)->next;
			in->parent = n;
			if (n->last == *c)
				n->last = in;
			*c = in;
		}
		drop_wrappers(*c);
	}
}

struct node *tree_build(struct arena *mem, CXCursor root)
{
	struct builder b = { .mem = mem };

	b.top = arena_new(mem, struct node);
	b.top->c = root;
	clang_visitChildren(root, visit, &b);
	while (b.top->parent)
		b.top = b.top->parent;
	drop_wrappers(b.top);
	return b.top;
}

bool node_is_expr(const struct node *n)
{
	return n->c.kind >= CXCursor_FirstExpr && n->c.kind <= CXCursor_LastExpr;
}

bool node_is_stmt(const struct node *n)
{
	return n->c.kind >= CXCursor_FirstStmt && n->c.kind <= CXCursor_LastStmt;
}

struct node *node_child(const struct node *n, unsigned i)
{
	struct node *c = n->first;

	while (c && i--)
		c = c->next;
	return c;
}

const struct node *node_strip_parens(const struct node *n)
{
	while (node_is(n, CXCursor_ParenExpr) && n->last)
		n = n->last;
	return n;
}

bool node_has_refs(const struct node *n)
{
	const struct node *c;

	switch (n->c.kind) {
	case CXCursor_CallExpr:
	case CXCursor_StmtExpr:
		return true;
	case CXCursor_DeclRefExpr:
		if (clang_getCursorReferenced(n->c).kind != CXCursor_EnumConstantDecl)
			return true;
		break;
	case CXCursor_UnaryExpr:
		return false;		/* sizeof: its operand isn't evaluated */
	default:
		break;
	}
	for (c = n->first; c; c = c->next)
		if (node_has_refs(c))
			return true;
	return false;
}

/*
 * The operand of a conversion that clang added; NULL for the other expressions
 * libclang doesn't expose and that have one child: va_arg(), and builtins about
 * types whose child is the operand of a typeof. Those start before their child.
 */
const struct node *implicit_operand(const struct node *n)
{
	if (!node_is(n, CXCursor_UnexposedExpr) || n->n != 1 || !node_is_expr(n->first))
		return NULL;
	if (!clang_equalLocations(clang_getCursorLocation(n->c), clang_getCursorLocation(n->first->c)) &&
	    !same_start(n, n->first))
		return NULL;
	return n->first;
}

bool node_names_types(const struct node *n)
{
	const struct node *c;

	for (c = n->first; c; c = c->next)
		if (clang_isReference(c->c.kind))
			return true;
	return false;
}

bool node_evaluate(const struct node *n, int64_t *value)
{
	CXEvalResult r = clang_Cursor_Evaluate(n->c);
	bool ok;

	if (!r)
		return false;
	ok = clang_EvalResult_getKind(r) == CXEval_Int;
	if (ok && clang_EvalResult_isUnsignedInt(r))
		*value = clang_EvalResult_getAsUnsigned(r);
	else if (ok)
		*value = clang_EvalResult_getAsLongLong(r);
	clang_EvalResult_dispose(r);
	return ok;
}
