/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the printers write, byte for byte; JSON as another parser reads it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "report/report.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct place_note notes[] = {
	{ "mm/a.c", 3, 9, "'pgmap' is acquired here" },
	{ "mm/a.c", 7, 2, "put it with put_it() before" },
};

static void fill(struct findings *f)
{
	struct finding *x = findings_add(f);

	x->rule = "pgmap-leak";
	x->level = LEVEL_WARNING;
	x->file = "mm/a.c";
	x->line = 7;
	x->col = 2;
	x->function = "f";
	x->expr = "pgmap";
	x->message = "the reference in 'pgmap' is lost";
	x->notes = notes;
	x->nnotes = 2;
	x->engines = "libclang,sparse";
	x = findings_add(f);
	x->rule = "union-read";
	x->level = LEVEL_NOTE;
	x->file = "mm/b\033[31m\xff.c";
	x->line = 1;
	x->col = 1;
	x->sfile = "include/m.h";
	x->sline = 44;
	x->message = "a \"quoted\" \\ path\twith \xc3\xa9 and \x01";
	x->engines = "libclang";
}

static char *print(void (*fn)(FILE *, const struct findings *, const struct report_options *),
		   const struct findings *f, const struct report_options *o)
{
	char *text = NULL;
	size_t n;
	FILE *out = open_memstream(&text, &n);

	fn(out, f, o);
	fclose(out);
	return text;
}

static void text_lines(void **state)
{
	struct report_options o = { 0 };
	struct findings f = { 0 };
	char *text;

	(void)state;
	fill(&f);
	text = print(report_text, &f, &o);
	assert_string_equal(text,
		"mm/a.c:7:2: warning: the reference in 'pgmap' is lost [-Wpgmap-leak]\n"
		"mm/a.c:7:2: note: also seen by sparse\n"
		"mm/a.c:3:9: note: 'pgmap' is acquired here\n"
		"mm/a.c:7:2: note: put it with put_it() before\n");
	free(text);
	o.error = true;
	o.prefix = "pageck: ";
	o.show_root = "/src";
	text = print(report_text, &f, &o);
	assert_non_null(strstr(text, "/src/mm/a.c:7:2: pageck: error: the reference"));
	assert_non_null(strstr(text, "/src/mm/a.c:3:9: pageck: note: 'pgmap'"));
	free(text);
	findings_free(&f);
}

static void text_is_escaped(void **state)
{
	struct report_options o = { .all = true };
	struct findings f = { 0 };
	char *text;

	(void)state;
	fill(&f);
	text = print(report_text, &f, &o);
	assert_non_null(strstr(text, "mm/b\\x1b[31m\\xff.c:1:1: note: a \"quoted\" \\ path\twith "
				     "\xc3\xa9 and \\x01 [-Wunion-read]\n"));
	assert_non_null(strstr(text, "include/m.h:44:1: note: in expansion of a macro"));
	assert_null(strchr(text, '\033'));
	free(text);
	findings_free(&f);
}

static void limit_and_list(void **state)
{
	struct report_options o = { .all = true, .max_warnings = 1, .verbose = true };
	struct findings f = { 0 };
	char *text;

	(void)state;
	fill(&f);
	findings_not_analysed(&f, "mm/c.c", "g", "a parse error");
	findings_not_analysed(&f, "mm/d.c", NULL, "no such header");
	text = print(report_text, &f, &o);
	assert_non_null(strstr(text, "pageck: too many findings, the rest is not shown\n"));
	assert_null(strstr(text, "union-read"));
	assert_non_null(strstr(text, "pageck: not analysed: mm/c.c: g(): a parse error\n"));
	assert_non_null(strstr(text, "pageck: not analysed: mm/d.c: no such header\n"));
	free(text);
	findings_free(&f);
}

/* The caret stands below the column that the compiler counts in bytes. */
static void caret_under_tabs(void **state)
{
	char path[] = "/tmp/pageck-unit.XXXXXX";
	struct report_options o = { .color = true };
	struct findings f = { 0 };
	int fd = mkstemp(path);
	char *text;

	(void)state;
	assert_true(fd >= 0);
	dprintf(fd, "\t/* \xc3\xa9 */\tx = page;\n");
	close(fd);
	fill(&f);
	f.v.data[0]->file = path;
	f.v.data[0]->line = 1;
	f.v.data[0]->col = 11;	/* x */
	f.v.data[0]->nnotes = 0;
	text = print(report_text, &f, &o);
	unlink(path);
	assert_non_null(strstr(text, "\n        /* \xc3\xa9 */ x = page;\n"
				     "                \033[1;32m^\033[0m\n"));
	free(text);
	findings_free(&f);
}

static void json_is_read_back(void **state)
{
	struct report_options o = { .all = true };
	struct findings f = { 0 };
	const char *file, *message;
	json_t *root, *list, *x, *n;
	json_error_t err;
	char *text;

	(void)state;
	fill(&f);
	findings_not_analysed(&f, "mm/c.c", NULL, "why");
	f.stats.units = 3;
	f.stats.seconds = 1.5;
	findings_finish(&f, NULL);
	text = print(report_json, &f, &o);
	root = json_loads(text, JSON_REJECT_DUPLICATES, &err);
	free(text);
	assert_non_null(root);
	assert_int_equal(json_integer_value(json_object_get(root, "version")), 1);
	list = json_object_get(root, "findings");
	assert_int_equal(json_array_size(list), 2);
	x = json_array_get(list, 0);
	assert_string_equal(json_string_value(json_object_get(x, "rule")), "pgmap-leak");
	assert_string_equal(json_string_value(json_object_get(x, "level")), "warning");
	assert_int_equal(json_integer_value(json_object_get(x, "line")), 7);
	assert_int_equal(json_integer_value(json_object_get(x, "column")), 2);
	assert_string_equal(json_string_value(json_object_get(x, "function")), "f");
	assert_int_equal(strlen(json_string_value(json_object_get(x, "fingerprint"))), 32);
	assert_int_equal(json_array_size(json_object_get(x, "engines")), 2);
	assert_int_equal(json_array_size(json_object_get(x, "notes")), 2);
	n = json_array_get(json_object_get(x, "notes"), 0);
	assert_int_equal(json_integer_value(json_object_get(n, "column")), 9);
	x = json_array_get(list, 1);
	file = json_string_value(json_object_get(x, "file"));
	message = json_string_value(json_object_get(x, "message"));
	assert_string_equal(file, "mm/b\\x1b[31m\\xff.c");
	assert_string_equal(message, "a \"quoted\" \\ path\twith \xc3\xa9 and \\x01");
	assert_true(json_is_null(json_object_get(x, "function")));
	n = json_object_get(x, "spelling");
	assert_int_equal(json_integer_value(json_object_get(n, "line")), 44);
	n = json_object_get(root, "stats");
	assert_int_equal(json_integer_value(json_object_get(n, "units")), 3);
	assert_int_equal(json_integer_value(json_object_get(n, "not_analysed")), 1);
	assert_true(json_real_value(json_object_get(n, "seconds")) == 1.5);
	assert_int_equal(json_array_size(json_object_get(root, "not_analysed")), 1);
	json_decref(root);
	findings_free(&f);
}

static void json_without_findings(void **state)
{
	struct report_options o = { 0 };
	struct findings f = { 0 };
	json_error_t err;
	json_t *root;
	char *text;

	(void)state;
	text = print(report_json, &f, &o);
	root = json_loads(text, 0, &err);
	assert_non_null(root);
	assert_true(json_is_array(json_object_get(root, "findings")));
	assert_int_equal(json_array_size(json_object_get(root, "findings")), 0);
	json_decref(root);
	free(text);
}

static void expect_lines(void **state)
{
	struct report_options o = { .all = true, .main_file = "mm/a.c" };
	struct findings f = { 0 };
	char *text;

	(void)state;
	fill(&f);
	f.v.data[1]->file = "include/b.h";
	f.v.data[1]->message = "m";
	findings_not_analysed(&f, "mm/a.c", "g", "why");
	text = print(report_expect, &f, &o);
	assert_string_equal(text,
		"b.h:1: note: union-read: - | m\n"
		"7: warning: pgmap-leak: f | the reference in 'pgmap' is lost\n"
		"not-analysed: g | why\n");
	free(text);
	findings_free(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_lines),
		cmocka_unit_test(text_is_escaped),
		cmocka_unit_test(limit_and_list),
		cmocka_unit_test(caret_under_tabs),
		cmocka_unit_test(json_is_read_back),
		cmocka_unit_test(json_without_findings),
		cmocka_unit_test(expect_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
