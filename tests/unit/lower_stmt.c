/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements: loops, switch, goto, asm, and code that is never reached. */
#include "lower_test.h"

static void if_else(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"int f(int a) { if (a) g(1); else g(2); return a; }\n",
		"func f(a)\n"
		"bb0:\n"
		"  if a goto bb1 else bb2\n"
		"bb1:\n"
		"  g(1)\n"
		"  goto bb3\n"
		"bb2:\n"
		"  g(2)\n"
		"  goto bb3\n"
		"bb3:\n"
		"  return a\n");
}

static void while_loop(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int a) { while (a) { if (g(a)) break; if (g(2)) continue; a = g(3); } }\n",
		"func f(a)\n"
		"bb0:\n"
		"  goto bb1\n"
		"bb1:\n"
		"  if a goto bb2 else bb5\n"
		"bb2:\n"
		"  $0 = g(a)\n"
		"  if $0 goto bb5 else bb3\n"
		"bb3:\n"
		"  $1 = g(2)\n"
		"  if $1 goto bb1 else bb4\n"
		"bb4:\n"
		"  a = g(3)\n"
		"  goto bb1\n"
		"bb5:\n"
		"  return\n");
}

static void do_loop(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int a) { do { if (g(1)) continue; g(2); } while (a); do g(3); while (0); }\n",
		"func f(a)\n"
		"bb0:\n"
		"  goto bb1\n"
		"bb1:\n"
		"  $0 = g(1)\n"
		"  if $0 goto bb3 else bb2\n"
		"bb2:\n"
		"  g(2)\n"
		"  goto bb3\n"
		"bb3:\n"
		"  if a goto bb1 else bb4\n"
		"bb4:\n"
		"  g(3)\n"
		"  return\n");
}

static void for_all_parts(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int n) { for (int i = 0; i < n; i++) g(i); }\n",
		"func f(n)\n"
		"bb0:\n"
		"  int i = 0\n"
		"  goto bb1\n"
		"bb1:\n"
		"  if i < n goto bb2 else bb3\n"
		"bb2:\n"
		"  g(i)\n"
		"  i = i + 1\n"
		"  goto bb1\n"
		"bb3:\n"
		"  return\n");
}

static void for_no_parts(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(void) { for (;;) if (g(1)) break; }\n",
		"func f()\n"
		"bb0:\n"
		"  goto bb1\n"
		"bb1:\n"
		"  $0 = g(1)\n"
		"  if $0 goto bb2 else bb1\n"
		"bb2:\n"
		"  return\n");
}

static void for_init_only(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int i) { for (i = 0;;) if (g(i)) return; }\n",
		"func f(i)\n"
		"bb0:\n"
		"  i = 0\n"
		"  goto bb1\n"
		"bb1:\n"
		"  $0 = g(i)\n"
		"  if $0 goto bb2 else bb1\n"
		"bb2:\n"
		"  return\n");
}

static void for_cond_only(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int i) { for (; g(i);) g(1); }\n",
		"func f(i)\n"
		"bb0:\n"
		"  goto bb1\n"
		"bb1:\n"
		"  $0 = g(i)\n"
		"  if $0 goto bb2 else bb3\n"
		"bb2:\n"
		"  g(1)\n"
		"  goto bb1\n"
		"bb3:\n"
		"  return\n");
}

static void for_step_only(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int i) { for (;; g(2)) if (g(i)) return; }\n",
		"func f(i)\n"
		"bb0:\n"
		"  goto bb1\n"
		"bb1:\n"
		"  $0 = g(i)\n"
		"  if $0 goto bb2 else bb3\n"
		"bb2:\n"
		"  return\n"
		"bb3:\n"
		"  g(2)\n"
		"  goto bb1\n");
}

static void for_init_cond(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int i) { for (g(0); g(i);) g(1); }\n",
		"func f(i)\n"
		"bb0:\n"
		"  g(0)\n"
		"  goto bb1\n"
		"bb1:\n"
		"  $0 = g(i)\n"
		"  if $0 goto bb2 else bb3\n"
		"bb2:\n"
		"  g(1)\n"
		"  goto bb1\n"
		"bb3:\n"
		"  return\n");
}

static void for_init_step(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int i) { for (g(0);; g(2)) if (g(i)) return; }\n",
		"func f(i)\n"
		"bb0:\n"
		"  g(0)\n"
		"  goto bb1\n"
		"bb1:\n"
		"  $0 = g(i)\n"
		"  if $0 goto bb2 else bb3\n"
		"bb2:\n"
		"  return\n"
		"bb3:\n"
		"  g(2)\n"
		"  goto bb1\n");
}

static void for_cond_step(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int i) { for (; g(i); g(2)) g(1); }\n",
		"func f(i)\n"
		"bb0:\n"
		"  goto bb1\n"
		"bb1:\n"
		"  $0 = g(i)\n"
		"  if $0 goto bb2 else bb3\n"
		"bb2:\n"
		"  g(1)\n"
		"  g(2)\n"
		"  goto bb1\n"
		"bb3:\n"
		"  return\n");
}

static void for_in_macro(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"#define each(i) \\\n"
		"for (/* ; */; g(')'); \\\n"
		"     g(2))\n"
		"void f(int i) { each(i) g(1); }\n",
		"func f(i)\n"
		"bb0:\n"
		"  goto bb1\n"
		"bb1:\n"
		"  $0 = g(41)\n"
		"  if $0 goto bb2 else bb3\n"
		"bb2:\n"
		"  g(1)\n"
		"  g(2)\n"
		"  goto bb1\n"
		"bb3:\n"
		"  return\n");
}

static void switch_ranges(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"int f(int a) {\n"
		"switch (a) {\n"
		"case 1: case 3: g(1); break;\n"
		"case 10 ... 20: g(2); __attribute__((fallthrough));\n"
		"default: g(3); break;\n"
		"case -5: return 5;\n"
		"}\n"
		"return 0; }\n",
		"func f(a)\n"
		"bb0:\n"
		"  switch a, 1: bb1, 3: bb1, 10..20: bb2, -5: bb3, default: bb4\n"
		"bb1:\n"
		"  g(1)\n"
		"  goto bb5\n"
		"bb2:\n"
		"  g(2)\n"
		"  goto bb4\n"
		"bb3:\n"
		"  return 5\n"
		"bb4:\n"
		"  g(3)\n"
		"  goto bb5\n"
		"bb5:\n"
		"  return 0\n");
}

static void switch_const(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(void) { switch (sizeof(int)) { case 2: g(2); break; case 4: g(4); break; "
		"default: g(0); } }\n",
		"func f()\n"
		"bb0:\n"
		"  g(4)\n"
		"  return\n");
}

static void switch_in_loop(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int a) { while (a) { switch (a) { case 1: continue; case 2: break; } g(a); "
		"} }\n",
		"func f(a)\n"
		"bb0:\n"
		"  goto bb1\n"
		"bb1:\n"
		"  if a goto bb2 else bb4\n"
		"bb2:\n"
		"  switch a, 1: bb1, 2: bb3, default: bb3\n"
		"bb3:\n"
		"  g(a)\n"
		"  goto bb1\n"
		"bb4:\n"
		"  return\n");
}

static void goto_labels(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"int f(int a) { retry: if (g(a)) goto retry; if (a) goto out; g(2); out: return a; "
		"}\n",
		"func f(a)\n"
		"bb0:\n"
		"  goto bb1\n"
		"bb1: retry:\n"
		"  $0 = g(a)\n"
		"  if $0 goto bb1 else bb2\n"
		"bb2:\n"
		"  if a goto bb4 else bb3\n"
		"bb3:\n"
		"  g(2)\n"
		"  goto bb4\n"
		"bb4: out:\n"
		"  return a\n");
}

static void local_labels(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"#define TRY(x) ({ __label__ out; int r = 0; if (g(x)) goto out; r = 1; out: r; })\n"
		"int f(int a) { return TRY(a) + TRY(2); }\n",
		"func f(a)\n"
		"bb0:\n"
		"  int r = 0\n"
		"  $0 = g(a)\n"
		"  if $0 goto bb2 else bb1\n"
		"bb1:\n"
		"  r = 1\n"
		"  goto bb2\n"
		"bb2: out:\n"
		"  int r = 0\n"
		"  $1 = g(2)\n"
		"  if $1 goto bb4 else bb3\n"
		"bb3:\n"
		"  r = 1\n"
		"  goto bb4\n"
		"bb4: out:\n"
		"  return r + r\n");
}

static void computed_goto(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"int f(int a) { static void *t[] = { &&one, &&two }; goto *t[a]; one: return 1; "
		"two: return 2; never: return 3; }\n",
		"func f(a)\n"
		"bb0:\n"
		"  eval t[a]\n"
		"  goto any of bb1, bb2\n"
		"bb1: one:\n"
		"  return 1\n"
		"bb2: two:\n"
		"  return 2\n");
}

static void asm_goto(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"int f(int a) {\n"
		"asm goto(\"# (: %0\" : : \"i\"(4) : : yes);\n"
		"g(0); return 0;\n"
		"other: g(2);\n"
		"yes: return 1; }\n",
		"func f(a)\n"
		"bb0:\n"
		"  goto any of bb1, bb2\n"
		"bb1:\n"
		"  g(0)\n"
		"  return 0\n"
		"bb2: yes:\n"
		"  return 1\n");
}

static void asm_goto_macro(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"#define asm_volatile_goto(x...) asm goto(x)\n"
		"#define JUMP ({ __label__ l; int r = 1; asm_volatile_goto(\"\" : : : : l); r = 0; "
		"l: r; })\n"
		"int f(void) { if (JUMP) g(1); if (JUMP) g(2); return 0; }\n",
		"func f()\n"
		"bb0:\n"
		"  int r = 1\n"
		"  goto any of bb1, bb2\n"
		"bb1:\n"
		"  r = 0\n"
		"  goto bb2\n"
		"bb2: l:\n"
		"  if r goto bb3 else bb4\n"
		"bb3:\n"
		"  g(1)\n"
		"  goto bb4\n"
		"bb4:\n"
		"  int r = 1\n"
		"  goto any of bb5, bb6\n"
		"bb5:\n"
		"  r = 0\n"
		"  goto bb6\n"
		"bb6: l:\n"
		"  if r goto bb7 else bb8\n"
		"bb7:\n"
		"  g(2)\n"
		"  goto bb8\n"
		"bb8:\n"
		"  return 0\n");
}

static void asm_outputs(void **state)
{
	(void)state;
	check_graph(
		"struct s { int v; };\n"
		"int f(struct s *p, int in) { int out; asm volatile(\"# goto\" : \"=r\"(out), "
		"\"+m\"(p->v) : \"r\"(in), \"i\"(3) : \"memory\"); return out; }\n",
		"func f(p, in)\n"
		"bb0:\n"
		"  int out\n"
		"  havoc out\n"
		"  havoc p->v\n"
		"  return out\n");
}

static void noreturn_callee(void **state)
{
	(void)state;
	check_graph(
		"__attribute__((noreturn)) void die(int);\n"
		"int g(int);\n"
		"int f(int a) { if (a) die(1); if (g(1)) __builtin_unreachable(); if (g(2)) "
		"__builtin_trap(); return a; }\n",
		"func f(a)\n"
		"bb0:\n"
		"  if a goto bb1 else bb2\n"
		"bb1:\n"
		"  die(1)\n"
		"  stop\n"
		"bb2:\n"
		"  $0 = g(1)\n"
		"  if $0 goto bb3 else bb4\n"
		"bb3:\n"
		"  stop\n"
		"bb4:\n"
		"  $1 = g(2)\n"
		"  if $1 goto bb5 else bb6\n"
		"bb5:\n"
		"  stop\n"
		"bb6:\n"
		"  return a\n");
}

static void folded_conditions(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"#define IS_ENABLED 0\n"
		"int f(int a) { if (IS_ENABLED) g(1); if (IS_ENABLED && g(2)) g(3); if (a || 1) "
		"g(4); if (sizeof(long) == 8) g(5); else g(6); return 0; }\n",
		"func f(a)\n"
		"bb0:\n"
		"  g(4)\n"
		"  g(5)\n"
		"  return 0\n");
}

static void dead_code_is_gone(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"int f(int a) { return a; g(1); }\n",
		"func f(a)\n"
		"bb0:\n"
		"  return a\n");
}

static void label_in_dead_code(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"int f(int a) { if (a) goto in; if (0) { g(1); in: g(2); } return 0; }\n",
		"func f(a)\n"
		"bb0:\n"
		"  if a goto bb1 else bb2\n"
		"bb1: in:\n"
		"  g(2)\n"
		"  goto bb2\n"
		"bb2:\n"
		"  return 0\n");
}

static void static_and_extern_locals(void **state)
{
	(void)state;
	check_graph(
		"int f(void) { static int calls = 3; extern int other; calls++; return other; }\n",
		"func f()\n"
		"bb0:\n"
		"  calls = calls + 1\n"
		"  return other\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(if_else),
		cmocka_unit_test(while_loop),
		cmocka_unit_test(do_loop),
		cmocka_unit_test(for_all_parts),
		cmocka_unit_test(for_no_parts),
		cmocka_unit_test(for_init_only),
		cmocka_unit_test(for_cond_only),
		cmocka_unit_test(for_step_only),
		cmocka_unit_test(for_init_cond),
		cmocka_unit_test(for_init_step),
		cmocka_unit_test(for_cond_step),
		cmocka_unit_test(for_in_macro),
		cmocka_unit_test(switch_ranges),
		cmocka_unit_test(switch_const),
		cmocka_unit_test(switch_in_loop),
		cmocka_unit_test(goto_labels),
		cmocka_unit_test(local_labels),
		cmocka_unit_test(computed_goto),
		cmocka_unit_test(asm_goto),
		cmocka_unit_test(asm_goto_macro),
		cmocka_unit_test(asm_outputs),
		cmocka_unit_test(noreturn_callee),
		cmocka_unit_test(folded_conditions),
		cmocka_unit_test(dead_code_is_gone),
		cmocka_unit_test(label_in_dead_code),
		cmocka_unit_test(static_and_extern_locals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
