/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs in a worker, so that headers that crash or exhaust the compiler affect only their own tree.
 */
#include "cmd/layout_cmd.h"

#include "clang/clang.h"
#include "unit/analyse.h"
#include "unit/pool.h"
#include "util/bytes.h"

#include <stdlib.h>

/* Replaces the unit's source: only the tree's compiler arguments and headers matter. */
#define SOURCE	"#include <linux/mm_types.h>\n"

struct reading {
	struct layout_tree *t;
	const struct kbuild_unit *unit;
	const char *failed;		/* why it failed, interned; NULL: t->records are filled */
};

/* --- in the worker ------------------------------------------------------------------------ */

static void put_record(struct strbuf *b, const struct layout *l)
{
	size_t i;

	put_str(b, l->tag);
	put_uint(b, l->is_union);
	put_uint(b, l->size);
	put_uint(b, l->arms.n);
	for (i = 0; i < l->arms.n; i++)
		put_str(b, l->arms.data[i]);
	put_uint(b, l->members.n);
	for (i = 0; i < l->members.n; i++) {
		const struct layout_member *m = &l->members.data[i];

		put_str(b, m->name);
		put_str(b, m->type);
		put_uint(b, m->offset);
		put_uint(b, m->size);
		put_uint(b, m->arm);
		put_uint(b, m->is_bitfield);
		put_uint(b, m->lane);
	}
}

/* Appends the reason of a failure (NULL: none), then a record for each tag. */
static void parse_one(size_t job, struct strbuf *out, void *arg)
{
	const struct reading *r = arg;
	struct front_options parse = { .source = SOURCE };
	struct strbuf records = { 0 };
	struct front_args args;
	struct front_unit *u;
	char *failed = NULL;
	size_t i, found = 0;

	(void)job;
	front_args_init(&args, r->unit->dir, r->unit->argv, r->unit->argc);
	u = front_parse(&args, &parse);
	for (i = 0; i < r->t->n && u->status != FRONT_FAILED; i++) {
		struct layout l = { 0 };

		found += front_layout(u, r->t->tags[i], &l);
		put_record(&records, &l);
		layout_free(&l);
	}
	if (u->status == FRONT_FAILED)
		failed = xstrdup(u->reason ? u->reason : "it cannot be parsed");
	else if (!found)
		failed = xasprintf("it defines no struct %s%s%s", r->t->tags[0], u->errors.n ? ": " : "",
				   u->errors.n ? u->errors.data[0].text : "");
	put_str(out, failed);
	if (!failed)
		strbuf_add(out, strbuf_str(&records), records.n);
	free(failed);
	strbuf_free(&records);
	front_unit_free(u);
	front_args_free(&args);
}

/* --- in the parent ------------------------------------------------------------------------ */

static void get_record(struct bytes *b, struct layout *l)
{
	uint32_t n;

	l->tag = get_str(b, &l->mem);
	l->is_union = get_uint(b);
	l->size = get_uint(b);
	for (n = get_count(b); n && !b->bad; n--)
		vec_push(&l->arms, get_str(b, &l->mem));
	for (n = get_count(b); n && !b->bad; n--) {
		struct layout_member m = { .name = get_str(b, &l->mem) };

		m.type = get_str(b, &l->mem);
		m.offset = get_uint(b);
		m.size = get_uint(b);
		m.arm = (unsigned)get_uint(b);
		m.is_bitfield = get_uint(b);
		m.lane = (unsigned)get_uint(b);
		b->bad |= m.arm >= l->arms.n;
		vec_push(&l->members, m);
	}
}

static bool one_done(size_t job, const char *reason, const char *bytes, size_t n, void *arg)
{
	struct reading *r = arg;
	struct bytes b = { bytes, bytes + n, false };
	size_t i;

	(void)job;
	r->failed = reason ? intern(reason) : get_interned(&b);
	for (i = 0; i < r->t->n && !r->failed; i++)
		get_record(&b, &r->t->records[i]);
	return reason || (!b.bad && b.p == b.end);
}

const char *layout_read(struct layout_tree *t, const struct kbuild_unit *unit)
{
	struct reading r = { t, unit, NULL };
	struct pool_options pool = {
		.jobs = 1, .timeout = UNIT_TIMEOUT, .memory = UNIT_MEMORY, .work = parse_one,
		.done = one_done, .arg = &r,
	};
	const char *missing = front_missing();

	if (missing)
		return missing;
	pool_run(&pool, 1);
	return r.failed;
}
