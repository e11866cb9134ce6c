/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Initialisers: zero first, then one assignment for each member given. */
#include "lower_test.h"

static void zero_first(void **state)
{
	(void)state;
	check_graph(
		"struct s { int a; void *p; struct { int i, j; } in; };\n"
		"void f(int x) { struct s n = { 0 }; struct s e = {}; struct s m = { .p = &x, "
		".in.j = x }; struct s q = m; }\n",
		"func f(x)\n"
		"bb0:\n"
		"  struct s n = {0}\n"
		"  struct s e = {0}\n"
		"  struct s m = {0}\n"
		"  m.p = &x\n"
		"  m.in.j = x\n"
		"  struct s q = m\n"
		"  return\n");
}

static void designators(void **state)
{
	(void)state;
	check_graph(
		"struct in { int v[4]; };\n"
		"struct s { int a; union { long l; void *p; }; struct in in; };\n"
		"void f(int x) { struct s s = { .l = x, .in = { .v = { [1] = 1, x } }, .a = 5 }; "
		"struct s t = { .in.v[2] = x }; }\n",
		"func f(x)\n"
		"bb0:\n"
		"  struct s s = {0}\n"
		"  s.l = (long)x\n"
		"  s.in.v[1] = 1\n"
		"  s.in.v[2] = x\n"
		"  s.a = 5\n"
		"  struct s t = {0}\n"
		"  t.in.v[2] = x\n"
		"  return\n");
}

static void tagged_unnamed_member(void **state)
{
	(void)state;
	check_graph(
		"struct in { int i, j; };\n"
		"struct s { int a; struct in; int z; };\n"
		"void f(int x) { struct s s = { .j = x, .z = 1 }; struct s t = { 1, { 2, x }, 3 }; }\n",
		"func f(x)\n"
		"bb0:\n"
		"  struct s s = {0}\n"
		"  s.j = x\n"
		"  s.z = 1\n"
		"  struct s t = {0}\n"
		"  t.a = 1\n"
		"  t.i = 2\n"
		"  t.j = x\n"
		"  t.z = 3\n"
		"  return\n");
}

static void positional(void **state)
{
	(void)state;
	check_graph(
		"struct in { int i, j; };\n"
		"struct s { int a; struct in in; int v[2]; union { int u1; long u2; }; int z; };\n"
		"void f(int x) { struct s s = { x, { 1, 2 }, { 3, 4 }, { 5 }, 6 }; struct s t = { "
		"x, 1, 2, 3, 4, 5, 6 }; struct in w = { 7 }; struct s y = { 1, w }; }\n",
		"func f(x)\n"
		"bb0:\n"
		"  struct s s = {0}\n"
		"  s.a = x\n"
		"  s.in.i = 1\n"
		"  s.in.j = 2\n"
		"  s.v[0] = 3\n"
		"  s.v[1] = 4\n"
		"  s.u1 = 5\n"
		"  s.z = 6\n"
		"  struct s t = {0}\n"
		"  t.a = x\n"
		"  t.in.i = 1\n"
		"  t.in.j = 2\n"
		"  t.v[0] = 3\n"
		"  t.v[1] = 4\n"
		"  t.u1 = 5\n"
		"  t.z = 6\n"
		"  struct in w = {0}\n"
		"  w.i = 7\n"
		"  struct s y = {0}\n"
		"  y.a = 1\n"
		"  y.in = w\n"
		"  return\n");
}

static void arrays(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"void f(int x) { int a[4] = { 1, x }; int b[] = { [0 ... 2] = x, 9 }; int c[2][2] "
		"= { { 1, 2 }, { g(3) } }; int d[2][2] = { 1, 2, x, 4 }; char s[2][4] = { \"ab\", "
		"\"c\" }; }\n",
		"func f(x)\n"
		"bb0:\n"
		"  int[4] a = {0}\n"
		"  a[0] = 1\n"
		"  a[1] = x\n"
		"  int[4] b = {0}\n"
		"  b[0] = x\n"
		"  b[1] = x\n"
		"  b[2] = x\n"
		"  b[3] = 9\n"
		"  int[2][2] c = {0}\n"
		"  c[0][0] = 1\n"
		"  c[0][1] = 2\n"
		"  c[1][0] = g(3)\n"
		"  int[2][2] d = {0}\n"
		"  d[0][0] = 1\n"
		"  d[0][1] = 2\n"
		"  d[1][0] = x\n"
		"  d[1][1] = 4\n"
		"  char[2][4] s = {0}\n"
		"  s[0] = \"ab\"\n"
		"  s[1] = \"c\"\n"
		"  return\n");
}

static void braced_scalar(void **state)
{
	(void)state;
	check_graph(
		"void f(int x) { int a = { x }; int *p = { 0 }; }\n",
		"func f(x)\n"
		"bb0:\n"
		"  int a = x\n"
		"  int * p = NULL\n"
		"  return\n");
}

static void local_struct_and_vla(void **state)
{
	(void)state;
	check_graph(
		"int f(int n) { struct l { int i; } k = { n }; int vla[n]; vla[0] = k.i; return "
		"sizeof(k) + vla[0]; }\n",
		"func f(n)\n"
		"bb0:\n"
		"  struct l k = {0}\n"
		"  k.i = n\n"
		"  int[n] vla\n"
		"  vla[0] = k.i\n"
		"  return (int)(4 + (unsigned long)vla[0])\n");
}

static void self_reference(void **state)
{
	(void)state;
	check_graph(
		"struct list { struct list *next, *prev; };\n"
		"void f(void) { struct list l = { &(l), &(l) }; }\n",
		"func f()\n"
		"bb0:\n"
		"  struct list l = {0}\n"
		"  l.next = &l\n"
		"  l.prev = &l\n"
		"  return\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zero_first),
		cmocka_unit_test(designators),
		cmocka_unit_test(tagged_unnamed_member),
		cmocka_unit_test(positional),
		cmocka_unit_test(arrays),
		cmocka_unit_test(braced_scalar),
		cmocka_unit_test(local_struct_and_vla),
		cmocka_unit_test(self_reference),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
