/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The IR as a reader wants it: C-like expressions, one line an instruction. */
#include "ir/ir.h"
#include "util/path.h"

#include <inttypes.h>
#include <string.h>

static const char *const op_text[] = {
	[OP_ADD] = "+", [OP_SUB] = "-", [OP_MUL] = "*", [OP_DIV] = "/", [OP_REM] = "%",
	[OP_SHL] = "<<", [OP_SHR] = ">>", [OP_AND] = "&", [OP_OR] = "|", [OP_XOR] = "^",
	[OP_EQ] = "==", [OP_NE] = "!=", [OP_LT] = "<", [OP_LE] = "<=", [OP_GT] = ">",
	[OP_GE] = ">=", [OP_NEG] = "-", [OP_COM] = "~", [OP_NOT] = "!",
};

/* C's precedence, for the parentheses: the higher the tighter. */
static int level(const struct ir_expr *e)
{
	switch (e->kind) {
	case EX_DEREF:
		/* a[i] binds like a name, *p doesn't */
		return e->a->kind == EX_BINARY && e->a->op == OP_ADD ? 12 : 11;
	case EX_CAST:
	case EX_UNARY:
	case EX_ADDR:
		return 11;
	case EX_BINARY:
		break;
	default:
		return 12;
	}
	switch (e->op) {
	case OP_MUL: case OP_DIV: case OP_REM:
		return 10;
	case OP_ADD: case OP_SUB:
		return 9;
	case OP_SHL: case OP_SHR:
		return 8;
	case OP_LT: case OP_LE: case OP_GT: case OP_GE:
		return 7;
	case OP_EQ: case OP_NE:
		return 6;
	case OP_AND:
		return 5;
	case OP_XOR:
		return 4;
	default:
		return 3;
	}
}

static void print_at(struct strbuf *out, const struct ir_expr *e, int min)
{
	bool paren = level(e) < min;

	if (paren)
		strbuf_addc(out, '(');
	ir_print_expr(out, e);
	if (paren)
		strbuf_addc(out, ')');
}

static void print_const(struct strbuf *out, const struct ir_expr *e)
{
	if (e->type->kind == TY_RECORD || e->type->kind == TY_ARRAY)
		strbuf_adds(out, "{0}");
	else if (e->type->kind == TY_POINTER && !e->value)
		strbuf_adds(out, "NULL");
	else if (e->type->is_unsigned || e->type->kind == TY_POINTER)
		strbuf_addf(out, e->value < 0 ? "0x%" PRIx64 : "%" PRIu64, (uint64_t)e->value);
	else
		strbuf_addf(out, "%" PRId64, e->value);
}

void ir_print_expr(struct strbuf *out, const struct ir_expr *e)
{
	switch (e->kind) {
	case EX_VAR:
		strbuf_adds(out, e->var->name);
		break;
	case EX_DEREF:
		if (e->a->kind == EX_BINARY && e->a->op == OP_ADD) {
			print_at(out, e->a->a, 12);
			strbuf_addc(out, '[');
			ir_print_expr(out, e->a->b);
			strbuf_addc(out, ']');
			break;
		}
		strbuf_addc(out, '*');
		print_at(out, e->a, 11);
		break;
	case EX_FIELD:
		if (e->a->kind == EX_DEREF && e->a->a->kind != EX_BINARY) {
			print_at(out, e->a->a, 12);
			strbuf_adds(out, "->");
		} else {
			print_at(out, e->a, 12);
			strbuf_addc(out, '.');
		}
		strbuf_adds(out, e->field->name);
		break;
	case EX_INDEX:
		print_at(out, e->a, 12);
		strbuf_addc(out, '[');
		ir_print_expr(out, e->b);
		strbuf_addc(out, ']');
		break;
	case EX_CONST:
		print_const(out, e);
		break;
	case EX_STRING:
		strbuf_adds(out, e->text);
		break;
	case EX_FUNC:
		strbuf_adds(out, e->decl->name);
		break;
	case EX_ADDR:
		strbuf_addc(out, '&');
		print_at(out, e->a, 11);
		break;
	case EX_UNARY:
		strbuf_adds(out, op_text[e->op]);
		print_at(out, e->a, 11);
		break;
	case EX_BINARY:
		print_at(out, e->a, level(e));
		strbuf_addf(out, " %s ", op_text[e->op]);
		print_at(out, e->b, level(e) + 1);
		break;
	case EX_CAST:
		strbuf_addf(out, "(%s)", e->type->name);
		print_at(out, e->a, 11);
		break;
	case EX_UNKNOWN:
		strbuf_adds(out, "<unknown>");
		break;
	}
}

static void print_insn(struct strbuf *out, const struct ir_insn *i)
{
	unsigned n;

	switch (i->kind) {
	case I_ASSIGN:
		if (i->is_decl)
			strbuf_addf(out, "%s ", i->dst->type->name);
		ir_print_expr(out, i->dst);
		strbuf_adds(out, " = ");
		ir_print_expr(out, i->src);
		return;
	case I_HAVOC:
		strbuf_adds(out, i->is_decl ? i->dst->type->name : "havoc");
		strbuf_addc(out, ' ');
		ir_print_expr(out, i->dst);
		return;
	case I_EVAL:
		strbuf_adds(out, "eval ");
		ir_print_expr(out, i->src);
		return;
	case I_CALL:
		break;
	}
	if (i->is_cleanup)
		strbuf_adds(out, "cleanup ");
	if (i->dst) {
		ir_print_expr(out, i->dst);
		strbuf_adds(out, " = ");
	}
	if (i->fn)
		strbuf_adds(out, i->fn->name);
	else
		print_at(out, i->callee, 12);
	strbuf_addc(out, '(');
	for (n = 0; n < i->nargs; n++) {
		if (n)
			strbuf_adds(out, ", ");
		ir_print_expr(out, i->args[n]);
	}
	strbuf_addc(out, ')');
}

static void print_end(struct strbuf *out, const struct ir_block *b)
{
	size_t i;

	switch (b->term) {
	case T_JUMP:
		strbuf_addf(out, "goto bb%u", b->succ[0]->id);
		break;
	case T_BRANCH:
		strbuf_adds(out, "if ");
		ir_print_expr(out, b->value);
		strbuf_addf(out, " goto bb%u else bb%u", b->succ[0]->id, b->succ[1]->id);
		break;
	case T_SWITCH:
		strbuf_adds(out, "switch ");
		ir_print_expr(out, b->value);
		for (i = 0; i < b->ncases; i++) {
			strbuf_addf(out, ", %" PRId64, b->cases[i].lo);
			if (b->cases[i].hi != b->cases[i].lo)
				strbuf_addf(out, "..%" PRId64, b->cases[i].hi);
			strbuf_addf(out, ": bb%u", b->succ[i]->id);
		}
		strbuf_addf(out, ", default: bb%u", b->succ[b->ncases]->id);
		break;
	case T_RETURN:
		strbuf_adds(out, "return");
		if (b->value) {
			strbuf_addc(out, ' ');
			ir_print_expr(out, b->value);
		}
		break;
	case T_GOTO:
		strbuf_adds(out, "goto any of");
		for (i = 0; i < b->nsucc; i++)
			strbuf_addf(out, "%s bb%u", i ? "," : "", b->succ[i]->id);
		break;
	case T_STOP:
		strbuf_adds(out, "stop");
		break;
	}
}

static void print_pos(struct strbuf *out, const struct ir_unit *u, const struct ir_pos *p)
{
	if (p->file < u->files.n && p->line)
		strbuf_addf(out, "%s:%u", path_base(u->files.data[p->file]), p->line);
}

static void print_line(struct strbuf *out, const struct ir_unit *u, const struct strbuf *text,
		       const struct ir_pos *pos)
{
	strbuf_addf(out, "  %-56s ; ", strbuf_str(text));
	print_pos(out, u, pos);
	strbuf_addc(out, '\n');
}

static void print_heading(struct strbuf *out, const struct ir_func *f)
{
	unsigned i;

	strbuf_addf(out, "%s(", f->decl->name);
	for (i = 0; i < f->nparams; i++)
		strbuf_addf(out, "%s%s", i ? ", " : "", f->params[i]->name);
	strbuf_addc(out, ')');
}

void ir_print_func(struct strbuf *out, const struct ir_unit *u, const struct ir_func *f)
{
	struct strbuf text = { 0 };
	size_t i, j;

	strbuf_adds(out, "func ");
	print_heading(out, f);
	if (f->unknown)
		strbuf_addf(out, " [%u unknown]", f->unknown);
	strbuf_addc(out, '\n');
	for (i = 0; i < f->nblocks; i++) {
		const struct ir_block *b = f->blocks[i];

		strbuf_addf(out, "bb%u:", b->id);
		if (b->label)
			strbuf_addf(out, " %s:", b->label);
		strbuf_addc(out, '\n');
		for (j = 0; j < b->ninsns; j++) {
			strbuf_reset(&text);
			print_insn(&text, b->insns[j]);
			print_line(out, u, &text, &b->insns[j]->pos);
		}
		strbuf_reset(&text);
		print_end(&text, b);
		print_line(out, u, &text, &b->pos);
	}
	strbuf_free(&text);
}

/* In a Graphviz label: quotes and backslashes escaped, \l ends a line at the left. */
static void add_dot_text(struct strbuf *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			strbuf_addc(out, '\\');
		strbuf_addc(out, *s);
	}
	strbuf_adds(out, "\\l");
}

static void print_dot_edges(struct strbuf *out, const struct ir_block *b)
{
	size_t i;

	for (i = 0; i < b->nsucc; i++) {
		strbuf_addf(out, "\tbb%u -> bb%u", b->id, b->succ[i]->id);
		if (b->term == T_BRANCH)
			strbuf_addf(out, " [label=\"%s\"]", i ? "no" : "yes");
		else if (b->term == T_SWITCH && i < b->ncases)
			strbuf_addf(out, " [label=\"%" PRId64 "\"]", b->cases[i].lo);
		strbuf_adds(out, ";\n");
	}
}

void ir_print_dot(struct strbuf *out, const struct ir_unit *u, const struct ir_func *f)
{
	struct strbuf text = { 0 };
	size_t i, j;

	(void)u;
	strbuf_addf(out, "digraph \"%s\" {\n\tnode [shape=box, fontname=monospace];\n",
		    f->decl->name);
	for (i = 0; i < f->nblocks; i++) {
		const struct ir_block *b = f->blocks[i];

		strbuf_addf(out, "\tbb%u [label=\"", b->id);
		strbuf_reset(&text);
		if (i == 0)
			print_heading(&text, f);
		else
			strbuf_addf(&text, "bb%u%s%s", b->id, b->label ? " " : "",
				    b->label ? b->label : "");
		add_dot_text(out, strbuf_str(&text));
		for (j = 0; j < b->ninsns; j++) {
			strbuf_reset(&text);
			print_insn(&text, b->insns[j]);
			add_dot_text(out, strbuf_str(&text));
		}
		strbuf_reset(&text);
		print_end(&text, b);
		add_dot_text(out, strbuf_str(&text));
		strbuf_adds(out, "\"];\n");
		print_dot_edges(out, b);
	}
	strbuf_adds(out, "}\n");
	strbuf_free(&text);
}
