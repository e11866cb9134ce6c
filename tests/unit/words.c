/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of the rules, remembered: only as long as they are those of the rules. */
#include "facts_tmp.h"

#include "facts/words_cache.h"
#include "util/stamp.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/wait.h>

static const char rules[] =
	"lookups:\n  - {function: find_it, key: [arg0], fails: null, ref: a}\n"
	"arms:\n  - {member: page.word, meaningless: device, ref: a}\n";

static char *dir, *cache;

/* A clock's tick later, so that what was written is old enough to be relied on. */
static void wait_a_tick(void)
{
	usleep(60000);
}

static int setup(void **state)
{
	(void)state;
	dir = tmp_dir();
	cache = tmp_dir();
	tmp_write(dir, "a.yaml", rules);
	tmp_write(dir, "kinds.yaml", PAGE_KINDS_YAML);
	wait_a_tick();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	tmp_remove(dir);
	tmp_remove(cache);
	return 0;
}

static void remember(void)
{
	struct words_key key = words_key(dir);
	struct facts f;

	assert_int_equal(facts_load(&f, dir), 0);
	words_save(&f, cache, dir, key);
	facts_free(&f);
}

static bool recalled(void)
{
	struct words w;
	bool yes = words_load(&w, cache, dir, words_key(dir));

	words_free(&w);
	return yes;
}

/* The one file of the cache. */
static char *cache_file(void)
{
	struct dirent *entry;
	char *path = NULL;
	DIR *d = opendir(cache);

	assert_non_null(d);
	while ((entry = readdir(d))) {
		if (entry->d_name[0] == '.')
			continue;
		assert_null(path);
		path = xasprintf("%s/%s", cache, entry->d_name);
	}
	closedir(d);
	assert_non_null(path);
	return path;
}

static void the_same_words(void **state)
{
	struct words w;
	struct facts f;
	size_t i;

	(void)state;
	assert_false(recalled());
	remember();
	assert_int_equal(facts_load(&f, dir), 0);
	assert_true(words_load(&w, cache, dir, words_key(dir)));
	assert_int_equal(f.words.n, 2);
	assert_int_equal(f.member_words.n, 1);
	assert_int_equal(w.words.n, f.words.n);
	assert_int_equal(w.member_words.n, f.member_words.n);
	for (i = 0; i < w.words.n; i++)
		assert_string_equal(w.words.data[i], f.words.data[i]);
	assert_string_equal(w.member_words.data[0], "word");
	words_free(&w);
	facts_free(&f);
}

static void changed_rules(void **state)
{
	char *one, *two;

	(void)state;
	remember();
	assert_true(recalled());
	/* as long as before */
	tmp_write(dir, "a.yaml", "lookups:\n  - {function: find_is, key: [arg0], fails: null, ref: a}\n"
		  "arms:\n  - {member: page.word, meaningless: device, ref: a}\n");
	assert_false(recalled());
	wait_a_tick();
	remember();
	assert_true(recalled());
	tmp_write(dir, "b.yaml", rules);
	assert_false(recalled());
	wait_a_tick();
	remember();
	assert_true(recalled());
	one = xasprintf("%s/b.yaml", dir);
	two = xasprintf("%s/c.yaml", dir);
	assert_int_equal(rename(one, two), 0);
	assert_false(recalled());
	wait_a_tick();
	remember();
	assert_true(recalled());
	assert_int_equal(unlink(two), 0);
	assert_false(recalled());
	free(one);
	free(two);
}

/* The times that an editor, or `cp -p`, may set back don't hide a change. */
static void old_times(void **state)
{
	struct timespec times[2] = { { .tv_sec = 1000 }, { .tv_sec = 1000 } };
	char *path = xasprintf("%s/a.yaml", dir);

	(void)state;
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
	wait_a_tick();
	remember();
	assert_true(recalled());
	tmp_write(dir, "a.yaml", "lookups:\n  - {function: find_is, key: [arg0], fails: null, ref: a}\n"
		  "arms:\n  - {member: page.word, meaningless: device, ref: a}\n");
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
	assert_false(recalled());
	free(path);
}

/* Another change may follow on the same tick, and would look the same. */
static void too_young(void **state)
{
	(void)state;
	tmp_write(dir, "a.yaml", rules);
	remember();
	assert_false(recalled());
}

static void damaged(void **state)
{
	static const char *const foreign[] = { "", "\n", "hello\n", "pageck words 0123456789abcdef\nx\n" };
	char *path, *text;
	size_t len, i;

	(void)state;
	remember();
	path = cache_file();
	text = read_file(path, &len);
	assert_non_null(text);
	for (i = 0; i < len; i++) {
		text[i] ^= 1;
		assert_true(write_whole(path, text, len));
		assert_false(recalled());
		text[i] ^= 1;
		assert_true(write_whole(path, text, i));
		assert_false(recalled());
	}
	for (i = 0; i < ARRAY_SIZE(foreign); i++) {
		assert_true(write_whole(path, foreign[i], strlen(foreign[i])));
		assert_false(recalled());
	}
	remember();
	assert_true(recalled());
	free(text);
	free(path);
}

static void no_cache(void **state)
{
	struct words_key key = words_key(dir);
	struct words w;
	struct facts f;

	(void)state;
	assert_int_equal(facts_load(&f, dir), 0);
	words_save(&f, NULL, dir, key);
	words_save(&f, "/dev/null/nowhere", dir, key);
	assert_false(words_load(&w, NULL, dir, key));
	words_free(&w);
	assert_false(words_load(&w, "/dev/null/nowhere", dir, key));
	words_free(&w);
	assert_int_equal(words_key("/dev/null/nowhere").hash, 0);
	facts_free(&f);
}

/* Readers see all of it or nothing, whoever writes, and nobody's leftovers stay. */
static void many_at_once(void **state)
{
	pid_t pid[8];
	char *path;
	size_t i;
	int status;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(pid); i++) {
		pid[i] = fork();
		if (!pid[i]) {
			bool seen = false;
			int n;

			for (n = 0; n < 100; n++) {
				bool now = recalled();

				if (seen && !now)
					_exit(1);
				seen |= now;
				remember();
			}
			_exit(!seen);
		}
	}
	for (i = 0; i < ARRAY_SIZE(pid); i++) {
		assert_int_equal(waitpid(pid[i], &status, 0), pid[i]);
		assert_int_equal(status, 0);
	}
	path = cache_file();
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_same_words, setup, teardown),
		cmocka_unit_test_setup_teardown(changed_rules, setup, teardown),
		cmocka_unit_test_setup_teardown(old_times, setup, teardown),
		cmocka_unit_test_setup_teardown(too_young, setup, teardown),
		cmocka_unit_test_setup_teardown(damaged, setup, teardown),
		cmocka_unit_test_setup_teardown(no_cache, setup, teardown),
		cmocka_unit_test_setup_teardown(many_at_once, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
