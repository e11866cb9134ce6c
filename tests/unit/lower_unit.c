/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A unit as a whole: what is defined, records, places, roles, names, broken bodies. */
#include "lower_test.h"

static struct ir_unit *ir(struct parsed *p)
{
	return &p->unit->ir;
}

static struct ir_decl *decl(struct parsed *p, const char *name)
{
	struct ir_decl *d = ir_find_decl(ir(p), name);

	assert_non_null(d);
	return d;
}

static void definitions(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p, "int declared(int, ...);\n"
		  "static inline int a(void) { return 1; }\n"
		  "#define DEFINE(n) int do_##n(void) { return a(); }\n"
		  "DEFINE(it)\n"
		  "__attribute__((noreturn)) void die(const char *p);\n");
	assert_int_equal(ir(&p)->defs.n, 2);
	assert_string_equal(ir(&p)->defs.data[0]->name, "a");
	/* a pasted name is in the main file too */
	assert_string_equal(ir(&p)->defs.data[1]->name, "do_it");
	assert_true(ir(&p)->defs.data[1]->in_main_file);
	assert_int_equal(ir(&p)->defs.data[1]->pos.line, 4);
	assert_true(decl(&p, "a")->is_static && decl(&p, "a")->is_inline);
	assert_false(decl(&p, "do_it")->is_static);
	assert_false(decl(&p, "declared")->is_defined);
	assert_true(decl(&p, "declared")->variadic);
	assert_int_equal(decl(&p, "declared")->nparams, 1);
	assert_true(decl(&p, "die")->noreturn);
	assert_false(decl(&p, "declared")->noreturn);
	assert_null(ir_body(ir(&p), decl(&p, "declared")));
	assert_null(ir_find_decl(ir(&p), "nowhere"));
	unparse(&p);
}

static void one_object_for_all_declarations(void **state)
{
	struct ir_func *f;
	struct parsed p;

	(void)state;
	parse(&p, "int g(int); int f(void) { return g(1); } int g(int a) { return a; }\n");
	f = body(&p, "f");
	assert_ptr_equal(f->blocks[0]->insns[0]->fn, decl(&p, "g"));
	assert_true(decl(&p, "g")->is_defined);
	assert_ptr_equal(ir(&p)->defs.data[1], decl(&p, "g"));
	assert_ptr_equal(body(&p, "f"), f);
	unparse(&p);
}

static const struct ir_field *field(const struct ir_record *r, const char *name)
{
	const struct ir_field *f = ir_record_field(r, intern(name));

	assert_non_null(f);
	return f;
}

static void records_are_flattened(void **state)
{
	const struct ir_record *r;
	struct parsed p;

	(void)state;
	parse(&p, "struct list { struct list *next, *prev; };\n"
		  "struct page { unsigned long flags;\n"
		  "  union { struct { union { struct list lru; void *pgmap; }; void *mapping; };\n"
		  "          struct { long a; struct { long b; }; }; };\n"
		  "  struct { int x; } named; int bits : 3, : 2, more : 5; char tail[]; };\n"
		  "union u { int i; long l; };\n"
		  "struct later; typedef struct { int i; } untagged; untagged t;\n"
		  "int f(struct page *p) { return p->named.x + t.i; }\n");
	r = ir_find_record(ir(&p), "page");
	assert_non_null(r);
	assert_true(r->is_complete);
	assert_false(r->is_union);
	assert_int_equal(r->size, 40 * 8);
	assert_int_equal(field(r, "lru")->offset, 64);
	assert_int_equal(field(r, "lru")->size, 128);
	assert_int_equal(field(r, "pgmap")->offset, 64);
	assert_int_equal(field(r, "mapping")->offset, 192);
	assert_int_equal(field(r, "b")->offset, 128);
	assert_int_equal(field(r, "named")->offset, 256);
	assert_int_equal(field(r, "bits")->size, 3);
	assert_int_equal(field(r, "more")->offset, 288 + 5);
	assert_int_equal(field(r, "tail")->size, 0);
	assert_ptr_equal(field(r, "b")->record, r);
	assert_null(ir_record_field(r, intern("x")));
	assert_null(ir_record_field(r, intern("next")));
	assert_true(ir_fields_overlap(field(r, "pgmap"), field(r, "lru")));
	assert_true(ir_fields_overlap(field(r, "lru"), field(r, "b")));
	assert_false(ir_fields_overlap(field(r, "pgmap"), field(r, "mapping")));
	assert_true(ir_find_record(ir(&p), "u")->is_union);
	assert_null(ir_find_record(ir(&p), "later"));
	assert_null(ir_find_record(ir(&p), "nowhere"));
	unparse(&p);
}

static void types(void **state)
{
	const struct ir_type *a, *b, *c;
	struct ir_func *f;
	struct parsed p;

	(void)state;
	parse(&p, "struct s { int i; }; typedef unsigned short u16; enum e { A };\n"
		  "void f(const struct s *a, struct s *b, u16 c, enum e d, int arr[3], _Bool t)\n"
		  "{ struct s l; }\n");
	f = body(&p, "f");
	assert_int_equal(f->nparams, 6);
	assert_int_equal(f->nvars, 7);
	a = f->params[0]->type;
	b = f->params[1]->type;
	c = f->params[2]->type;
	assert_int_equal(a->kind, TY_POINTER);
	assert_true(a->to->is_const);
	assert_false(b->to->is_const);
	assert_ptr_equal(a->to->record, b->to->record);
	assert_ptr_equal(f->vars[6]->type, b->to);
	assert_string_equal(b->to->record->name, "s");
	assert_int_equal(c->bits, 16);
	assert_true(c->is_unsigned);
	assert_int_equal(f->params[3]->type->kind, TY_ENUM);
	assert_true(f->params[3]->type->is_unsigned);
	/* an array parameter is a pointer */
	assert_int_equal(f->params[4]->type->kind, TY_POINTER);
	assert_int_equal(f->params[4]->type->to->bits, 32);
	assert_int_equal(f->params[5]->type->kind, TY_BOOL);
	unparse(&p);
}

static void places(void **state)
{
	const struct ir_insn *plain, *macro, *pasted;
	struct ir_func *f;
	struct parsed p;

	(void)state;
	parse(&p, "#define PASTED(a, b) a##b\n"
		  "int g(int), gg(int);\n"
		  "#define CALL(x) \\\n"
		  "	g(x)\n"
		  "int f(int a)\n"
		  "{\n"
		  "	g(a);\n"
		  "	CALL(a);\n"
		  "	PASTED(g, g)(a);\n"
		  "	return a;\n"
		  "}\n");
	f = body(&p, "f");
	plain = f->blocks[0]->insns[0];
	macro = f->blocks[0]->insns[1];
	pasted = f->blocks[0]->insns[2];
	assert_string_equal(ir(&p)->files.data[plain->pos.file], "t.c");
	assert_int_equal(plain->pos.line, 7);
	assert_int_equal(plain->pos.col, 2);
	assert_int_equal(plain->pos.sline, 7);
	assert_int_equal(macro->pos.line, 8);
	assert_int_equal(macro->pos.sline, 4);
	assert_int_equal(pasted->pos.line, 9);
	assert_int_equal(pasted->pos.sfile, 0);
	assert_int_equal(f->blocks[0]->pos.line, 10);
	assert_int_equal(f->end.line, 11);
	unparse(&p);
}

static void address_taken(void **state)
{
	struct ir_func *f;
	struct parsed p;

	(void)state;
	parse(&p, "struct s { int v[2]; }; void g(int *);\n"
		  "void f(int a, int b) { struct s s; int arr[2], other[2]; int *q = &b;\n"
		  "  g(&a); g(s.v); g(arr); other[1] = 2; g(q + 1); g(&q[1]); }\n");
	f = body(&p, "f");
	assert_true(f->params[0]->address_taken);
	assert_true(f->params[1]->address_taken);
	assert_true(f->vars[2]->address_taken);
	assert_true(f->vars[3]->address_taken);
	assert_false(f->vars[4]->address_taken);
	assert_false(f->vars[5]->address_taken);
	unparse(&p);
}

static void roles(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p, "struct in { int (*deep)(void); };\n"
		  "struct ops { int (*read)(void), (*write)(void); struct in in; int n; };\n"
		  "int r(void); static int w(void) { return 1; }\n"
		  "static const struct ops o = { .read = r, .n = 3, .write = &w, .in = { .deep = r } };\n"
		  "struct ops many[] = { [1] = { .read = (int (*)(void))w } };\n"
		  "int (*plain)(void) = r;\n");
	assert_int_equal(ir(&p)->roles.n, 4);
	assert_string_equal(ir(&p)->roles.data[0].record->name, "ops");
	assert_string_equal(ir(&p)->roles.data[0].field, "read");
	assert_ptr_equal(ir(&p)->roles.data[0].fn, decl(&p, "r"));
	assert_string_equal(ir(&p)->roles.data[1].field, "write");
	assert_string_equal(ir(&p)->roles.data[2].record->name, "in");
	assert_string_equal(ir(&p)->roles.data[3].fn->name, "w");
	unparse(&p);
}

static void constants(void **state)
{
	struct parsed p;
	int64_t v;

	(void)state;
	parse(&p, "enum mem { PRIVATE = 1, COHERENT }; enum { NEG = -5 };\n");
	assert_true(ir_find_constant(ir(&p), "COHERENT", &v));
	assert_int_equal(v, 2);
	assert_true(ir_find_constant(ir(&p), "NEG", &v));
	assert_int_equal(v, -5);
	assert_false(ir_find_constant(ir(&p), "mem", &v));
	unparse(&p);
}

static void broken_bodies(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p, "int good(void) { return 1; }\n"
		  "int bad(void)\n{\n\treturn undeclared;\n}\n"
		  "int fine(void) { return 2; }\n");
	assert_int_equal(p.unit->errors.n, 1);
	assert_true(decl(&p, "bad")->broken);
	assert_null(ir_body(ir(&p), decl(&p, "bad")));
	assert_false(decl(&p, "good")->broken);
	assert_false(decl(&p, "fine")->broken);
	body(&p, "good");
	body(&p, "fine");
	unparse(&p);
}

/* A variable that is declared anew in each scope isn't the one outside. */
static void shadowing(void **state)
{
	const struct ir_block *b;
	struct ir_func *f;
	struct parsed p;

	(void)state;
	parse(&p, "int v; int f(void) { v = 1; { int v = 2; v = 3; } return v; }\n");
	f = body(&p, "f");
	b = f->blocks[0];
	assert_int_equal(b->ninsns, 3);
	assert_int_equal(b->insns[0]->dst->var->kind, VAR_GLOBAL);
	assert_int_equal(b->insns[1]->dst->var->kind, VAR_LOCAL);
	assert_ptr_equal(b->insns[2]->dst->var, b->insns[1]->dst->var);
	assert_ptr_equal(b->value->var, b->insns[0]->dst->var);
	unparse(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(definitions),
		cmocka_unit_test(one_object_for_all_declarations),
		cmocka_unit_test(records_are_flattened),
		cmocka_unit_test(types),
		cmocka_unit_test(places),
		cmocka_unit_test(address_taken),
		cmocka_unit_test(roles),
		cmocka_unit_test(constants),
		cmocka_unit_test(broken_bodies),
		cmocka_unit_test(shadowing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
