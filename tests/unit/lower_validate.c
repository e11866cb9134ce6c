/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The check of a graph finds what breaks ir.h's promises; Graphviz output parses. */
#include "lower_test.h"

static struct ir_func *two_blocks(struct parsed *p)
{
	struct ir_func *f;

	parse(p, "int g(int); int f(int a) { if (a == 1) g(2); return a; }\n");
	f = body(p, "f");
	assert_null(ir_validate(f));
	assert_int_equal(f->nblocks, 3);
	return f;
}

static void missing_successor(void **state)
{
	struct parsed p;
	struct ir_func *f = two_blocks(&p);

	(void)state;
	f->blocks[0]->nsucc = 1;
	assert_non_null(ir_validate(f));
	f->blocks[0]->nsucc = 2;
	f->blocks[0]->succ[1] = NULL;
	assert_non_null(ir_validate(f));
	unparse(&p);
}

static void wrong_id(void **state)
{
	struct parsed p;
	struct ir_func *f = two_blocks(&p);

	(void)state;
	f->blocks[1]->id = 2;
	assert_non_null(ir_validate(f));
	unparse(&p);
}

static void branch_must_be_atomic(void **state)
{
	struct parsed p;
	struct ir_func *f = two_blocks(&p);
	struct ir_expr not = { .kind = EX_UNARY, .op = OP_NOT, .a = f->blocks[0]->value,
			       .type = f->blocks[0]->value->type };
	struct ir_expr one = { .kind = EX_CONST, .value = 1, .type = not.type };

	(void)state;
	f->blocks[0]->value = &not;
	assert_non_null(ir_validate(f));
	f->blocks[0]->value = &one;
	assert_non_null(ir_validate(f));
	f->blocks[0]->value = NULL;
	assert_non_null(ir_validate(f));
	unparse(&p);
}

static void untyped_expression(void **state)
{
	struct parsed p;
	struct ir_func *f = two_blocks(&p);

	(void)state;
	f->blocks[1]->insns[0]->args[0]->type = NULL;
	assert_non_null(ir_validate(f));
	unparse(&p);
}

static void foreign_variable(void **state)
{
	struct parsed p;
	struct ir_func *f = two_blocks(&p);
	struct ir_var other = *f->params[0];

	(void)state;
	f->blocks[2]->value->var = &other;
	assert_non_null(ir_validate(f));
	unparse(&p);
}

static void call_of_nothing(void **state)
{
	struct parsed p;
	struct ir_func *f = two_blocks(&p);

	(void)state;
	f->blocks[1]->insns[0]->fn = NULL;
	assert_non_null(ir_validate(f));
	unparse(&p);
}

static void graphviz(void **state)
{
	struct strbuf b = { 0 };
	struct parsed p;

	(void)state;
	parse(&p, "int g(const char *); int f(int a) { if (a) g(\"q\\\"\"); return a; }\n");
	ir_print_dot(&b, &p.unit->ir, body(&p, "f"));
	assert_string_equal(strbuf_str(&b),
		"digraph \"f\" {\n"
		"\tnode [shape=box, fontname=monospace];\n"
		"\tbb0 [label=\"f(a)\\lif a goto bb1 else bb2\\l\"];\n"
		"\tbb0 -> bb1 [label=\"yes\"];\n"
		"\tbb0 -> bb2 [label=\"no\"];\n"
		"\tbb1 [label=\"bb1\\lg(\\\"q\\\\\\\"\\\")\\lgoto bb2\\l\"];\n"
		"\tbb1 -> bb2;\n"
		"\tbb2 [label=\"bb2\\lreturn a\\l\"];\n"
		"}\n");
	strbuf_free(&b);
	unparse(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(missing_successor),
		cmocka_unit_test(wrong_id),
		cmocka_unit_test(branch_must_be_atomic),
		cmocka_unit_test(untyped_expression),
		cmocka_unit_test(foreign_variable),
		cmocka_unit_test(call_of_nothing),
		cmocka_unit_test(graphviz),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
