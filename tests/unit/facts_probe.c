/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `when:` against a unit of two functions and one record. */
#include "facts_tmp.h"

static const struct ir_type type_bool = { .kind = TY_BOOL }, type_int = { .kind = TY_INT };
static const struct ir_type returns_bool = { .kind = TY_FUNCTION, .to = &type_bool };
static const struct ir_type returns_int = { .kind = TY_FUNCTION, .to = &type_int };
static struct ir_decl get2 = { .type = &returns_int, .nparams = 2 };
static struct ir_decl isolate = { .type = &returns_bool, .nparams = 1 };
static struct ir_record page;
static struct ir_field pgmap = { .type = &type_int, .record = &page };

static struct ir_decl *find_decl(struct ir_unit *u, const char *name)
{
	(void)u;
	return !strcmp(name, "get") ? &get2 : !strcmp(name, "isolate") ? &isolate : NULL;
}

static struct ir_record *find_record(struct ir_unit *u, const char *tag)
{
	(void)u;
	return !strcmp(tag, "page") ? &page : NULL;
}

static bool declares(struct ir_unit *u, const char *name)
{
	return find_decl(u, name);
}

static const struct ir_source source = {
	.decl = find_decl, .record = find_record, .declares = declares,
};

static const struct {
	const char *function, *when;
	bool holds;
} probes[] = {
	{ "get", "{params: 2}", true },
	{ "get", "{params: 1}", false },
	{ "gone", "{params: 2}", false },
	{ "isolate", "{returns: bool}", true },
	{ "isolate", "{returns: int}", false },
	{ "get", "{returns: int}", true },
	{ "gone", "{returns: int}", false },
	{ "get", "{declares: self}", true },
	{ "gone", "{declares: self}", false },
	{ "gone", "{declares: isolate}", true },
	{ "get", "{declares: gone}", false },
	{ "get", "{not-declares: isolate}", false },
	{ "get", "{not-declares: gone}", true },
	{ "get", "{field: page.pgmap}", true },
	{ "get", "{field: page.mapping}", false },
	{ "get", "{field: folio.pgmap}", false },
	{ "get", "{not-field: page.pgmap}", false },
	{ "get", "{not-field: folio.pgmap}", true },
	{ "get", "{params: 2, field: page.pgmap, not-declares: gone}", true },
	{ "get", "{params: 2, field: page.pgmap, not-declares: isolate}", false },
};

static void each_probe(void **state)
{
	struct ir_unit u = { .source = &source };
	size_t i;

	(void)state;
	get2.name = intern("get");
	isolate.name = intern("isolate");
	pgmap.name = intern("pgmap");
	page.fields = &pgmap;
	page.nfields = 1;
	for (i = 0; i < ARRAY_SIZE(probes); i++) {
		char *rules = xasprintf("cures:\n  - {function: %s, ref: a, when: %s}\n",
					probes[i].function, probes[i].when);
		const struct fact *row;
		struct facts f;

		load_text(&f, rules);
		row = f.all.data[PAGE_KINDS_ROWS];
		if (fact_applies(row, &u, NULL) != probes[i].holds)
			fail_msg("%s: %s", probes[i].function, probes[i].when);
		/* the same when the caller has the declaration at hand */
		assert_int_equal(fact_applies(row, &u, ir_find_decl(&u, row->name)),
				 probes[i].holds);
		facts_free(&f);
		free(rules);
	}
	ir_unit_done(&u);
}

static void no_probe_always_holds(void **state)
{
	struct ir_unit u = { .source = &source };
	struct facts f;

	(void)state;
	load_text(&f, "cures:\n  - {function: gone, ref: a}\n");
	assert_true(fact_applies(f.all.data[PAGE_KINDS_ROWS], &u, NULL));
	facts_free(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_probe),
		cmocka_unit_test(no_probe_always_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
