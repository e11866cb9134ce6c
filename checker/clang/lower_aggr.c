/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Initialisers: everything zero first, then what is given, one assignment a member. */
#include "clang/lower.h"

/* A designated initialiser is an expression of type void that holds more than one node. */
static bool is_designated(const struct node *n)
{
	return node_is(n, CXCursor_UnexposedExpr) && n->n >= 2 &&
	       clang_getCursorType(n->c).kind == CXType_Void;
}

static void init_list(struct lfunc *f, struct ir_expr *lv, const struct ir_type *t,
		      const struct node *list, size_t first);

static bool is_aggregate(const struct ir_type *t)
{
	return t->kind == TY_RECORD || t->kind == TY_ARRAY;
}

/* over: something else may have been put there already, by a designator. */
static void init_value(struct lfunc *f, struct ir_expr *lv, const struct node *n, bool over)
{
	struct ir_pos pos = node_pos(f, n);
	struct ir_insn *i;
	struct ir_expr *e;

	n = node_strip_parens(n);
	if (node_is(n, CXCursor_InitListExpr)) {
		if (is_aggregate(lv->type))
			init_list(f, lv, lv->type, n, 0);
		else if (n->first)
			init_value(f, lv, n->first, over);
		return;
	}
	if (node_is(n, CXCursor_CallExpr) || is_aggregate(lv->type)) {
		lower_into(f, lv, n, false);
		return;
	}
	e = lower_convert(f, lower_expr(f, n), lv->type, false, pos);
	if (e->kind == EX_CONST && !e->value && !over)
		return;		/* it is zero already */
	i = emit(f, I_ASSIGN, pos);
	i->dst = lv;
	i->src = e;
}

static struct ir_expr *element(struct lfunc *f, struct ir_expr *lv, int64_t i, struct ir_pos pos)
{
	return mk_index(f, lv, mk_const(f, lower_int_type(f->l), i, pos), lv->type->to, pos);
}

static struct ir_expr *member(struct lfunc *f, struct ir_expr *lv, struct ir_field *field,
			      struct ir_pos pos)
{
	return mk_field(f, lv, field, field->type, pos);
}

/* Walks .a.b[2] down from lv and assigns; returns the first designator's place. */
static size_t init_designated(struct lfunc *f, struct ir_expr *lv, const struct node *n)
{
	struct ir_pos pos = node_pos(f, n);
	const struct node *d, *value = n->last;
	struct ir_expr *at = lv, *whole;
	int64_t lo = 0, hi = 0;
	bool range = false, placed = false;
	size_t where = 0;

	for (d = n->first; d != value; d = d->next) {
		if (node_is(d, CXCursor_MemberRef)) {
			struct ir_field *field = lower_field(f->l, clang_getCursorReferenced(d->c));

			if (field && at->type->kind == TY_RECORD)
				field = lower_field_of(f->l, at->type->record, field);
			if (!field)
				continue;	/* an anonymous level */
			if (!placed)
				where = field - field->record->fields;
			placed = true;
			at = member(f, at, field, pos);
			continue;
		}
		if (!node_is_expr(d) || !node_evaluate(d, &lo))
			continue;
		if (at->type->kind != TY_ARRAY)
			continue;
		hi = lo;
		whole = at;
		/* `[lo ... hi]` is two numbers in a row where one dimension is left. */
		if (d->next != value && node_is_expr(d->next) &&
		    whole->type->to->kind != TY_ARRAY && node_evaluate(d->next, &hi)) {
			range = true;
			d = d->next;
		}
		if (!placed)
			where = hi;
		placed = true;
		at = element(f, whole, lo, pos);
		if (!range)
			continue;
		/* Each of them, within reason; beyond it the array is simply unknown. */
		if (hi - lo > 64 || hi < lo) {
			emit(f, I_HAVOC, pos)->dst = whole;
			return where;
		}
		for (; lo < hi; lo++)
			init_value(f, element(f, whole, lo, pos), value, true);
		at = element(f, whole, hi, pos);
	}
	init_value(f, at, value, true);
	return where;
}

/* The next member that isn't another name for the storage of the one before. */
static size_t next_member(const struct ir_record *r, size_t i)
{
	size_t j = i + 1;

	if (r->is_union)
		return r->nfields;
	while (j < r->nfields && ir_fields_overlap(&r->fields[i], &r->fields[j]))
		j++;
	return j;
}

/* Behind an anonymous member of `size` bits that starts with member i. */
static size_t skip_anonymous(const struct ir_record *r, size_t i, uint64_t size)
{
	uint64_t end = r->fields[i].offset + size;

	while (i < r->nfields && r->fields[i].offset < end)
		i++;
	return i;
}

/* Takes initialisers from *c on for an aggregate whose own braces were left out. */
static void init_elided(struct lfunc *f, struct ir_expr *lv, const struct node **c);

static bool fits_whole(struct lfunc *f, const struct ir_type *t, const struct node *n)
{
	const struct ir_type *from;

	if (!is_aggregate(t))
		return true;
	n = node_strip_parens(n);
	if (node_is(n, CXCursor_InitListExpr) || node_is(n, CXCursor_StringLiteral))
		return true;
	from = node_type(f, n);
	return from->kind == TY_RECORD && from->record == t->record;
}

static void init_positional(struct lfunc *f, struct ir_expr *lv, const struct node **c)
{
	if (fits_whole(f, lv->type, *c)) {
		init_value(f, lv, *c, false);
		*c = (*c)->next;
	} else {
		init_elided(f, lv, c);
	}
}

static void init_elided(struct lfunc *f, struct ir_expr *lv, const struct node **c)
{
	const struct ir_type *t = lv->type;
	struct ir_pos pos = node_pos(f, *c);
	const struct node *start = *c;
	long long n;
	size_t i;

	if (t->kind == TY_RECORD) {
		lower_complete(f->l, t->record);
		for (i = 0; *c && !is_designated(*c) && i < t->record->nfields;
		     i = next_member(t->record, i))
			init_positional(f, member(f, lv, &t->record->fields[i], pos), c);
	} else {
		n = ltype_of(t)->count;
		for (i = 0; *c && !is_designated(*c) && (long long)i < n; i++)
			init_positional(f, element(f, lv, i, pos), c);
	}
	if (*c == start)
		*c = start->next;	/* nothing took it */
}

static void init_list(struct lfunc *f, struct ir_expr *lv, const struct ir_type *t,
		      const struct node *list, size_t first)
{
	const struct ir_record *r = t->kind == TY_RECORD ? t->record : NULL;
	const struct node *c = list->first;
	size_t i = first;

	if (r)
		lower_complete(f->l, t->record);
	while (c) {
		const struct ir_type *from;

		if (is_designated(c)) {
			i = init_designated(f, lv, c);
			i = r ? (i < r->nfields ? next_member(r, i) : i) : i + 1;
			c = c->next;
			continue;
		}
		if (!r) {
			init_positional(f, element(f, lv, i++, node_pos(f, c)), &c);
			continue;
		}
		if (i >= r->nfields) {
			lower_effect(f, c);
			c = c->next;
			continue;
		}
		from = node_is(c, CXCursor_InitListExpr) ? node_type(f, c) : NULL;
		if (from && from->kind == TY_RECORD && from->record != r->fields[i].type->record) {
			/* Braces of an anonymous member: its members are lv's own. */
			lower_complete(f->l, from->record);
			init_list(f, lv, t, c, i);
			i = skip_anonymous(r, i, from->record->size);
			c = c->next;
			continue;
		}
		init_positional(f, member(f, lv, &r->fields[i], node_pos(f, c)), &c);
		i = next_member(r, i);
	}
}

/* dst = { ... } */
void lower_initialiser(struct lfunc *f, struct ir_expr *dst, const struct node *n)
{
	struct ir_pos pos = node_pos(f, n);
	struct ir_insn *i;

	if (!is_aggregate(dst->type) && n->first) {
		lower_into(f, dst, n->first, dst->kind == EX_VAR);
		return;
	}
	i = emit(f, I_ASSIGN, pos);
	i->dst = dst;
	i->src = mk_const(f, dst->type, 0, pos);
	i->is_decl = dst->kind == EX_VAR;
	if (is_aggregate(dst->type))
		init_list(f, dst, dst->type, n, 0);
}

struct ir_expr *lower_compound_literal(struct lfunc *f, const struct node *n)
{
	struct ir_expr *e;

	if (!n->last)
		return lower_unknown(f, n, true);
	e = temp_new(f, node_type(f, n), node_pos(f, n));
	lower_into(f, e, n->last, false);
	return e;
}

/* --- .member = function -------------------------------------------------------------- */

static CXCursor function_named(const struct node *n)
{
	while (n && !node_is(n, CXCursor_DeclRefExpr)) {
		if (!node_is(n, CXCursor_ParenExpr) && !node_is(n, CXCursor_UnexposedExpr) &&
		    !node_is(n, CXCursor_UnaryOperator) && !node_is(n, CXCursor_CStyleCastExpr))
			return clang_getNullCursor();
		n = n->last;
	}
	return n ? clang_getCursorReferenced(n->c) : clang_getNullCursor();
}

static void find_roles(struct lower *l, const struct node *n)
{
	const struct node *c, *last = NULL;
	struct ir_role role = { 0 };
	struct ir_field *field;
	CXCursor fn;

	if (is_designated(n)) {
		for (c = n->first; c != n->last; c = c->next)
			if (node_is(c, CXCursor_MemberRef))
				last = c;
		fn = function_named(n->last);
		field = last && fn.kind == CXCursor_FunctionDecl ?
			lower_field(l, clang_getCursorReferenced(last->c)) : NULL;
		if (field) {
			role.record = field->record;
			role.field = field->name;
			role.fn = lower_decl(l, fn);
			role.pos = lower_pos(l, clang_getCursorLocation(n->c));
			vec_push(&l->u->roles, role);
			return;
		}
	}
	for (c = n->first; c; c = c->next)
		find_roles(l, c);
}

void lower_roles(struct lower *l, CXCursor var)
{
	CXType t = clang_getCanonicalType(clang_getCursorType(var));
	struct arena scratch = { 0 };

	while (t.kind == CXType_ConstantArray || t.kind == CXType_IncompleteArray)
		t = clang_getCanonicalType(clang_getArrayElementType(t));
	if (t.kind != CXType_Record)
		return;
	find_roles(l, tree_build(&scratch, var));
	arena_free(&scratch);
}
