/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Expressions as the programmer wrote them: where lowering put a temporary, or a macro
 * declares a variable of its own, the text has what it was made from.
 */
#include "flow/written.h"

#include <string.h>

#define MAX_NESTED	4	/* macros in arguments of macros */

bool is_macro_local(const struct ir_func *f, const struct ir_var *v)
{
	struct ir_pos p = v->pos;

	if (v->kind != VAR_LOCAL || !p.file || (p.sfile == p.file && p.sline == p.line))
		return false;
	/* a name that was pasted together is written nowhere: sfile is 0 */
	/* an argument of a macro call that takes several lines is written in the body */
	return p.sfile != p.file || p.sline < f->decl->pos.line || p.sline > f->end.line;
}

/* NULL: there are several, or none. */
static const struct ir_insn *only_definition(const struct ir_func *f, const struct ir_var *v)
{
	const struct ir_insn *only = NULL;
	size_t i, j;

	for (i = 0; i < f->nblocks; i++)
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];

			if (!in->dst || in->dst->kind != EX_VAR || in->dst->var != v ||
			    (in->kind == I_HAVOC && in->is_decl))
				continue;
			if (only)
				return NULL;
			only = in;
		}
	return only;
}

static const struct ir_expr *without_locals(struct unit_ctx *u, const struct ir_expr *x, unsigned depth)
{
	const struct ir_expr *a, *b;
	struct ir_expr *copy;

	if (!x || !u->running || depth == MAX_NESTED)
		return x;
	if (x->kind == EX_VAR && is_macro_local(u->running, x->var)) {
		const struct ir_insn *in = only_definition(u->running, x->var);

		return in && in->kind == I_ASSIGN ? without_locals(u, in->src, depth + 1) : x;
	}
	a = without_locals(u, x->a, depth);
	b = without_locals(u, x->b, depth);
	if (a == x->a && b == x->b)
		return x;
	copy = arena_new(&u->mem, struct ir_expr);
	*copy = *x;
	copy->a = (struct ir_expr *)a;
	copy->b = (struct ir_expr *)b;
	return copy;
}

const struct ir_expr *as_written(struct unit_ctx *u, const struct ir_expr *x)
{
	return without_locals(u, x, 0);
}

static const struct ir_var *first_temporary(const struct ir_expr *x)
{
	const struct ir_var *v;

	if (!x)
		return NULL;
	if (x->kind == EX_VAR)
		return x->var->kind == VAR_TEMP ? x->var : NULL;
	v = first_temporary(x->a);
	return v ? v : first_temporary(x->b);
}

/* The call whose result a temporary holds, as written: sg_page(sg). */
static bool print_call(struct strbuf *b, const struct ir_func *f, const struct ir_var *v)
{
	size_t i, j;
	unsigned k;

	for (i = 0; i < f->nblocks; i++)
		for (j = 0; j < f->blocks[i]->ninsns; j++) {
			const struct ir_insn *in = f->blocks[i]->insns[j];

			if (in->kind != I_CALL || !in->fn || !in->dst || in->dst->kind != EX_VAR ||
			    in->dst->var != v)
				continue;
			strbuf_addf(b, "%s(", in->fn->name);
			for (k = 0; k < in->nargs; k++) {
				strbuf_adds(b, k ? ", " : "");
				ir_print_expr(b, in->args[k]);
			}
			strbuf_adds(b, ")");
			return true;
		}
	return false;
}

/* What the programmer wrote, where lowering put a temporary. */
static void restore_call(struct strbuf *b, const struct ir_func *f, const struct ir_var *v)
{
	struct strbuf call = { 0 }, out = { 0 };
	const char *at = strstr(strbuf_str(b), v->name);

	if (at && f && print_call(&call, f, v)) {
		strbuf_add(&out, b->s, (size_t)(at - b->s));
		strbuf_adds(&out, strbuf_str(&call));
		strbuf_adds(&out, at + strlen(v->name));
		strbuf_reset(b);
		strbuf_adds(b, strbuf_str(&out));
	}
	strbuf_free(&call);
	strbuf_free(&out);
}

const char *expr_text(struct unit_ctx *u, const struct ir_expr *x)
{
	struct strbuf b = { 0 };
	const struct ir_var *v;
	const char *s;

	x = as_written(u, x);
	if (!x)
		return "";
	if (x->kind == EX_VAR && x->var->kind == VAR_TEMP)
		return "";
	ir_print_expr(&b, x);
	v = first_temporary(x);
	if (v)
		restore_call(&b, u->running, v);
	s = arena_strdup(&u->out->mem, strbuf_str(&b));
	strbuf_free(&b);
	return s;
}

/* A comparison of constants is a macro's arithmetic. */
static bool is_arithmetic(const struct ir_expr *x)
{
	if (x->kind == EX_CONST)
		return true;
	return (x->kind == EX_UNARY || x->kind == EX_BINARY || x->kind == EX_CAST) &&
	       (!x->a || is_arithmetic(x->a)) && (!x->b || is_arithmetic(x->b));
}

const char *condition_text(struct unit_ctx *u, const struct ir_expr *x)
{
	const struct ir_expr *before = x;
	const char *s;

	x = as_written(u, x);
	if (x && x != before && is_arithmetic(x))
		return "";
	if (u->running && x && x->kind == EX_VAR && is_macro_local(u->running, x->var))
		return "";
	s = expr_text(u, x);
	/* the name of a temporary: what it holds has no text */
	return strchr(s, '$') ? "" : s;
}
