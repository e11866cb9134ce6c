/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What services refuse to read is left out, the least important first, and said. */
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

#define MAX_RESULTS	25000
#define MAX_STEPS	1000
#define MAX_BYTES	(10 * 1000 * 1000)

static struct finding *add(struct findings *f, unsigned line, const char *message)
{
	struct finding *x = findings_add(f);

	x->rule = "union-read";
	x->level = LEVEL_WARNING;
	x->file = "mm/a.c";
	x->line = line;
	x->col = 1;
	x->function = "f";
	x->expr = "p";
	x->message = message;
	x->engines = "libclang,sparse";
	return x;
}

static json_t *sarif(const struct findings *f, const struct report_options *o, size_t *size)
{
	char *text = NULL;
	size_t n;
	FILE *out = open_memstream(&text, &n);
	json_t *top, *run;

	report_sarif(out, f, o);
	fclose(out);
	top = json_loads(text, 0, NULL);
	assert_non_null(top);
	run = json_incref(json_array_get(json_object_get(top, "runs"), 0));
	json_decref(top);
	free(text);
	*size = n;
	return run;
}

static const json_t *results(const json_t *run)
{
	return json_object_get(run, "results");
}

/* Does a notification have this in it? */
static bool says(const json_t *run, const char *words)
{
	const json_t *list = json_object_get(json_array_get(json_object_get(run, "invocations"), 0),
					     "toolExecutionNotifications"), *n;
	size_t i;

	json_array_foreach(list, i, n)
		if (strstr(json_string_value(json_object_get(json_object_get(n, "message"), "text")), words))
			return true;
	return false;
}

static void too_many(void **state)
{
	struct report_options o = { .all = true };
	struct findings f = { 0 };
	size_t size, i, notes = 0;
	const json_t *r;
	json_t *run;

	(void)state;
	for (i = 0; i < MAX_RESULTS + 100; i++) {
		struct finding *x = add(&f, (unsigned)i + 1, "m");

		/* small ones, so that the number is the first limit that is met */
		x->level = i < 150 ? LEVEL_NOTE : LEVEL_WARNING;
		x->rule = "r";
		x->col = 0;
		x->file = "a";
		x->function = NULL;
		x->engines = NULL;
	}
	findings_finish(&f, NULL);
	run = sarif(&f, &o, &size);
	assert_int_equal(json_array_size(results(run)), MAX_RESULTS);
	assert_true(size <= MAX_BYTES);
	/* a hundred notes went, although they come first */
	json_array_foreach(results(run), i, r)
		notes += !strcmp(json_string_value(json_object_get(r, "level")), "note");
	assert_int_equal(notes, 50);
	assert_true(says(run, "100 of 25100 results are left out"));
	json_decref(run);
	findings_free(&f);
}

static void too_large(void **state)
{
	struct report_options o = { 0 };
	struct findings f = { 0 };
	char message[4001];
	size_t size, i;
	json_t *run;

	(void)state;
	memset(message, 'x', sizeof(message) - 1);
	message[sizeof(message) - 1] = '\0';
	for (i = 0; i < 4000; i++)
		add(&f, (unsigned)i + 1, message);
	findings_finish(&f, NULL);
	run = sarif(&f, &o, &size);
	assert_in_range(size, MAX_BYTES / 2, MAX_BYTES);
	assert_in_range(json_array_size(results(run)), 1000, 3999);
	assert_true(says(run, "of 4000 results are left out"));
	json_decref(run);
	findings_free(&f);
}

static void too_much_not_analysed(void **state)
{
	struct report_options o = { 0 };
	struct findings f = { 0 };
	char reason[3001];
	size_t size, i;
	json_t *run;

	(void)state;
	memset(reason, 'x', sizeof(reason) - 1);
	reason[sizeof(reason) - 1] = '\0';
	for (i = 0; i < 20000; i++) {
		char name[16];

		snprintf(name, sizeof(name), "f%zu", i);
		add(&f, (unsigned)i + 1, reason);
		findings_not_analysed(&f, "mm/a.c", name, reason);
	}
	findings_finish(&f, NULL);
	run = sarif(&f, &o, &size);
	assert_in_range(size, MAX_BYTES / 2, MAX_BYTES);
	assert_true(says(run, "more is not analysed"));
	json_decref(run);
	findings_free(&f);
}

static void too_long(void **state)
{
	static struct place_note notes[1700];
	static char text[ARRAY_SIZE(notes)][16];
	struct report_options o = { 0 };
	struct findings f = { 0 };
	const json_t *steps;
	struct finding *x;
	size_t size, i;
	json_t *run;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(notes); i++) {
		snprintf(text[i], sizeof(text[i]), "step %zu", i);
		notes[i] = (struct place_note){ "mm/a.c", (unsigned)i + 1, 1, text[i] };
	}
	for (i = 0; i < 2; i++) {
		x = add(&f, 5000 + (unsigned)i, "here");
		x->notes = notes;
		x->nnotes = ARRAY_SIZE(notes) - (unsigned)i * 699;	/* 1001: as many as there may be */
		x->path_begins = i;
	}
	findings_finish(&f, NULL);
	run = sarif(&f, &o, &size);
	for (i = 0; i < 2; i++) {
		const char *first, *last;

		steps = json_array_get(json_object_get(json_array_get(results(run), i), "codeFlows"), 0);
		steps = json_array_get(json_object_get(steps, "threadFlows"), 0);
		steps = json_object_get(steps, "locations");
		assert_int_equal(json_array_size(steps), MAX_STEPS);
		json_unpack(json_array_get(steps, 0), "{s:{s:{s:s}}}", "location", "message", "text", &first);
		json_unpack(json_array_get(steps, MAX_STEPS - 1), "{s:{s:{s:s}}}", "location", "message",
			    "text", &last);
		assert_string_equal(first, i ? "here" : "step 0");
		assert_string_equal(last, i ? "step 999" : "here");
	}
	assert_true(says(run, "steps are left out of 2 code flows"));
	json_decref(run);
	findings_free(&f);
}

static void columns_count_characters(void **state)
{
	struct report_options o = { 0 };
	struct findings f = { 0 };
	char dir[] = "/tmp/pageck-unit.XXXXXX", path[64];
	const char *uri, *base;
	json_int_t column;
	size_t size;
	json_t *run;
	FILE *out;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/\xc3\xa9 %%.c", dir);
	out = fopen(path, "w");
	assert_non_null(out);
	fputs("/* \xc3\xa9\xc3\xa9 */ x;\n", out);
	fclose(out);
	add(&f, 1, "m")->file = "\xc3\xa9 %.c";
	f.v.data[0]->col = 12;
	o.root = dir;
	findings_finish(&f, &(struct suppress_options){ .root = dir });
	run = sarif(&f, &o, &size);
	assert_int_equal(json_unpack(json_array_get(results(run), 0), "{s:[{s:{s:{s:s,s:s},s:{s:I}}}]}",
				     "locations", "physicalLocation", "artifactLocation", "uri", &uri,
				     "uriBaseId", &base, "region", "startColumn", &column), 0);
	assert_string_equal(uri, "%C3%A9%20%25.c");
	assert_string_equal(base, "SRCROOT");
	assert_int_equal(column, 10);
	json_decref(run);
	findings_free(&f);
	unlink(path);
	rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(too_many),
		cmocka_unit_test(too_large),
		cmocka_unit_test(too_much_not_analysed),
		cmocka_unit_test(too_long),
		cmocka_unit_test(columns_count_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
