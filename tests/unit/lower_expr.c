/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Expressions: trees without effects, and what becomes of the effects. */
#include "lower_test.h"

static void members(void **state)
{
	(void)state;
	check_graph(
		"struct page { unsigned long flags; struct { void *mapping; int index; }; };\n"
		"void *f(struct page *p, struct page q) { p->index = 1; q.flags = 2; (*p).flags = "
		"3; return (&q)->mapping; }\n",
		"func f(p, q)\n"
		"bb0:\n"
		"  p->index = 1\n"
		"  q.flags = 2\n"
		"  p->flags = 3\n"
		"  return q.mapping\n");
}

/* `union tag;` as a member (-fms-extensions): its members are those of the record around it. */
static void tagged_unnamed_members(void **state)
{
	(void)state;
	check_graph(
		"union index { struct { int head, tail; }; long both; };\n"
		"struct pipe { int mutex; union index; int n; };\n"
		"struct two { struct pipe *p, in; struct pipe; };\n"
		"int f(struct pipe *p, struct two *t, union index *i) { p->head = 1; t->p->tail = 2; "
		"t->in.both = 3; t->both = t->n; i->head = 4; return p->n; }\n",
		"func f(p, t, i)\n"
		"bb0:\n"
		"  p->head = 1\n"
		"  t->p->tail = 2\n"
		"  t->in.both = 3\n"
		"  t->both = (long)t->n\n"
		"  i->head = 4\n"
		"  return p->n\n");
}

/* The member is the record's own: at its offset there, found as its other members are. */
static void tagged_unnamed_layout(void **state)
{
	struct parsed p;
	struct ir_record *r;

	(void)state;
	parse(&p, "struct words { long lru, mapping; };\n"
		  "struct page { long flags; struct words; int count; };\n"
		  "long f(struct page *p) { return p->mapping; }\n");
	body(&p, "f");
	r = ir_find_record(&p.unit->ir, "page");
	assert_non_null(r);
	assert_int_equal(r->nfields, 4);
	assert_string_equal(r->fields[2].name, "mapping");
	assert_int_equal(r->fields[2].offset, 128);
	assert_ptr_equal(r->fields[2].record, r);
	unparse(&p);
}

static void pointers_and_arrays(void **state)
{
	(void)state;
	check_graph(
		"int a[4]; int f(int *p, int i, int arr[4]) { int l[3]; *p = a[i]; p[0] = l[2]; "
		"p[i] = 2[l]; *(a + 1) = *&i; *(p + i) = arr[i]; int *q = a; int *r = &l[1]; int "
		"*s = &p[i]; return &*q == r + (s - p); }\n",
		"func f(p, i, arr)\n"
		"bb0:\n"
		"  int[3] l\n"
		"  *p = a[i]\n"
		"  *p = l[2]\n"
		"  p[i] = l[2]\n"
		"  a[1] = i\n"
		"  p[i] = arr[i]\n"
		"  int * q = &a[0]\n"
		"  int * r = &l[1]\n"
		"  int * s = p + i\n"
		"  return q == r + (s - p)\n");
}

static void array_of_arrays(void **state)
{
	(void)state;
	check_graph(
		"struct s { int v[2][3]; };\n"
		"int f(struct s *s, int i) { int *p = s->v[1]; return s->v[i][2] + *p; }\n",
		"func f(s, i)\n"
		"bb0:\n"
		"  int * p = &s->v[1][0]\n"
		"  return s->v[i][2] + *p\n");
}

static void increments(void **state)
{
	(void)state;
	check_graph(
		"int f(int a, int *p, char c, _Bool b) { int x = a++ + 1; x = --a; *p++ = x; c++; "
		"c += 300; b |= a; (*p)--; p += 2; return x; }\n",
		"func f(a, p, c, b)\n"
		"bb0:\n"
		"  $0 = a\n"
		"  a = a + 1\n"
		"  int x = $0 + 1\n"
		"  a = a - 1\n"
		"  x = a\n"
		"  $1 = p\n"
		"  p = p + 1\n"
		"  *$1 = x\n"
		"  c = (char)((int)c + 1)\n"
		"  c = (char)((int)c + 300)\n"
		"  b = (_Bool)((int)b | a)\n"
		"  *p = *p - 1\n"
		"  p = p + 2\n"
		"  return x\n");
}

static void compound_assignment_types(void **state)
{
	(void)state;
	check_graph(
		"unsigned char f(unsigned char c, unsigned long l) { c <<= 1; c += l; l -= c; "
		"return c; }\n",
		"func f(c, l)\n"
		"bb0:\n"
		"  c = (unsigned char)((int)c << 1)\n"
		"  c = (unsigned char)((unsigned long)c + l)\n"
		"  l = l - (unsigned long)c\n"
		"  return c\n");
}

static void chained_assignment(void **state)
{
	(void)state;
	check_graph(
		"struct s { int *m, *n; };\n"
		"int *g(void);\n"
		"void f(struct s *s, int *p) { s->m = s->n = 0; p = s->m = s->n; s->m = s->n = "
		"g(); }\n",
		"func f(s, p)\n"
		"bb0:\n"
		"  s->n = NULL\n"
		"  s->m = NULL\n"
		"  $0 = s->n\n"
		"  s->m = $0\n"
		"  p = $0\n"
		"  $1 = g()\n"
		"  s->n = $1\n"
		"  s->m = $1\n"
		"  return\n");
}

static void casts(void **state)
{
	(void)state;
	check_graph(
		"long f(void *v, int i, unsigned u, const int *c) { char *p = (char *)v; int *q = "
		"(int *)c; long l = i; l += (long)p; u = (unsigned)i; i = (short)l; return "
		"(unsigned char)300 + (q == v); }\n",
		"func f(v, i, u, c)\n"
		"bb0:\n"
		"  char * p = (char *)v\n"
		"  int * q = c\n"
		"  long l = (long)i\n"
		"  l = l + (long)p\n"
		"  u = (unsigned int)i\n"
		"  i = (int)(short)l\n"
		"  return (long)(44 + (q == v))\n");
}

static void read_once(void **state)
{
	(void)state;
	check_graph(
		"struct page { unsigned long flags; struct { void *mapping; int index; }; };\n"
		"#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))\n"
		"void *f(struct page *p) { return READ_ONCE(p->mapping); }\n",
		"func f(p)\n"
		"bb0:\n"
		"  return p->mapping\n");
}

static void unevaluated_operands(void **state)
{
	(void)state;
	check_graph(
		"struct page { unsigned long flags; struct { void *mapping; int index; }; };\n"
		"int g(int);\n"
		"unsigned long f(struct page *p, int a) { typeof(p->mapping) v = "
		"(typeof(p->mapping))0; return sizeof(p->flags) + sizeof(g(a++)) + _Alignof(struct "
		"page) + (v == 0); }\n",
		"func f(p, a)\n"
		"bb0:\n"
		"  void * v = NULL\n"
		"  return 20 + (unsigned long)(v == NULL)\n");
}

static void offsetof_container_of(void **state)
{
	(void)state;
	check_graph(
		"struct page { unsigned long flags; struct { void *mapping; int index; }; };\n"
		"struct w { int x; struct page pg; };\n"
		"#define offsetof(t, m) __builtin_offsetof(t, m)\n"
		"#define container_of(ptr, type, member) ({ void *__mptr = (void *)(ptr); ((type "
		"*)(__mptr - offsetof(type, member))); })\n"
		"struct w *f(struct page *p) { struct w *w = container_of(p, struct w, pg); int n "
		"= offsetof(typeof(*p), index); if (offsetof(typeof(*w), pg.index)) return w; "
		"return 0; }\n",
		"func f(p)\n"
		"bb0:\n"
		"  void * __mptr = (void *)p\n"
		"  struct w * w = (struct w *)(__mptr - 8)\n"
		"  int n = 16\n"
		"  return w\n");
}

static void choose_expr_and_types(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"#define same(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))\n"
		"int f(int a, long b) { int x = __builtin_choose_expr(sizeof(a) == 4, g(1), g(2)); "
		"x += same(a, b) + same(a, x); if (same(a, b)) g(3); return "
		"__builtin_types_compatible_p(typeof(a), int) ? x : g(4); }\n",
		"func f(a, b)\n"
		"bb0:\n"
		"  $0 = g(1)\n"
		"  int x = $0\n"
		"  x = x + 1\n"
		"  return x\n");
}

static void generic_selection(void **state)
{
	(void)state;
	check_graph(
		"struct folio; struct page;\n"
		"struct folio *h(const struct page *);\n"
		"long g(int);\n"
		"#define page_folio(p) (_Generic((p), const struct page *: (const struct folio "
		"*)h(p), struct page *: (struct folio *)h(p)))\n"
		"const void *f(struct page *p, const struct page *c, int a) { const struct folio "
		"*x = page_folio(c); long y = _Generic(a, int: g(1), long: g(2)); return y ? x : "
		"page_folio(p); }\n",
		"func f(p, c, a)\n"
		"bb0:\n"
		"  $0 = h(c)\n"
		"  const struct folio * x = $0\n"
		"  if <unknown> goto bb1 else bb2\n"
		"bb1:\n"
		"  $1 = g(1)\n"
		"  goto bb3\n"
		"bb2:\n"
		"  $1 = g(2)\n"
		"  goto bb3\n"
		"bb3:\n"
		"  long y = $1\n"
		"  if y goto bb4 else bb5\n"
		"bb4:\n"
		"  $2 = x\n"
		"  goto bb6\n"
		"bb5:\n"
		"  $3 = h(p)\n"
		"  $2 = $3\n"
		"  goto bb6\n"
		"bb6:\n"
		"  return $2\n");
}

static void constant_p_and_object_size(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"int f(int a, char *p) { if (__builtin_constant_p(a)) g(1); if "
		"(__builtin_constant_p(3)) g(2); return __builtin_object_size(p, 0) == -1UL; }\n",
		"func f(a, p)\n"
		"bb0:\n"
		"  g(2)\n"
		"  return 1\n");
}

static void statement_expressions(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"int f(int a) { int m = ({ int x = g(a); int y = 2; x < y ? x : y; }); ({ g(1); "
		"}); return ({ m; }) + ({ g(2); g(3); }); }\n",
		"func f(a)\n"
		"bb0:\n"
		"  x = g(a)\n"
		"  int y = 2\n"
		"  if x < y goto bb1 else bb2\n"
		"bb1:\n"
		"  $0 = x\n"
		"  goto bb3\n"
		"bb2:\n"
		"  $0 = y\n"
		"  goto bb3\n"
		"bb3:\n"
		"  int m = $0\n"
		"  g(1)\n"
		"  g(2)\n"
		"  $1 = g(3)\n"
		"  return m + $1\n");
}

static void nested_calls(void **state)
{
	(void)state;
	check_graph(
		"int g(int, int);\n"
		"int f(int a) { return g(g(1, a), g(2, 3)) + 1; }\n",
		"func f(a)\n"
		"bb0:\n"
		"  $0 = g(1, a)\n"
		"  $1 = g(2, 3)\n"
		"  $2 = g($0, $1)\n"
		"  return $2 + 1\n");
}

static void callees(void **state)
{
	(void)state;
	check_graph(
		"struct ops { int (*run)(int); };\n"
		"int g(int);\n"
		"int f(struct ops *o, int (*fp)(int)) { (g)(1); (*g)(2); (&g)(3); fp(4); (*fp)(5); "
		"o->run(6); return o->run == g; }\n",
		"func f(o, fp)\n"
		"bb0:\n"
		"  g(1)\n"
		"  g(2)\n"
		"  g(3)\n"
		"  fp(4)\n"
		"  fp(5)\n"
		"  o->run(6)\n"
		"  return o->run == g\n");
}

static void call_results(void **state)
{
	(void)state;
	check_graph(
		"struct s { int a, b; }; struct s mk(void); unsigned u(void); void *v(void);\n"
		"long f(int *p) { struct s x = mk(); int y = mk().b; long l = u(); *p = u(); int "
		"*q = v(); return l + y + x.a + (q == p); }\n",
		"func f(p)\n"
		"bb0:\n"
		"  x = mk()\n"
		"  $0 = mk()\n"
		"  int y = $0.b\n"
		"  $1 = u()\n"
		"  long l = (long)$1\n"
		"  $2 = u()\n"
		"  *p = (int)$2\n"
		"  q = v()\n"
		"  return l + (long)y + (long)x.a + (long)(q == p)\n");
}

static void constants(void **state)
{
	(void)state;
	check_graph(
		"enum e { A = 3, B = -1 };\n"
		"long f(void) { long v = A | 4; v += 'a' + 0x10; v = -22 + ~0; v = 1UL << 63; v = "
		"7 / 2 + 7 % 2; v = B; v = (unsigned char)-1; return 5 > 3 && -1 < 0u; }\n",
		"func f()\n"
		"bb0:\n"
		"  long v = 7\n"
		"  v = v + 113\n"
		"  v = -23\n"
		"  v = -9223372036854775808\n"
		"  v = 4\n"
		"  v = -1\n"
		"  v = 255\n"
		"  return 0\n");
}

static void strings(void **state)
{
	(void)state;
	check_graph(
		"int log(const char *, ...);\n"
		"void f(void) { char b[] = \"x\\n\"; log(\"a\\\"b\", b, __func__); const char *s = "
		"\"t\"; log(s); }\n",
		"func f()\n"
		"bb0:\n"
		"  char[3] b = \"x\\n\"\n"
		"  log(\"a\\\"b\", &b[0], \"f\")\n"
		"  const char * s = \"t\"\n"
		"  log(s)\n"
		"  return\n");
}

static void floating_point(void **state)
{
	(void)state;
	check_graph(
		"int f(double d, float e) { d += e * 2.0; return d > 1.0; }\n",
		"func f(d, e)\n"
		"bb0:\n"
		"  havoc d\n"
		"  return d > <unknown>\n");
}

static void variadic_arguments(void **state)
{
	(void)state;
	check_graph(
		"int f(int n, ...) { __builtin_va_list ap; __builtin_va_start(ap, n); n = "
		"__builtin_va_arg(ap, int); __builtin_va_end(ap); return n; }\n",
		"func f(n)\n"
		"bb0:\n"
		"  struct __va_list_tag[1] ap\n"
		"  __builtin_va_start(&ap[0], n)\n"
		"  havoc $0\n"
		"  n = $0\n"
		"  __builtin_va_end(&ap[0])\n"
		"  return n\n");
}

static void effects_only(void **state)
{
	(void)state;
	check_graph(
		"struct page { unsigned long flags; struct { void *mapping; int index; }; };\n"
		"int g(int);\n"
		"void f(struct page *p, int a) { (void)p->mapping; (void)a; a + g(1); p->flags; "
		"*p; }\n",
		"func f(p, a)\n"
		"bb0:\n"
		"  eval p->mapping\n"
		"  $0 = g(1)\n"
		"  eval a + $0\n"
		"  eval p->flags\n"
		"  eval *p\n"
		"  return\n");
}

static void comma_value(void **state)
{
	(void)state;
	check_graph(
		"int g(int);\n"
		"int f(int a) { return (g(1), a = 2, a); }\n",
		"func f(a)\n"
		"bb0:\n"
		"  g(1)\n"
		"  a = 2\n"
		"  return a\n");
}

static void compound_literals(void **state)
{
	(void)state;
	check_graph(
		"struct s { int a, b; };\n"
		"void g(struct s *); void h(struct s);\n"
		"struct s f(int x) { g(&(struct s){ .b = x }); h((struct s){ 1, 2 }); return "
		"(struct s){ }; }\n",
		"func f(x)\n"
		"bb0:\n"
		"  struct s $0 = {0}\n"
		"  $0.b = x\n"
		"  g(&$0)\n"
		"  struct s $1 = {0}\n"
		"  $1.a = 1\n"
		"  $1.b = 2\n"
		"  h($1)\n"
		"  struct s $2 = {0}\n"
		"  return $2\n");
}

static void label_address(void **state)
{
	(void)state;
	check_graph(
		"unsigned long f(void) { return ({ __label__ here; here: (unsigned long)&&here; "
		"}); }\n",
		"func f()\n"
		"bb0:\n"
		"  goto bb1\n"
		"bb1: here:\n"
		"  return (unsigned long)<unknown>\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members),
		cmocka_unit_test(tagged_unnamed_members),
		cmocka_unit_test(tagged_unnamed_layout),
		cmocka_unit_test(pointers_and_arrays),
		cmocka_unit_test(array_of_arrays),
		cmocka_unit_test(increments),
		cmocka_unit_test(compound_assignment_types),
		cmocka_unit_test(chained_assignment),
		cmocka_unit_test(casts),
		cmocka_unit_test(read_once),
		cmocka_unit_test(unevaluated_operands),
		cmocka_unit_test(offsetof_container_of),
		cmocka_unit_test(choose_expr_and_types),
		cmocka_unit_test(generic_selection),
		cmocka_unit_test(constant_p_and_object_size),
		cmocka_unit_test(statement_expressions),
		cmocka_unit_test(nested_calls),
		cmocka_unit_test(callees),
		cmocka_unit_test(call_results),
		cmocka_unit_test(constants),
		cmocka_unit_test(strings),
		cmocka_unit_test(floating_point),
		cmocka_unit_test(variadic_arguments),
		cmocka_unit_test(effects_only),
		cmocka_unit_test(comma_value),
		cmocka_unit_test(compound_literals),
		cmocka_unit_test(label_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
