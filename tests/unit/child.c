/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "change/child.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#define MANY	(3u << 20)	/* more than pipes take */

extern char **environ;

static int run(struct child *c, const char *script)
{
	char *argv[] = { (char *)"sh", (char *)"-c", (char *)script, NULL };

	c->dir = "/";
	c->argv = argv;
	c->env = environ;
	if (!c->seconds)
		c->seconds = 60;
	if (!c->max)
		c->max = 1u << 30;
	return child_run(c);
}

static void done(struct child *c)
{
	strbuf_free(&c->said);
	strbuf_free(&c->complaint);
}

static void fill(struct strbuf *b)
{
	unsigned i;

	for (i = 0; i < MANY; i++)
		strbuf_addc(b, (char)(i * 7));
}

static void test_both_ways(void **state)
{
	struct strbuf in = { 0 };
	struct child c = { .give = &in };

	(void)state;
	fill(&in);
	assert_int_equal(run(&c, "cat"), 0);
	assert_int_equal(c.said.n, MANY);
	assert_memory_equal(c.said.s, in.s, MANY);
	done(&c);
	strbuf_free(&in);
}

/* It reads nothing before all that it has to say is taken. */
static void test_says_first(void **state)
{
	struct strbuf in = { 0 };
	struct child c = { .give = &in };

	(void)state;
	fill(&in);
	assert_int_equal(run(&c, "head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2; wc -c"), 0);
	assert_true(c.said.n > 3000000);
	assert_true(!strncmp(c.said.s + 3000000, "3145728", 7));
	assert_int_equal(c.complaint.n, CHILD_COMPLAINS);
	done(&c);
	strbuf_free(&in);
}

/* Nor does one that reads nothing at all hold us, or end us. */
static void test_reads_nothing(void **state)
{
	struct strbuf in = { 0 };
	struct child c = { .give = &in };

	(void)state;
	fill(&in);
	assert_int_equal(run(&c, "exec < /dev/null; echo no; exit 3"), 3);
	assert_string_equal(c.said.s, "no\n");
	done(&c);
	strbuf_free(&in);
}

static void test_ends(void **state)
{
	struct child slow = { .seconds = 1 }, aside = { .seconds = 1 }, much = { .max = 100000 }, killed = { 0 };
	time_t start = time(NULL);

	(void)state;
	assert_int_equal(run(&slow, "sleep 30"), CHILD_TOO_SLOW);
	assert_int_equal(run(&aside, "exec > /dev/null 2>&1; sleep 30"), CHILD_TOO_SLOW);
	assert_int_equal(run(&much, "yes"), CHILD_TOO_MUCH);
	assert_int_equal(much.said.n, 100000);
	assert_int_equal(run(&killed, "kill -9 $$"), CHILD_KILLED);
	assert_true(time(NULL) - start < 20);
	done(&slow);
	done(&aside);
	done(&much);
	done(&killed);
}

static void test_not_there(void **state)
{
	char *argv[] = { (char *)"no-such-program-here", NULL };
	struct child c = { .dir = "/", .argv = argv, .env = environ, .seconds = 10, .max = 10 };

	(void)state;
	assert_int_equal(child_run(&c), CHILD_NOT_THERE);
	done(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_both_ways),
		cmocka_unit_test(test_says_first),
		cmocka_unit_test(test_reads_nothing),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
