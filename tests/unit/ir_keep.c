/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A unit as bytes: what comes back, what it doesn't know, and bytes that aren't one. */
#include "lower_test.h"

#include "ir/serialize.h"

static const char source[] =
	"struct page { unsigned long flags; union { struct { struct page *a, *b; }; void *map; }; };\n"
	"struct ops { int (*get)(struct page *p, int n); };\n"
	"struct later;\n"
	"enum kind { NONE, PRIVATE = 7 };\n"
	"extern int elsewhere(struct page *p, ...);\n"
	"static inline int small(int a) { return a > 3 ? a : -a; }\n"
	"static int total;\n"
	"#define MAP(p) ((p)->map)\n"
	"static int get(struct page *p, int n)\n"
	"{\n"
	"	static int calls;\n"
	"	int i, v[4] = { 1, 2 };\n"
	"	for (i = 0; i < n; i++) {\n"
	"		switch (v[i & 3]) {\n"
	"		case 1 ... 3: total += small(i); break;\n"
	"		default: if (MAP(p) && p->flags & PRIVATE) goto out;\n"
	"		}\n"
	"	}\n"
	"out:\n"
	"	calls++;\n"
	"	return elsewhere(p, \"text\", &v[1], get);\n"
	"}\n"
	"static const struct ops ops = { .get = get };\n"
	"int through(const struct ops *o, struct page *p) { return o->get(p, small(2)); }\n"
	"static inline int deep(int a) { return a; }\n"
	"static inline int between(int a) { return deep(a); }\n"
	"int unused(struct later *l) { return between(!l); }\n"
	"void uncalled(void);\n";

static struct ir_unit *ir(struct parsed *p)
{
	return &p->unit->ir;
}

static struct ir_unit *load(const struct strbuf *b)
{
	struct bytes in = { b->s, b->s + b->n, false };

	return ir_load(in);
}

static void save(struct strbuf *out, struct strbuf *printed)
{
	static const char *const names[] = { "get", "through", "small" };
	struct parsed p;
	int64_t v;
	size_t i;

	parse(&p, source);
	assert_true(ir_find_constant(ir(&p), "PRIVATE", &v));
	assert_null(ir_find_record(ir(&p), "nowhere"));
	ir_reach_all(ir(&p));
	ir_close(ir(&p));
	for (i = 0; i < ARRAY_SIZE(names); i++)
		ir_print_func(printed, ir(&p), ir_body(ir(&p), ir_find_decl(ir(&p), names[i])));
	ir_save(ir(&p), out);
	unparse(&p);
}

static void same_unit(void **state)
{
	struct strbuf b = { 0 }, want = { 0 }, got = { 0 };
	const struct ir_record *page;
	struct ir_decl *d;
	struct ir_unit *u;
	size_t i;
	int64_t v;

	(void)state;
	save(&b, &want);
	u = load(&b);
	assert_non_null(u);
	for (i = 0; i < 3; i++) {
		d = ir_find_decl(u, i == 0 ? "get" : i == 1 ? "through" : "small");
		assert_true(d->is_defined && d->lowered);
		ir_print_func(&got, u, ir_body(u, d));
		assert_null(ir_validate(d->body));
	}
	assert_string_equal(want.s, got.s);
	assert_int_equal(u->defs.n, 6);
	assert_int_equal(u->roles.n, 1);
	assert_string_equal(u->roles.data[0].field, "get");
	assert_ptr_equal(u->roles.data[0].fn, ir_find_decl(u, "get"));
	page = ir_find_record(u, "page");
	assert_int_equal(page->nfields, 4);
	assert_true(ir_fields_overlap(ir_record_field(page, intern("map")),
				      ir_record_field(page, intern("a"))));
	assert_true(ir_find_constant(u, "PRIVATE", &v) && v == 7);
	d = ir_find_decl(u, "elsewhere");
	assert_true(d && d->variadic && !d->is_defined && d->nparams == 1);
	assert_null(ir_body(u, d));
	ir_unload(u);
	strbuf_free(&b);
	strbuf_free(&want);
	strbuf_free(&got);
}

/* A closed unit, and one that was loaded from its bytes, know what was asked before and no more. */
static void answers_the_same(const struct ir_unit *closed, struct ir_unit *u)
{
	int64_t v;

	assert_true(u->closed && closed->closed);
	assert_null(ir_find_record(u, "nowhere"));
	assert_null(ir_find_decl(u, "no_function"));
	assert_false(ir_find_constant(u, "NO_CONSTANT", &v));
	/* it is there, but nobody asked */
	assert_false(ir_find_constant(u, "NONE", &v));
	assert_null(ir_find_decl(u, "uncalled"));
	/* seen by its tag only */
	assert_null(ir_find_record(u, "later"));
	assert_non_null(table_get(&u->records, "later"));
	/* nobody calls it, yet the main file defines it, and comes to deep() through it */
	assert_non_null(ir_body(u, ir_find_decl(u, "unused")));
	assert_non_null(ir_body(u, ir_find_decl(u, "deep")));
}

static void closed(void **state)
{
	struct strbuf b = { 0 };
	struct ir_unit *u;
	struct parsed p;

	(void)state;
	parse(&p, source);
	ir_reach_all(ir(&p));
	ir_close(ir(&p));
	ir_save(ir(&p), &b);
	u = load(&b);
	assert_non_null(u);
	answers_the_same(ir(&p), ir(&p));
	answers_the_same(ir(&p), u);
	unparse(&p);
	ir_unload(u);
	strbuf_free(&b);
}

static void damaged(void **state)
{
	struct strbuf b = { 0 }, printed = { 0 }, cut = { 0 };
	struct ir_unit *u;
	size_t i;

	(void)state;
	save(&b, &printed);
	for (i = 0; i < b.n; i++) {
		strbuf_reset(&cut);
		strbuf_add(&cut, b.s, i);
		u = load(&cut);
		assert_null(u);
	}
	for (i = 0; i < b.n; i += 3) {
		strbuf_reset(&cut);
		strbuf_add(&cut, b.s, b.n);
		cut.s[i] = (char)(cut.s[i] ^ (1 << (i % 8)));
		u = load(&cut);
		if (u)
			ir_unload(u);
	}
	strbuf_free(&b);
	strbuf_free(&printed);
	strbuf_free(&cut);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_unit), cmocka_unit_test(closed), cmocka_unit_test(damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
