/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small helpers of the IR, and the check that a graph keeps ir.h's promises. */
#include "ir/ir.h"

#include <stdlib.h>

/* --- asking a unit ----------------------------------------------------------------------- */

struct ir_func *ir_body(struct ir_unit *u, struct ir_decl *d)
{
	return d->lowered || u->closed ? d->body : u->source->body(u, d);
}

struct ir_record *ir_find_record(struct ir_unit *u, const char *tag)
{
	struct ir_record *r;

	if (!u->closed)
		return u->source->record(u, tag);
	r = table_get(&u->records, tag);
	return r && r->is_complete ? r : NULL;
}

struct ir_decl *ir_find_decl(struct ir_unit *u, const char *name)
{
	return u->closed ? table_get(&u->decls, name) : u->source->decl(u, name);
}

bool ir_declares(struct ir_unit *u, const char *name)
{
	if (table_get(&u->declared, name) || table_get(&u->decls, name))
		return true;
	if (u->closed || !u->source->declares(u, name))
		return false;
	name = intern(name);
	table_put(&u->declared, name, (void *)name);
	return true;
}

bool ir_find_constant(struct ir_unit *u, const char *name, int64_t *value)
{
	int64_t *known = table_get(&u->constants, name);

	if (known)
		*value = *known;
	if (known || u->closed || !u->source->constant(u, name, value))
		return known;
	table_put(&u->constants, intern(name), arena_dup(&u->mem, value, sizeof(*value)));
	return true;
}

void ir_unit_done(struct ir_unit *u)
{
	vec_free(&u->files);
	vec_free(&u->defs);
	vec_free(&u->roles);
	table_free(&u->decls);
	table_free(&u->records);
	table_free(&u->constants);
	table_free(&u->declared);
	arena_free(&u->mem);
}

/* --- records ------------------------------------------------------------------------------- */

struct ir_field *ir_record_field(const struct ir_record *r, const char *interned_name)
{
	size_t i;

	for (i = 0; i < r->nfields; i++)
		if (r->fields[i].name == interned_name)
			return &r->fields[i];
	return NULL;
}

bool ir_fields_overlap(const struct ir_field *a, const struct ir_field *b)
{
	return a->record == b->record && a->offset < b->offset + b->size &&
	       b->offset < a->offset + a->size;
}

/* --- promises ------------------------------------------------------------------------------ */

static const char *validate_expr(const struct ir_func *f, const struct ir_expr *e)
{
	const char *bad;

	if (!e->type)
		return "an expression has no type";
	switch (e->kind) {
	case EX_VAR:
		if (!e->var || !e->var->type)
			return "a variable is missing or has no type";
		if (e->var->kind != VAR_GLOBAL &&
		    (e->var->index >= f->nvars || f->vars[e->var->index] != e->var))
			return "a variable isn't in the function's table";
		return NULL;
	case EX_FUNC:
		return e->decl ? NULL : "a designator without a function";
	case EX_STRING:
		return e->text ? NULL : "a string without a text";
	case EX_CONST:
	case EX_UNKNOWN:
		return NULL;
	case EX_FIELD:
		if (!e->field)
			return "a member access without a field";
		break;
	case EX_ADDR:
		if (e->a && !ir_is_lvalue(e->a))
			return "the address of something that isn't an lvalue";
		break;
	case EX_DEREF:
		if (e->a && e->a->type && e->a->type->kind != TY_POINTER &&
		    e->a->kind != EX_UNKNOWN)
			return "a dereference of something that isn't a pointer";
		break;
	case EX_INDEX:
	case EX_BINARY:
		if (!e->b)
			return "a binary expression with one operand";
		bad = validate_expr(f, e->b);
		if (bad)
			return bad;
		break;
	case EX_UNARY:
	case EX_CAST:
		break;
	}
	if (!e->a)
		return "an expression without an operand";
	return validate_expr(f, e->a);
}

static const char *validate_insn(const struct ir_func *f, const struct ir_insn *i)
{
	const char *bad = NULL;
	unsigned n;

	if (i->dst && !ir_is_lvalue(i->dst))
		return "an assignment to something that isn't an lvalue";
	if (i->dst)
		bad = validate_expr(f, i->dst);
	if (!bad && i->src)
		bad = validate_expr(f, i->src);
	if (bad)
		return bad;
	switch (i->kind) {
	case I_ASSIGN:
		return i->dst && i->src ? NULL : "an assignment without both sides";
	case I_HAVOC:
		return i->dst ? NULL : "a havoc of nothing";
	case I_EVAL:
		return i->src ? NULL : "an evaluation of nothing";
	case I_CALL:
		break;
	}
	if (!i->fn == !i->callee)
		return "a call needs either a name or a pointer";
	if (i->callee)
		bad = validate_expr(f, i->callee);
	for (n = 0; !bad && n < i->nargs; n++)
		bad = validate_expr(f, i->args[n]);
	return bad;
}

static const char *validate_end(const struct ir_func *f, const struct ir_block *b)
{
	size_t want = 0, i;

	switch (b->term) {
	case T_JUMP:
		want = 1;
		break;
	case T_BRANCH:
		want = 2;
		break;
	case T_SWITCH:
		want = b->ncases + 1;
		break;
	case T_GOTO:
		want = b->nsucc;
		break;
	case T_RETURN:
	case T_STOP:
		break;
	}
	if (b->nsucc != want)
		return "a block has the wrong number of successors";
	for (i = 0; i < b->nsucc; i++)
		if (!b->succ[i] || b->succ[i]->id >= f->nblocks ||
		    f->blocks[b->succ[i]->id] != b->succ[i])
			return "a successor isn't a block of the function";
	if ((b->term == T_BRANCH || b->term == T_SWITCH) && !b->value)
		return "a branch on nothing";
	if (b->term == T_BRANCH && b->value->kind == EX_CONST)
		return "a branch on a constant";
	if (b->term == T_BRANCH && b->value->kind == EX_UNARY && b->value->op == OP_NOT)
		return "a branch condition that isn't atomic";
	return b->value ? validate_expr(f, b->value) : NULL;
}

const char *ir_validate(const struct ir_func *f)
{
	const char *bad = NULL;
	size_t i, j;

	if (!f->nblocks)
		return "a function without blocks";
	for (i = 0; !bad && i < f->nvars; i++)
		if (f->vars[i]->index != i || !f->vars[i]->type || !f->vars[i]->name)
			bad = "the table of variables is wrong";
	for (i = 0; !bad && i < f->nparams; i++)
		if (f->params[i] != f->vars[i])
			bad = "parameters don't come first";
	for (i = 0; !bad && i < f->nblocks; i++) {
		const struct ir_block *b = f->blocks[i];

		if (b->id != i)
			return "a block's id isn't its index";
		for (j = 0; !bad && j < b->ninsns; j++)
			bad = validate_insn(f, b->insns[j]);
		if (!bad)
			bad = validate_end(f, b);
	}
	return bad;
}
