/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a worker sends arrives whole; what it cut short or garbled adds nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "report/wire.h"

#include <stdlib.h>
#include <string.h>

static struct place_note notes[] = { { "a.c", 1, 2, "here" }, { "b.h", 3, 4, "there" } };

static void fill(struct findings *f)
{
	struct finding *x = findings_add(f);

	x->rule = "gup-retry";
	x->level = LEVEL_WARNING;
	x->file = "mm/gup.c";
	x->line = 70000;
	x->col = 300;
	x->sfile = "include/x.h";
	x->sline = 12;
	x->function = "f";
	x->expr = "";
	x->message = "m";
	x->engines = "libclang";
	x->notes = notes;
	x->nnotes = 2;
	x->path_begins = true;
	x = findings_add(f);
	x->rule = "pgmap-put";
	x->file = "mm/gup.c";
	x->message = "no function, no notes";
	findings_not_analysed(f, "mm/x.c", NULL, "why");
	findings_analysed(f, "mm/gup.c");
	f->stats.units = 2;
	f->stats.functions = 31;
	f->stats.budget_exhausted = 1;
	f->stats.unknown_constructs = 7;
	f->stats.no_return = 3;
}

static void round_trip(void **state)
{
	struct findings f = { 0 }, g = { 0 };
	struct strbuf b = { 0 };
	const struct finding *x;

	(void)state;
	fill(&f);
	wire_put(&b, &f);
	findings_free(&f);
	assert_int_equal(wire_get(&g, b.s, b.n), 0);
	assert_int_equal(wire_get(&g, b.s, b.n), 0);
	memset(b.s, 0xee, b.n);	/* nothing points into the message */
	strbuf_free(&b);
	assert_int_equal(g.v.n, 4);
	x = g.v.data[2];
	assert_string_equal(x->rule, "gup-retry");
	assert_int_equal(x->level, LEVEL_WARNING);
	assert_int_equal(x->line, 70000);
	assert_int_equal(x->col, 300);
	assert_string_equal(x->sfile, "include/x.h");
	assert_int_equal(x->sline, 12);
	assert_string_equal(x->expr, "");
	assert_string_equal(x->engines, "libclang");
	assert_int_equal(x->nnotes, 2);
	assert_string_equal(x->notes[1].message, "there");
	assert_int_equal(x->notes[1].col, 4);
	assert_true(x->path_begins);
	x = g.v.data[3];
	assert_false(x->path_begins);
	assert_int_equal(g.analysed.n, 2);
	assert_string_equal(g.analysed.data[1], "mm/gup.c");
	assert_null(x->function);
	assert_null(x->sfile);
	assert_int_equal(x->level, LEVEL_NOTE);
	assert_int_equal(g.skipped.n, 2);
	assert_null(g.skipped.data[1].function);
	assert_string_equal(g.skipped.data[1].reason, "why");
	assert_int_equal(g.stats.units, 4);
	assert_int_equal(g.stats.functions, 62);
	assert_int_equal(g.stats.not_analysed, 2);
	assert_int_equal(g.stats.budget_exhausted, 2);
	assert_int_equal(g.stats.unknown_constructs, 14);
	assert_int_equal(g.stats.no_return, 6);
	findings_free(&g);
}

static void cut_short(void **state)
{
	struct findings f = { 0 }, g = { 0 };
	struct strbuf b = { 0 };

	(void)state;
	fill(&f);
	wire_put(&b, &f);
	for (size_t n = 0; n < b.n; n++) {
		char *exact = xmalloc(n + 1);	/* an overrun is one byte from being seen */

		memcpy(exact, b.s, n);
		exact = xrealloc(exact, n ? n : 1);
		assert_int_equal(wire_get(&g, exact, n), -1);
		free(exact);
	}
	strbuf_addc(&b, 'x');
	assert_int_equal(wire_get(&g, b.s, b.n), -1);
	assert_int_equal(g.v.n, 0);
	assert_int_equal(g.skipped.n, 0);
	assert_int_equal(g.analysed.n, 0);
	assert_int_equal(g.stats.units, 0);
	strbuf_free(&b);
	findings_free(&f);
	findings_free(&g);
}

/* Any byte may be wrong: no crash, no endless allocation. */
static void garbled(void **state)
{
	struct findings f = { 0 };
	struct strbuf b = { 0 };

	(void)state;
	fill(&f);
	wire_put(&b, &f);
	for (size_t i = 0; i < b.n; i++) {
		struct findings g = { 0 };
		char old = b.s[i];

		b.s[i] = (char)0xff;
		wire_get(&g, b.s, b.n);
		b.s[i] = old;
		assert_true(g.mem.total < 1 << 20);
		findings_free(&g);
	}
	strbuf_free(&b);
	findings_free(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_trip),
		cmocka_unit_test(cut_short),
		cmocka_unit_test(garbled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
