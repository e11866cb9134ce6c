/* SPDX-License-Identifier: GPL-2.0-or-later */
/* __attribute__((cleanup)) runs at every way out of a scope. */
#include "lower_test.h"

static void fall_through(void **state)
{
	(void)state;
	check_graph(
		"void put(int *p);\n"
		"void lock(int *p);\n"
		"int g(int);\n"
		"#define AUTO __attribute__((cleanup(put)))\n"
		"void f(void) { AUTO int a = 1; AUTO int b = 2; g(a + b); }\n",
		"func f()\n"
		"bb0:\n"
		"  int a = 1\n"
		"  int b = 2\n"
		"  g(a + b)\n"
		"  cleanup put(&b)\n"
		"  cleanup put(&a)\n"
		"  return\n");
}

static void on_return(void **state)
{
	(void)state;
	check_graph(
		"void put(int *p);\n"
		"void lock(int *p);\n"
		"int g(int);\n"
		"#define AUTO __attribute__((cleanup(put)))\n"
		"int f(int x) { AUTO int a = 1; if (x) { AUTO int b = 2; return a; } return 0; }\n",
		"func f(x)\n"
		"bb0:\n"
		"  int a = 1\n"
		"  if x goto bb1 else bb2\n"
		"bb1:\n"
		"  int b = 2\n"
		"  $0 = a\n"
		"  cleanup put(&b)\n"
		"  cleanup put(&a)\n"
		"  return $0\n"
		"bb2:\n"
		"  cleanup put(&a)\n"
		"  return 0\n");
}

static void on_goto(void **state)
{
	(void)state;
	check_graph(
		"void put(int *p);\n"
		"void lock(int *p);\n"
		"int g(int);\n"
		"#define AUTO __attribute__((cleanup(put)))\n"
		"int f(int x) { again: { AUTO int a = 1; if (x) goto out; if (g(a)) goto again; } "
		"out: return x; }\n",
		"func f(x)\n"
		"bb0:\n"
		"  goto bb1\n"
		"bb1: again:\n"
		"  int a = 1\n"
		"  if x goto bb2 else bb3\n"
		"bb2:\n"
		"  cleanup put(&a)\n"
		"  goto bb6\n"
		"bb3:\n"
		"  $0 = g(a)\n"
		"  if $0 goto bb4 else bb5\n"
		"bb4:\n"
		"  cleanup put(&a)\n"
		"  goto bb1\n"
		"bb5:\n"
		"  cleanup put(&a)\n"
		"  goto bb6\n"
		"bb6: out:\n"
		"  return x\n");
}

static void on_backward_goto_past_declaration(void **state)
{
	(void)state;
	check_graph(
		"void put(int *p);\n"
		"void lock(int *p);\n"
		"int g(int);\n"
		"#define AUTO __attribute__((cleanup(put)))\n"
		"int f(int x) { again:; AUTO int a = 1; if (g(a)) goto again; return x; }\n",
		"func f(x)\n"
		"bb0:\n"
		"  goto bb1\n"
		"bb1: again:\n"
		"  int a = 1\n"
		"  $0 = g(a)\n"
		"  if $0 goto bb2 else bb3\n"
		"bb2:\n"
		"  cleanup put(&a)\n"
		"  goto bb1\n"
		"bb3:\n"
		"  $1 = x\n"
		"  cleanup put(&a)\n"
		"  return $1\n");
}

static void on_break_continue(void **state)
{
	(void)state;
	check_graph(
		"void put(int *p);\n"
		"void lock(int *p);\n"
		"int g(int);\n"
		"#define AUTO __attribute__((cleanup(put)))\n"
		"void f(int x) { AUTO int o = 9; while (x) { AUTO int a = 1; if (g(1)) break; "
		"switch (x) { case 1: continue; case 2: break; } g(2); } }\n",
		"func f(x)\n"
		"bb0:\n"
		"  int o = 9\n"
		"  goto bb1\n"
		"bb1:\n"
		"  if x goto bb2 else bb7\n"
		"bb2:\n"
		"  int a = 1\n"
		"  $0 = g(1)\n"
		"  if $0 goto bb3 else bb4\n"
		"bb3:\n"
		"  cleanup put(&a)\n"
		"  goto bb7\n"
		"bb4:\n"
		"  switch x, 1: bb5, 2: bb6, default: bb6\n"
		"bb5:\n"
		"  cleanup put(&a)\n"
		"  goto bb1\n"
		"bb6:\n"
		"  g(2)\n"
		"  cleanup put(&a)\n"
		"  goto bb1\n"
		"bb7:\n"
		"  cleanup put(&o)\n"
		"  return\n");
}

static void scoped_guard(void **state)
{
	(void)state;
	check_graph(
		"void put(int *p);\n"
		"void lock(int *p);\n"
		"int g(int);\n"
		"#define AUTO __attribute__((cleanup(put)))\n"
		"void f(int x) { for (int a AUTO = 1, *done = 0; !done; done = (void *)1) { if (x) "
		"return; g(2); } g(3); }\n",
		"func f(x)\n"
		"bb0:\n"
		"  int a = 1\n"
		"  int * done = NULL\n"
		"  goto bb1\n"
		"bb1:\n"
		"  if done goto bb2 else bb3\n"
		"bb2:\n"
		"  cleanup put(&a)\n"
		"  g(3)\n"
		"  return\n"
		"bb3:\n"
		"  if x goto bb4 else bb5\n"
		"bb4:\n"
		"  cleanup put(&a)\n"
		"  return\n"
		"bb5:\n"
		"  g(2)\n"
		"  done = 1\n"
		"  goto bb1\n");
}

static void statement_expression(void **state)
{
	(void)state;
	check_graph(
		"void put(int *p);\n"
		"void lock(int *p);\n"
		"int g(int);\n"
		"#define AUTO __attribute__((cleanup(put)))\n"
		"int f(int x) { return ({ AUTO int a = x; a; }); }\n",
		"func f(x)\n"
		"bb0:\n"
		"  int a = x\n"
		"  $0 = a\n"
		"  cleanup put(&a)\n"
		"  return $0\n");
}

static void other_attribute(void **state)
{
	(void)state;
	check_graph(
		"void put(int *p);\n"
		"void lock(int *p);\n"
		"int g(int);\n"
		"#define AUTO __attribute__((cleanup(put)))\n"
		"int f(void) { __attribute__((unused)) int a = 1; return a; }\n",
		"func f()\n"
		"bb0:\n"
		"  int a = 1\n"
		"  return a\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fall_through),
		cmocka_unit_test(on_return),
		cmocka_unit_test(on_goto),
		cmocka_unit_test(on_backward_goto_past_declaration),
		cmocka_unit_test(on_break_continue),
		cmocka_unit_test(scoped_guard),
		cmocka_unit_test(statement_expression),
		cmocka_unit_test(other_attribute),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
