/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A job that crashes, hangs, swells or says rubbish costs that job alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "unit/pool.h"
#include "report/wire.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NJOBS	60
#define TIMEOUT	3	/* as the reason below says it */

enum { CRASHES = 7, HANGS = 11, DIES = 13, SWELLS = 17, MUTTERS = 19, GARBLES = 5 };

struct run {
	struct findings found;
	unsigned done[NJOBS];
	char reason[NJOBS][160];
	pid_t parent;
};

static void *volatile swollen;

static void put(struct strbuf *out, size_t i)
{
	struct findings found = { 0 };
	struct finding *x = findings_add(&found);

	x->rule = "pgmap-leak";
	x->file = "a.c";
	x->line = (unsigned)i + 1;
	x->message = "m";
	found.stats.units = 1;
	wire_put(out, &found);
	findings_free(&found);
}

static void work(size_t i, struct strbuf *out, void *arg)
{
	struct run *r = arg;

	/* forked: a worker's memory is its own */
	assert_int_not_equal(getpid(), r->parent);
	switch (i) {
	case CRASHES:
		signal(SIGSEGV, SIG_DFL);
		raise(SIGSEGV);
		break;
	case HANGS:
		for (;;)
			pause();
	case DIES:
		die("this unit is too much");
	case SWELLS:
		for (;;)
			swollen = xmalloc(16 << 20);	/* never touched: quick on a busy machine */
	case MUTTERS:
		warning("something that a user needn't see");
		break;
	}
	put(out, i);
	if (i == GARBLES)
		out->n -= 3;
}

static bool done(size_t i, const char *reason, const char *bytes, size_t n, void *arg)
{
	struct run *r = arg;

	if (!reason && wire_get(&r->found, bytes, n))
		return false;
	r->done[i]++;
	snprintf(r->reason[i], sizeof(r->reason[i]), "%s", reason ? reason : "");
	return true;
}

static void check_run(unsigned jobs)
{
	struct run *r = xcalloc(1, sizeof(*r));
	struct pool_options o = {
		.jobs = jobs, .timeout = TIMEOUT, .memory = (size_t)256 << 20,
		.work = work, .done = done, .arg = r,
	};
	unsigned lost = 0;

	r->parent = getpid();
	pool_run(&o, POOL_CAN_LIMIT ? NJOBS : SWELLS);
	for (unsigned i = 0; i < (POOL_CAN_LIMIT ? NJOBS : SWELLS); i++) {
		assert_int_equal(r->done[i], 1);
		lost += r->reason[i][0] != '\0';
	}
	assert_non_null(strstr(r->reason[CRASHES], "crashed (Segmentation fault)"));
	assert_string_equal(r->reason[HANGS], "it took more than 3 s");
	assert_non_null(strstr(r->reason[DIES], "status 2: error: this unit is too much"));
	if (POOL_CAN_LIMIT)
		assert_non_null(strstr(r->reason[SWELLS], "memory"));
	assert_string_equal(r->reason[GARBLES], "the worker's answer is garbled");
	assert_int_equal(lost, POOL_CAN_LIMIT ? 5 : 4);
	assert_int_equal(r->found.v.n, (POOL_CAN_LIMIT ? NJOBS : SWELLS) - lost);
	assert_int_equal(r->found.stats.units, r->found.v.n);
	findings_free(&r->found);
	free(r);
}

static void one_worker(void **state)
{
	(void)state;
	check_run(1);
}

static void more_workers(void **state)
{
	(void)state;
	check_run(3);
}

/* Leaves more behind each time; no job may be lost when its worker makes room. */
static void leak(size_t i, struct strbuf *out, void *arg)
{
	(void)arg;
	memset(xmalloc(40 << 20), (int)i, 40 << 20);
	put(out, i);
}

static void grown_workers_are_replaced(void **state)
{
	struct run *r;
	struct pool_options o = {
		.jobs = 2, .timeout = 20, .memory = (size_t)256 << 20,
		.work = leak, .done = done,
	};

	(void)state;
	if (!POOL_CAN_LIMIT)
		skip();
	r = xcalloc(1, sizeof(*r));
	o.arg = r;
	pool_run(&o, NJOBS);
	for (unsigned i = 0; i < NJOBS; i++) {
		assert_int_equal(r->done[i], 1);
		assert_string_equal(r->reason[i], "");
	}
	assert_int_equal(r->found.v.n, NJOBS);
	findings_free(&r->found);
	free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_worker),
		cmocka_unit_test(more_workers),
		cmocka_unit_test(grown_workers_are_replaced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
