/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Order, repeats, fingerprints, suppressions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "report/report.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct finding *add(struct findings *f, const char *rule, unsigned line, const char *function,
			   const char *expr)
{
	struct finding *x = findings_add(f);

	x->rule = rule;
	x->level = LEVEL_WARNING;
	x->file = "mm/a.c";
	x->line = line;
	x->col = 1;
	x->function = function;
	x->expr = expr;
	x->message = "something is wrong";
	return x;
}

static void sorted_whatever_the_order(void **state)
{
	struct findings f = { 0 };
	struct finding *z;

	(void)state;
	add(&f, "union-read", 20, "f", "p");
	add(&f, "pgmap-leak", 3, "f", "p");
	z = add(&f, "gup-retry", 1, "f", "p");
	z->file = "fs/z.c";
	add(&f, "gup-retry", 20, "f", "p");
	findings_finish(&f, NULL);
	assert_int_equal(f.v.n, 4);
	assert_ptr_equal(f.v.data[0], z);
	assert_int_equal(f.v.data[1]->line, 3);
	assert_string_equal(f.v.data[2]->rule, "gup-retry");
	assert_string_equal(f.v.data[3]->rule, "union-read");
	findings_free(&f);
}

static void repeats_are_dropped(void **state)
{
	struct place_note note = { "mm/a.c", 2, 1, "why" };
	struct findings f = { 0 };
	struct finding *explained;

	(void)state;
	add(&f, "union-read", 5, "f", "p");
	explained = add(&f, "union-read", 5, "f", "p");
	explained->notes = &note;
	explained->nnotes = 1;
	add(&f, "union-read", 5, "f", "p");
	/* the same cause, come upon through another caller */
	add(&f, "union-read", 5, "f", "p")->message = "something else is wrong";
	add(&f, "union-read", 6, "f", "p");
	findings_finish(&f, NULL);
	assert_int_equal(f.v.n, 2);
	assert_ptr_equal(f.v.data[0], explained);
	assert_int_equal(f.v.data[1]->line, 6);
	findings_free(&f);
}

static void fingerprints_survive_a_shift(void **state)
{
	struct findings a = { 0 }, b = { 0 };

	(void)state;
	add(&a, "union-read", 5, "f", "page->mapping");
	add(&a, "union-read", 9, "f", "page->mapping");
	add(&a, "union-read", 12, "g", "page->mapping");
	add(&a, "union-read", 14, "g", "page->lru");
	add(&b, "union-read", 105, "f", "page -> mapping");
	add(&b, "union-read", 119, "f", "page\t->mapping");
	add(&b, "union-read", 132, "g", "page->mapping");
	add(&b, "union-read", 134, "g", "page->lru");
	findings_finish(&a, NULL);
	findings_finish(&b, NULL);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(strlen(a.v.data[i]->fingerprint), 32);
		assert_string_equal(a.v.data[i]->fingerprint, b.v.data[i]->fingerprint);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(a.v.data[i]->fingerprint, a.v.data[j]->fingerprint);
	}
	/* a baseline is kept for years: the hash itself must not drift */
	assert_string_equal(a.v.data[0]->fingerprint, "68e58fe6149661fa22b694e073ff32ca");
	findings_free(&a);
	findings_free(&b);
}

/* What may change about a finding without its being another one, and what may not. */
static void fingerprints_are_of_what_matters(void **state)
{
	const struct suppress_options o = { .root = "/home/a/linux", .module = "/home/a/mod", .obj = "/o" };
	struct findings f = { 0 };
	struct finding *x[9];

	(void)state;
	x[0] = add(&f, "union-read", 1, "f", "page->mapping");
	x[1] = add(&f, "union-read", 2, "f2", "page->mapping");		/* another function */
	x[2] = add(&f, "union-read", 3, "f", "page->index");		/* another expression */
	x[3] = add(&f, "union-write", 4, "f", "page->mapping");		/* another rule */
	x[4] = add(&f, "union-read", 5, "f", "page\n\t  ->/* why */mapping");	/* the second of them */
	x[5] = add(&f, "union-read", 6, "m", "p");
	x[5]->file = "/home/a/mod/m.c";
	x[6] = add(&f, "union-read", 6, "m", "p");
	x[6]->file = "/home/a/linux/m.c";
	x[7] = add(&f, "union-read", 6, "m", "p");
	x[7]->file = "m.c";
	x[8] = add(&f, "union-read", 6, "m", "p");
	x[8]->file = "/o/m.c";
	assert_int_equal(findings_finish(&f, &o), 0);
	for (int i = 0; i < 9; i++)
		for (int k = 0; k < i; k++)
			assert_string_not_equal(x[i]->fingerprint, x[k]->fingerprint);
	assert_int_equal(x[4]->ordinal, 1);
	/* one file under four names: told apart only as findings that are equal */
	assert_int_equal(x[5]->ordinal + x[6]->ordinal + x[7]->ordinal + x[8]->ordinal, 0 + 1 + 2 + 3);
	findings_free(&f);
}

static void not_analysed_once(void **state)
{
	struct findings f = { 0 };

	(void)state;
	findings_not_analysed(&f, "mm/a.c", "f", "a parse error");
	findings_not_analysed(&f, "/src/mm/a.c", "f", "another reason");
	findings_not_analysed(&f, "mm/a.c", NULL, "the whole unit");
	findings_finish(&f, &(struct suppress_options){ .root = "/src" });
	assert_int_equal(f.skipped.n, 2);
	assert_int_equal(f.stats.not_analysed, 2);
	assert_null(f.skipped.data[0].function);
	findings_free(&f);
}

static const char source[] =
	"x = p->mapping; /* pageck: ignore union-read: it is page cache */\n"	/* 1 */
	"/* pageck: ignore union-read, pgmap-leak: both are fine */\n"		/* 2 */
	"x = p->mapping;\n"							/* 3 */
	"y = q; /* pageck: ignore union-read: this line's only */\n"		/* 4 */
	"x = p->mapping;\n"							/* 5 */
	"/*\n"									/* 6 */
	" * A long story.\n"							/* 7 */
	" * pageck: ignore union-read: told here\n"				/* 8 */
	" */\n"									/* 9 */
	"x = p->mapping;\n"							/* 10 */
	"// pageck: ignore union-read\n"					/* 11 */
	"x = p->mapping;\n"							/* 12 */
	"/* pageck: ignore union-reader: another rule */\n"			/* 13 */
	"x = p->mapping;\n";							/* 14, no newline needed */

static void comments_suppress(void **state)
{
	static const struct { unsigned line; const char *reason; } cases[] = {
		{ 1, "it is page cache" }, { 3, "both are fine" }, { 5, NULL }, { 10, "told here" },
		{ 12, "" }, { 14, NULL }, { 99, NULL },
	};
	struct report_options o = { 0 };
	struct findings f = { 0 };
	char dir[] = "/tmp/pageck-unit.XXXXXX", path[64];
	FILE *out;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/a.c", dir);
	out = fopen(path, "w");
	assert_non_null(out);
	fputs(source, out);
	fclose(out);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		add(&f, "union-read", cases[i].line, "f", "p")->file = "a.c";
	findings_finish(&f, &(struct suppress_options){ .root = dir });
	unlink(path);
	rmdir(dir);
	assert_int_equal(f.v.n, ARRAY_SIZE(cases));
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_int_equal(f.v.data[i]->suppressed,
				 cases[i].reason ? BY_COMMENT : NOT_SUPPRESSED);
		if (cases[i].reason)
			assert_string_equal(f.v.data[i]->suppress_reason, cases[i].reason);
	}
	assert_int_equal(f.stats.suppressed, 4);
	assert_int_equal(report_count(&f, &o), 3);
	findings_free(&f);
}

static void notes_count_only_when_wanted(void **state)
{
	struct report_options o = { 0 };
	struct findings f = { 0 };

	(void)state;
	add(&f, "union-read", 1, "f", "p")->level = LEVEL_NOTE;
	add(&f, "union-read", 2, "f", "p");
	assert_int_equal(report_count(&f, &o), 1);
	o.all = true;
	assert_int_equal(report_count(&f, &o), 2);
	findings_free(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorted_whatever_the_order),
		cmocka_unit_test(repeats_are_dropped),
		cmocka_unit_test(fingerprints_survive_a_shift),
		cmocka_unit_test(fingerprints_are_of_what_matters),
		cmocka_unit_test(not_analysed_once),
		cmocka_unit_test(comments_suppress),
		cmocka_unit_test(notes_count_only_when_wanted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
