/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Conditions as edges; truth values, ?: and GNU ?: as temporaries. */
#include "lower_test.h"

static void and_or_not(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int a, int b, int c) { if (a && !(b || !c)) g(1); }\n",
		"func f(a, b, c)\n"
		"bb0:\n"
		"  if a goto bb1 else bb4\n"
		"bb1:\n"
		"  if b goto bb4 else bb2\n"
		"bb2:\n"
		"  if c goto bb3 else bb4\n"
		"bb3:\n"
		"  g(1)\n"
		"  goto bb4\n"
		"bb4:\n"
		"  return\n");
}

static void double_not(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int *p) { if (!!p) g(1); if (!(p != 0)) g(2); }\n",
		"func f(p)\n"
		"bb0:\n"
		"  if p goto bb1 else bb2\n"
		"bb1:\n"
		"  g(1)\n"
		"  goto bb2\n"
		"bb2:\n"
		"  if p goto bb4 else bb3\n"
		"bb3:\n"
		"  g(2)\n"
		"  goto bb4\n"
		"bb4:\n"
		"  return\n");
}

static void likely(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"#define unlikely(x) __builtin_expect(!!(x), 0)\n"
		"void f(int a, int b) { if (unlikely(a && b)) g(1); if (unlikely(!a)) g(2); }\n",
		"func f(a, b)\n"
		"bb0:\n"
		"  if a goto bb1 else bb3\n"
		"bb1:\n"
		"  if b goto bb2 else bb3\n"
		"bb2:\n"
		"  g(1)\n"
		"  goto bb3\n"
		"bb3:\n"
		"  if a goto bb5 else bb4\n"
		"bb4:\n"
		"  g(2)\n"
		"  goto bb5\n"
		"bb5:\n"
		"  return\n");
}

static void comma_and_assignment(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int a, int b) { if (g(1), (a = g(2))) g(3); while ((b = a) != 3) g(4); }\n",
		"func f(a, b)\n"
		"bb0:\n"
		"  g(1)\n"
		"  $0 = g(2)\n"
		"  a = $0\n"
		"  if a goto bb1 else bb2\n"
		"bb1:\n"
		"  g(3)\n"
		"  goto bb2\n"
		"bb2:\n"
		"  b = a\n"
		"  if b != 3 goto bb3 else bb4\n"
		"bb3:\n"
		"  g(4)\n"
		"  goto bb2\n"
		"bb4:\n"
		"  return\n");
}

static void ternary_condition(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int a, int b, int c) { if (a ? b : !c) g(1); }\n",
		"func f(a, b, c)\n"
		"bb0:\n"
		"  if a goto bb1 else bb2\n"
		"bb1:\n"
		"  if b goto bb3 else bb4\n"
		"bb2:\n"
		"  if c goto bb4 else bb3\n"
		"bb3:\n"
		"  g(1)\n"
		"  goto bb4\n"
		"bb4:\n"
		"  return\n");
}

static void statement_expression_condition(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"#define WARN_ON(c) ({ int __ret = !!(c); if (__builtin_expect(!!(__ret), 0)) "
		"g(9); __builtin_expect(!!(__ret), 0); })\n"
		"void f(int a, int b) { if (WARN_ON(a && b)) g(1); if (WARN_ON(a == 3)) return; "
		"g(2); }\n",
		"func f(a, b)\n"
		"bb0:\n"
		"  if a goto bb1 else bb3\n"
		"bb1:\n"
		"  if b goto bb2 else bb3\n"
		"bb2:\n"
		"  $0 = 1\n"
		"  goto bb4\n"
		"bb3:\n"
		"  $0 = 0\n"
		"  goto bb4\n"
		"bb4:\n"
		"  int __ret = $0\n"
		"  if __ret goto bb5 else bb6\n"
		"bb5:\n"
		"  g(9)\n"
		"  goto bb6\n"
		"bb6:\n"
		"  if __ret goto bb7 else bb8\n"
		"bb7:\n"
		"  g(1)\n"
		"  goto bb8\n"
		"bb8:\n"
		"  int __ret = a == 3\n"
		"  if __ret goto bb9 else bb10\n"
		"bb9:\n"
		"  g(9)\n"
		"  goto bb10\n"
		"bb10:\n"
		"  if __ret goto bb11 else bb12\n"
		"bb11:\n"
		"  return\n"
		"bb12:\n"
		"  g(2)\n"
		"  return\n");
}

static void elvis_condition(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int a) { if (g(a) ?: a) g(1); }\n",
		"func f(a)\n"
		"bb0:\n"
		"  $0 = g(a)\n"
		"  if $0 goto bb2 else bb1\n"
		"bb1:\n"
		"  if a goto bb2 else bb3\n"
		"bb2:\n"
		"  g(1)\n"
		"  goto bb3\n"
		"bb3:\n"
		"  return\n");
}

static void truth_as_value(void **state)
{
	(void)state;
	check_graph(
		"int f(int a, int b) { int x = a && b; _Bool y = !(a || b); return x + y; }\n",
		"func f(a, b)\n"
		"bb0:\n"
		"  if a goto bb1 else bb3\n"
		"bb1:\n"
		"  if b goto bb2 else bb3\n"
		"bb2:\n"
		"  $0 = 1\n"
		"  goto bb4\n"
		"bb3:\n"
		"  $0 = 0\n"
		"  goto bb4\n"
		"bb4:\n"
		"  int x = $0\n"
		"  if a goto bb6 else bb5\n"
		"bb5:\n"
		"  if b goto bb6 else bb7\n"
		"bb6:\n"
		"  $1 = 0\n"
		"  goto bb8\n"
		"bb7:\n"
		"  $1 = 1\n"
		"  goto bb8\n"
		"bb8:\n"
		"  _Bool y = (_Bool)$1\n"
		"  return x + (int)y\n");
}

static void narrowing_is_kept(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int a, long l) { if ((char)a) g(1); if ((long)a) g(2); if ((_Bool)l) g(3); "
		"}\n",
		"func f(a, l)\n"
		"bb0:\n"
		"  if (char)a goto bb1 else bb2\n"
		"bb1:\n"
		"  g(1)\n"
		"  goto bb2\n"
		"bb2:\n"
		"  if a goto bb3 else bb4\n"
		"bb3:\n"
		"  g(2)\n"
		"  goto bb4\n"
		"bb4:\n"
		"  if l goto bb5 else bb6\n"
		"bb5:\n"
		"  g(3)\n"
		"  goto bb6\n"
		"bb6:\n"
		"  return\n");
}

static void ternary_value(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"int f(int a) { int x = a ? g(1) : 3; a ? g(4) : g(5); return 1 ? x : g(6); }\n",
		"func f(a)\n"
		"bb0:\n"
		"  if a goto bb1 else bb2\n"
		"bb1:\n"
		"  $0 = g(1)\n"
		"  goto bb3\n"
		"bb2:\n"
		"  $0 = 3\n"
		"  goto bb3\n"
		"bb3:\n"
		"  int x = $0\n"
		"  if a goto bb4 else bb5\n"
		"bb4:\n"
		"  g(4)\n"
		"  goto bb6\n"
		"bb5:\n"
		"  g(5)\n"
		"  goto bb6\n"
		"bb6:\n"
		"  return x\n");
}

static void elvis_value(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"int f(int a) { int x = g(a) ?: 7; return a ?: x; }\n",
		"func f(a)\n"
		"bb0:\n"
		"  $0 = g(a)\n"
		"  if $0 goto bb1 else bb2\n"
		"bb1:\n"
		"  $1 = $0\n"
		"  goto bb3\n"
		"bb2:\n"
		"  $1 = 7\n"
		"  goto bb3\n"
		"bb3:\n"
		"  int x = $1\n"
		"  if a goto bb4 else bb5\n"
		"bb4:\n"
		"  $2 = a\n"
		"  goto bb6\n"
		"bb5:\n"
		"  $2 = x\n"
		"  goto bb6\n"
		"bb6:\n"
		"  return $2\n");
}

static void and_as_statement(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int a) { a && g(1); a || g(2); }\n",
		"func f(a)\n"
		"bb0:\n"
		"  if a goto bb1 else bb2\n"
		"bb1:\n"
		"  g(1)\n"
		"  goto bb2\n"
		"bb2:\n"
		"  if a goto bb4 else bb3\n"
		"bb3:\n"
		"  g(2)\n"
		"  goto bb4\n"
		"bb4:\n"
		"  return\n");
}

static void compare_conversions(void **state)
{
	(void)state;
	check_graph(
		"int f(void *p, int i, unsigned u) { return ((unsigned long)p >= (unsigned "
		"long)-4095) + (i < u) + (p == (void *)0); }\n",
		"func f(p, i, u)\n"
		"bb0:\n"
		"  return ((unsigned long)p >= 0xfffffffffffff001) + ((unsigned int)i < u) + (p == "
		"NULL)\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(and_or_not),
		cmocka_unit_test(double_not),
		cmocka_unit_test(likely),
		cmocka_unit_test(comma_and_assignment),
		cmocka_unit_test(ternary_condition),
		cmocka_unit_test(statement_expression_condition),
		cmocka_unit_test(elvis_condition),
		cmocka_unit_test(truth_as_value),
		cmocka_unit_test(narrowing_is_kept),
		cmocka_unit_test(ternary_value),
		cmocka_unit_test(elvis_value),
		cmocka_unit_test(and_as_statement),
		cmocka_unit_test(compare_conversions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
