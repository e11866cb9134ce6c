/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one run leaves and the next one finds; and a file that is none of ours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "store/store.h"
#include "util/stamp.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct arena mem;
static char dir[] = "/tmp/pageck-store-XXXXXX";
static const char *db, *source;
static struct store_roots roots = { dir, dir };

static void write_source(const char *text)
{
	assert_true(write_whole(source, text, strlen(text)));
}

static int set_up(void **unused)
{
	(void)unused;
	db = arena_printf(&mem, "%s/db", dir);
	source = arena_printf(&mem, "%s/a.c", dir);
	unlink(db);
	unlink(arena_printf(&mem, "%s-wal", db));
	unlink(arena_printf(&mem, "%s-shm", db));
	write_source("int x;\n");
	return 0;
}

static struct store *reopen(struct store *s, bool read_only)
{
	store_close(s);
	return store_open(db, &roots, read_only);
}

/* A step of a unit that read the source as it is now. */
static struct step step(struct store *s, const char *unit, uint64_t key, const char *out)
{
	struct step_file *f = arena_new(&mem, struct step_file);
	struct step_answer *a = arena_new(&mem, struct step_answer);

	f->file = store_file(s, source);
	f->content = store_content(s, f->file);
	a->question = 7;
	a->answer = UINT64_MAX;
	return (struct step){
		.unit = unit, .key = key, .files = f, .nfiles = 1, .answers = a, .nanswers = 1,
		.out = out, .nout = strlen(out),
	};
}

static size_t steps(struct store *s, const char *unit, uint64_t key)
{
	step_list list = { 0 };
	size_t n;

	store_steps(s, unit, key, &mem, &list);
	n = list.n;
	vec_free(&list);
	return n;
}

static void step_comes_back(void **unused)
{
	struct store *s = reopen(NULL, false);
	struct step x = step(s, "a.c", UINT64_MAX, "out");
	step_list list = { 0 };

	(void)unused;
	store_add_step(s, &x);
	assert_true(x.id != 0);
	s = reopen(s, false);
	store_steps(s, "a.c", UINT64_MAX, &mem, &list);
	assert_int_equal(list.n, 1);
	assert_int_equal(list.data[0]->nfiles, 1);
	assert_true(list.data[0]->files[0].content == store_content(s, list.data[0]->files[0].file));
	assert_int_equal(list.data[0]->nanswers, 1);
	assert_true(list.data[0]->answers[0].answer == UINT64_MAX);
	assert_int_equal(list.data[0]->nout, 3);
	assert_memory_equal(list.data[0]->out, "out", 3);
	vec_free(&list);
	assert_int_equal(steps(s, "a.c", 1), 0);
	assert_int_equal(steps(s, "b.c", UINT64_MAX), 0);
	store_close(s);
}

static void content_changes(void **unused)
{
	struct store *s = reopen(NULL, false);
	uint32_t file = store_file(s, source);
	uint64_t before = store_content(s, file);

	(void)unused;
	assert_true(before != 0);
	s = reopen(s, false);
	write_source("int y;\n");
	assert_true(store_content(s, store_file(s, source)) != before);
	s = reopen(s, false);
	write_source("int x;\n");
	assert_true(store_content(s, store_file(s, source)) == before);
	assert_true(store_content(s, store_file(s, arena_printf(&mem, "%s/none.c", dir))) == 0);
	store_close(s);
}

static void pieces_of_data(void **unused)
{
	struct store *s = reopen(NULL, false);
	const char *p;
	size_t n;

	(void)unused;
	store_put(s, "name", "a\0b", 3);
	store_put(s, "name", "c\0de", 4);
	s = reopen(s, true);
	p = store_get(s, "name", &mem, &n);
	assert_int_equal(n, 4);
	assert_memory_equal(p, "c\0de", 4);
	assert_null(store_get(s, "other", &mem, &n));
	store_close(s);
}

static void exports(void **unused)
{
	struct store *s = reopen(NULL, false);
	struct step x = step(s, "a/a.c", 1, "out"), y = step(s, "b/b.c", 1, "out");
	struct store_export one = { .name = "get", .effects = 5, .bytes = "one", .n = 3 };
	struct store_export two = { .name = "get", .effects = 6, .bytes = "two", .n = 3 }, found;
	uint64_t with = 9;

	(void)unused;
	store_add_step(s, &x);
	store_add_step(s, &y);
	store_publish(s, "a/a.c", x.id, &one, 1);
	store_put(s, "exports made with", (const char *)&with, sizeof(with));
	s = reopen(s, false);
	assert_true(store_find_export(s, "get", "c", with, &mem, &found));
	assert_int_equal(found.effects, 5);
	assert_memory_equal(found.bytes, "one", 3);
	assert_false(store_find_export(s, "put", "c", with, &mem, &found));
	assert_false(store_find_export(s, "get", "c", with + 1, &mem, &found));
	/* two of them: the one in the directory is meant */
	store_publish(s, "b/b.c", y.id, &two, 1);
	s = reopen(s, false);
	assert_false(store_find_export(s, "get", "c", with, &mem, &found));
	assert_true(store_find_export(s, "get", "b", with, &mem, &found));
	assert_memory_equal(found.bytes, "two", 3);
	/* what it was made from is no more */
	s = reopen(s, false);
	write_source("int changed;\n");
	assert_false(store_find_export(s, "get", "b", with, &mem, &found));
	store_close(s);
}

static void other_peoples_file(void **unused)
{
	struct store *s;
	struct step x;

	(void)unused;
	assert_true(write_whole(db, "this is no database", 19));
	assert_null(store_open(db, &roots, true));
	s = store_open(db, &roots, false);
	assert_non_null(s);
	x = step(s, "a.c", 1, "out");
	store_add_step(s, &x);
	s = reopen(s, false);
	assert_int_equal(steps(s, "a.c", 1), 1);
	store_close(s);
}

static void in_memory(void **unused)
{
	struct store *s = store_open(NULL, &roots, false);
	struct step x = step(s, "a.c", 1, "out");

	(void)unused;
	assert_non_null(s);
	store_add_step(s, &x);
	assert_int_equal(steps(s, "a.c", 1), 1);
	store_close(s);
	assert_true(access(db, F_OK) != 0);
	assert_null(store_open(db, &roots, true));
}

static void import(void **unused)
{
	const char *part = arena_printf(&mem, "%s/part", dir);
	struct store *s = store_open(part, &roots, false);
	struct step x = step(s, "a.c", 1, "out");

	(void)unused;
	store_add_step(s, &x);
	store_alone(s);
	store_close(s);
	s = reopen(NULL, false);
	assert_int_equal(store_import(s, part), 1);
	assert_int_equal(steps(s, "a.c", 1), 1);
	assert_int_equal(store_import(s, source), -1);
	store_close(s);
	unlink(part);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(step_comes_back, set_up), cmocka_unit_test_setup(content_changes, set_up),
		cmocka_unit_test_setup(pieces_of_data, set_up), cmocka_unit_test_setup(exports, set_up),
		cmocka_unit_test_setup(other_peoples_file, set_up), cmocka_unit_test_setup(in_memory, set_up),
		cmocka_unit_test_setup(import, set_up),
	};
	int failed;

	if (!mkdtemp(dir))
		return 2;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	set_up(NULL);
	unlink(source);
	unlink(arena_printf(&mem, "%s.lock", db));
	rmdir(dir);
	arena_free(&mem);
	return failed;
}
