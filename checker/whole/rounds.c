/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "whole/rounds.h"

#include "whole/select.h"
#include "util/dirs.h"
#include "util/version.h"
#include "why/answer.h"
#include "whole/last_audit.h"
#include "unit/pool.h"
#include "whole/rounds_impl.h"
#include "clang/clang.h"
#include "report/wire.h"
#include "util/stamp.h"
#include "util/version.h"

#include <stdlib.h>
#include <string.h>

/* far more than the depth of call chains; a warning tells when it is reached */
#define MAX_ROUNDS	100

/* --- keys of steps ------------------------------------------------------------------------- */

uint64_t rounds_config_hash(const struct analyse_options *o)
{
	uint64_t h = hash_mix(program_id(), o->facts->hash);

	return hash_mix(hash_mix(h, front_stamp()), o->budget);
}

/* Appends s, with the absolute roots replaced by their number. */
static void add_without_roots(struct strbuf *b, const char *s, const char *const roots[2])
{
	const char *p = s, *slash;
	size_t i;

	while ((slash = strchr(p, '/'))) {
		for (i = 0; i < 2 && !str_starts(slash, roots[i]); i++)
			;
		if (i == 2) {
			p = slash + 1;
			continue;
		}
		strbuf_add(b, s, (size_t)(slash - s));
		strbuf_addc(b, (char)(1 + i));
		s = p = slash + strlen(roots[i]);
	}
	strbuf_add(b, s, strlen(s) + 1);
}

/* Hash of the unit's arguments, independent of where the tree is. */
static uint64_t hash_of_arguments(const struct rounds *r, const struct kbuild_unit *k)
{
	const char *const roots[2] = { r->o->tree->obj, r->o->tree->src };
	struct strbuf b = { 0 };
	uint64_t h;
	size_t i;

	for (i = 0; i < k->argc; i++)
		add_without_roots(&b, k->argv[i], roots);
	h = hash_bytes(strbuf_str(&b), b.n, r->config_hash);
	strbuf_free(&b);
	return h;
}

/* --- a round ------------------------------------------------------------------------------ */

/* Selects the units to analyse in this round: those without a valid step. */
static void find_jobs(struct rounds *r)
{
	answer_list list = { 0 };
	unsigned turn = 0;
	size_t i;

	answers_now(r, &list);
	r->jobs.n = 0;
	for (i = 0; i < r->n; i++) {
		struct unit *u = &r->unit[i];
		uint64_t key;

		if (!r->active[i] || u->failed)
			continue;
		key = hash_mix(u->arguments, hash_mix(linkage_demanded_of(r->linkage, i),
						      sources_replaced(r->sources, i)));
		if (key != u->key) {
			u->key = key;
			steps_load(r, i);
		}
		if (!step_choose(r, u, &list) && r->o->shards && turn++ % r->o->shards != r->o->shard - 1)
			continue;
		u->moved = false;
		if (u->chosen)
			store_keep_step(r->o->store, &u->chosen->step);
		else
			vec_push(&r->jobs, i);
	}
	if (r->o->limit && r->o->was)
		limit_apply(r, &list);
	vec_free(&list);
}

static void lose(struct rounds *r, size_t unit, const char *reason)
{
	r->unit[unit].failed = true;
	r->lost.stats.units++;
	findings_not_analysed(&r->lost, r->k[unit].shown, NULL, reason);
}

static void show_progress(struct rounds *r)
{
	if (r->o->progress)
		r->o->progress(r->round, r->done, r->jobs.n, r->warnings, r->o->arg);
}

/* Did parsing fail because a file doesn't exist? */
static bool seeks_file(const struct step *s)
{
	uint32_t i;

	for (i = 0; i < s->nfiles; i++)
		if (!s->files[i].content)
			return true;
	return false;
}

/* Stores a worker's result; false when the bytes are malformed. */
static bool take_result(struct rounds *r, size_t unit, struct bytes b)
{
	struct unit *u = &r->unit[unit];
	struct known *k = arena_new(&r->mem, struct known);
	struct arena files = { 0 };
	struct bytes out, parsed;
	bool ok, keep, analysed;

	k->step.unit = r->k[unit].shown;
	k->step.key = u->key;
	ok = step_read(r, &b, &k->step, &files, &keep);
	analysed = get_uint(&b);
	out = get_blob(&b);
	parsed = get_blob(&b);
	ok = ok && !b.bad && b.p == b.end;
	if (ok) {
		k->step.nout = (size_t)(out.end - out.p);
		k->step.out = k->own = memcpy(xmalloc(k->step.nout + 1), out.p, k->step.nout);
		ok = step_decode(r, k, unit);
	}
	if (ok) {
		/* other reasons for a failed parse may disappear without any file changing */
		if (keep && (analysed || seeks_file(&k->step)))
			store_add_step(r->o->store, &k->step);
		if (parsed.p != parsed.end)
			ir_cache_put(r->kept, unit, parsed.p, (size_t)(parsed.end - parsed.p));
		vec_push(&u->steps, k);
		step_settle(r, u, k);
	} else {
		free(k->own);
	}
	k->step.files = NULL;
	k->step.nfiles = 0;
	arena_free(&files);
	return ok;
}

static bool one_done(size_t job, const char *reason, const char *bytes, size_t n, void *arg)
{
	struct rounds *r = arg;
	size_t unit = r->jobs.data[job];
	struct bytes b = { bytes, bytes + n, false };

	if (reason)
		lose(r, unit, reason);
	else if (!take_result(r, unit, b))
		return false;
	r->done++;
	show_progress(r);
	return true;
}

/*
 * Counts the units that could share a precompiled header. Making one costs as much as three parses,
 * so more units than that must profit.
 */
static void count_sharing(struct rounds *r, size_t unit)
{
	const struct kbuild_unit *k = &r->k[unit];
	struct front_args args;
	uint64_t key;
	size_t i;

	if (r->unit[unit].sharing)
		return;
	front_args_init(&args, k->dir, k->argv, k->argc);
	key = r->unit[unit].sharing = front_shared_key(&args);
	front_args_free(&args);
	for (i = 0; i < r->sharing.n && r->sharing.data[i].key != key; i++)
		;
	if (i == r->sharing.n) {
		struct sharing first = { .key = key };

		vec_push(&r->sharing, first);
	}
	r->sharing.data[i].units++;
}

static unsigned sharing_of(const struct rounds *r, size_t unit)
{
	size_t i;

	for (i = 0; i < r->sharing.n; i++)
		if (r->sharing.data[i].key == r->unit[unit].sharing)
			return r->sharing.data[i].units;
	return 0;
}

static struct job_options attempts(const struct rounds *r)
{
	struct job_options o = {
		.units = r->k, .analyse = r->o->analyse, .linkage = r->linkage, .kept = r->kept,
	};

	return o;
}

static void analyse_one(size_t job, struct strbuf *out, void *arg)
{
	const struct rounds *r = arg;
	struct job_options o = attempts(r);

	o.sharing = sharing_of(r, r->jobs.data[job]);
	job_unit(&o, r->jobs.data[job], out);
}

static int run_jobs(struct rounds *r)
{
	struct pool_options pool = {
		.jobs = r->o->jobs, .timeout = r->o->timeout, .memory = UNIT_MEMORY,
		.forward = r->o->forward, .work = analyse_one, .done = one_done, .arg = r,
	};
	const char *missing = front_missing();
	size_t i;

	if (missing)
		return error("%s", missing);
	if (pool.jobs > r->jobs.n)
		pool.jobs = (unsigned)r->jobs.n;
	for (i = 0; i < r->jobs.n; i++)
		count_sharing(r, r->jobs.data[i]);
	r->done = 0;
	show_progress(r);
	/* workers read `linkage`: it must not change until they are done */
	pool_run(&pool, r->jobs.n);
	store_commit(r->o->store);
	return 0;
}

static void link_units(struct rounds *r)
{
	VEC(struct unit_summary) says = { 0 };
	size_t i;

	for (i = 0; i < r->n; i++)
		if (r->unit[i].chosen)
			vec_push(&says, r->unit[i].chosen->result.summary);
	linkage_set(r->linkage, says.data, says.n);
	vec_free(&says);
	steps_drop_outdated(r);
}

/* --- the question of `pageck why` ------------------------------------------------------------ */

static void analyse_probed(size_t job, struct strbuf *out, void *arg)
{
	const struct rounds *r = arg;
	struct job_options o = attempts(r);

	job_probe(&o, r->jobs.data[job], r->o->probe, out);
}

static bool answer_done(size_t job, const char *reason, const char *bytes, size_t n, void *arg)
{
	struct rounds *r = arg;
	const struct unit *u = &r->unit[r->jobs.data[job]];

	if (!reason && answer_get(r->o->probe->answer, bytes, n))
		return false;
	r->o->answered(u->chosen || u->failed, reason, r->o->arg);
	return true;
}

static void answer_question(struct rounds *r)
{
	struct pool_options pool = {
		.jobs = 1, .timeout = r->o->timeout, .memory = UNIT_MEMORY, .forward = r->o->forward,
		.work = analyse_probed, .done = answer_done, .arg = r,
	};
	size_t i;

	r->jobs.n = 0;
	for (i = 0; i < r->n && !r->jobs.n; i++)
		if (!strcmp(r->k[i].file, r->o->probed))
			vec_push(&r->jobs, i);
	pool_run(&pool, r->jobs.n);
}

/* --- selecting units ------------------------------------------------------------------------- */

static void first_units(struct rounds *r)
{
	uint64_t id = hash_mix(r->config_hash, 1);
	size_t i;

	for (i = 0; i < r->n; i++) {
		r->unit[i].arguments = hash_of_arguments(r, &r->k[i]);
		r->active[i] = r->o->analyse->no_skip || (r->o->forced && r->o->forced(i, r->o->arg)) ||
			       sources_match(r->sources, i, r->o->analyse->words, id);
	}
}

/* --- the run ---------------------------------------------------------------------------------------------- */

/* Runs one round; sets *again when another one may change something. */
static int one_round(struct rounds *r, bool *again)
{
	struct known **before = xcalloc(r->n, sizeof(*before));
	size_t i, failed = r->lost.skipped.n;
	int status;

	for (i = 0; i < r->n; i++)
		before[i] = r->unit[i].chosen;
	find_jobs(r);
	status = limit_refuse(r) ? 1 : r->jobs.n ? run_jobs(r) : 0;
	if (status) {
		free(before);
		return status;
	}
	*again = failed != r->lost.skipped.n;
	for (i = 0; i < r->n; i++)
		*again |= before[i] != r->unit[i].chosen;
	free(before);
	if (r->o->shards) {
		/* a shard lacks the other units' results; merge continues after the first round */
		*again = false;
		return 0;
	}
	if (*again) {
		link_units(r);
		select_units(r->sources, r->linkage, r->config_hash, r->active, r->n);
	}
	return 0;
}

static void collect(struct rounds *r)
{
	size_t i;

	for (i = 0; i < r->n; i++) {
		struct unit *u = &r->unit[i];

		if (u->chosen && !u->failed) {
			struct bytes f = u->chosen->result.findings;
			size_t first = r->out->v.n;

			wire_get(r->out, f.p, (size_t)(f.end - f.p));
			for (; first < r->out->v.n; first++)
				r->out->v.data[first]->moved = u->moved;
		} else if (!u->failed) {
			r->out->stats.units++;
			r->out->stats.skipped++;
		}
	}
	for (i = 0; i < r->lost.skipped.n; i++)
		findings_not_analysed(r->out, r->lost.skipped.data[i].file,
				      r->lost.skipped.data[i].function, r->lost.skipped.data[i].reason);
	r->out->stats.units += r->lost.stats.units;
}

/* Saves which units could not be analysed, so that a run with `aside` doesn't try them. */
static void remember_lost(struct rounds *r)
{
	struct strbuf b = { 0 };
	size_t i;

	for (i = 0; i < r->n; i++)
		if (r->unit[i].failed) {
			put_str(&b, r->k[i].shown);
			put_uint(&b, file_stamp(r->k[i].file, NULL));
		}
	store_put(r->o->store, "lost", strbuf_str(&b), b.n);
	strbuf_free(&b);
}

static void recall_lost(struct rounds *r)
{
	struct table lost = { 0 };
	struct bytes b = { 0 };
	size_t i, n;

	b.p = store_get(r->o->store, "lost", &r->mem, &n);
	b.end = b.p ? b.p + n : NULL;
	while (b.p != b.end && !b.bad) {
		const char *unit = get_str(&b, &r->mem);
		uint64_t stamp = get_uint(&b);

		if (unit)
			table_put(&lost, unit, (void *)(uintptr_t)stamp);
	}
	for (i = 0; i < r->n && lost.n; i++) {
		uint64_t stamp = (uintptr_t)table_get(&lost, r->k[i].shown);

		if (stamp && stamp == file_stamp(r->k[i].file, NULL))
			lose(r, i, "the last audit could not analyse it");
	}
	table_free(&lost);
}

static void publish(struct rounds *r)
{
	name_list calls = { 0 };
	VEC(struct store_export) list = { 0 };
	size_t i, j;

	for (i = 0; i < r->n; i++) {
		const struct known *k = r->unit[i].chosen;

		if (!k || !k->step.id)
			continue;
		list.n = 0;
		for (j = 0; j < k->result.summary.nexports; j++) {
			const struct flow_export *x = &k->result.summary.exports[j];
			struct store_export e = {
				.name = x->name, .effects = x->effects, .bytes = x->bytes, .n = x->n,
			};

			vec_push(&list, e);
		}
		store_publish(r->o->store, k->result.summary.shown, k->step.id, list.data, list.n);
	}
	store_put(r->o->store, "exports made with", (const char *)&r->config_hash, sizeof(r->config_hash));
	remember_lost(r);
	linkage_names(r->linkage, EFFECT_REFS | EFFECT_FAILS, false, &calls);
	last_audit_save(r->o->tree->obj, calls.data, calls.n);
	vec_free(&calls);
	vec_free(&list);
}

int rounds_run(const struct rounds_options *o, struct findings *out)
{
	struct rounds r = {
		.o = o, .k = o->tree->units.data, .n = o->tree->units.n, .out = out,
		.started = stamp_now(),
	};
	bool again = true;
	int failed = 0;

	r.config_hash = rounds_config_hash(o->analyse);
	r.unit = xcalloc(r.n, sizeof(*r.unit));
	r.active = xcalloc(r.n, sizeof(*r.active));
	r.sources = sources_open(o->store, r.k, r.n, !o->aside);
	r.linkage = linkage_new(r.sources, o->analyse->facts, r.k, r.n);
	r.kept = ir_cache_new(r.n);
	first_units(&r);
	if (o->aside)
		recall_lost(&r);
	linkage_set(r.linkage, NULL, 0);
	for (r.round = 1; again && !failed && r.round <= MAX_ROUNDS; r.round++)
		failed = one_round(&r, &again);
	if (!failed) {
		collect(&r);
		out->stats.rounds = r.round - 1;
	}
	if (!failed && again)
		warning("%u rounds, and files still have news for each other: what is reported may "
			"rest on less than there is to know", MAX_ROUNDS);
	if (!failed && o->memory && !o->was)
		limit_save(&r);
	if (!failed && o->probe)
		answer_question(&r);
	else if (!failed && !o->shards && !o->aside)
		publish(&r);
	steps_free(&r);
	free(r.unit);
	free(r.active);
	vec_free(&r.jobs);
	vec_free(&r.sharing);
	linkage_free(r.linkage);
	ir_cache_free(r.kept);
	sources_close(r.sources);
	findings_free(&r.lost);
	arena_free(&r.mem);
	return failed;
}
