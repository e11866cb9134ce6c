/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "whole/job.h"

#include "why/answer.h"

#include "report/wire.h"
#include "store/store.h"
#include "util/bytes.h"
#include "util/numbers.h"
#include "util/stamp.h"

#include <stdlib.h>
#include <string.h>

/* --- questions ------------------------------------------------------------------------ */

struct asked {
	const struct job_options *o;
	size_t unit;
	struct arena mem;
	/* those already answered: later answers to the same question are ignored */
	struct numbers questions;
	VEC(struct step_answer) answers;
	VEC(const char *) files;
};

static uint64_t question(const char *what, const char *name)
{
	return hash_bytes(name, strlen(name), hash_bytes(what, strlen(what), 0));
}

uint64_t question_hash(enum question_kind kind, const char *name)
{
	static const char *const kinds[] = { "function", "relevant_only", "member" };

	return question(kinds[kind], name);
}

uint64_t target_answer(const char *function)
{
	return function ? question("is", function) | 1 : 0;
}

static void note_answer(struct asked *a, uint64_t q, uint64_t answer)
{
	struct step_answer x = { q, answer };
	bool is_new;

	numbers_of(&a->questions, (const void *)(uintptr_t)q, &is_new);
	if (is_new)
		vec_push(&a->answers, x);
}

static const struct flow_export *on_ask(const char *function, bool relevant_only, void *arg)
{
	struct asked *a = arg;
	uint64_t hash;
	const struct flow_export *x = linkage_find(a->o->linkage, function, relevant_only, a->unit, &hash);

	note_answer(a, question_hash(relevant_only ? ASK_RELEVANT : ASK_FUNCTION, function), hash);
	return x;
}

static const char *on_target(const char *member, void *arg)
{
	struct asked *a = arg;
	const char *function = linkage_target(a->o->linkage, member);

	note_answer(a, question_hash(ASK_MEMBER, member), target_answer(function));
	return function;
}

static bool on_replaced(const char *function, void *arg)
{
	struct asked *a = arg;

	/* not recorded as a question: the answer is part of the unit's key */
	return linkage_replaced(a->o->linkage, function, a->unit);
}

static unsigned on_demanded(const char *function, void *arg)
{
	struct asked *a = arg;

	return linkage_demands(a->o->linkage, function);
}

static void on_file(const char *path, void *arg)
{
	struct asked *a = arg;

	vec_push(&a->files, arena_strdup(&a->mem, path));
}

static int compare_answers(const void *a, const void *b)
{
	const struct step_answer *x = a, *y = b;

	return (x->question > y->question) - (x->question < y->question);
}

/* --- serializing the result ----------------------------------------------------------------- */

static size_t count_warnings(const struct findings *f)
{
	size_t i, n = 0;

	for (i = 0; i < f->v.n; i++)
		n += f->v.data[i]->level == LEVEL_WARNING;
	return n;
}

static void put_result(struct strbuf *out, const struct findings *found, const struct flow_links *l)
{
	struct strbuf f = { 0 };
	size_t i;

	wire_put(&f, found);
	put_blob(out, f.s, f.n);
	strbuf_free(&f);
	put_uint(out, count_warnings(found));
	put_uint(out, l->exports.n);
	for (i = 0; i < l->exports.n; i++) {
		put_str(out, l->exports.data[i].name);
		put_uint(out, l->exports.data[i].effects);
		put_blob(out, l->exports.data[i].bytes, l->exports.data[i].n);
	}
	put_uint(out, l->demands.n);
	for (i = 0; i < l->demands.n; i++) {
		put_uint(out, l->demands.data[i].kind);
		put_str(out, l->demands.data[i].function);
	}
	put_uint(out, l->forwards.n);
	for (i = 0; i < l->forwards.n; i++) {
		put_str(out, l->forwards.data[i].from);
		put_str(out, l->forwards.data[i].to);
	}
	put_uint(out, l->fnptr_targets.n);
	for (i = 0; i < l->fnptr_targets.n; i++) {
		put_str(out, l->fnptr_targets.data[i].member);
		put_str(out, l->fnptr_targets.data[i].function);
	}
}

bool result_get(struct unit_result *k, struct bytes b, struct arena *mem)
{
	struct flow_export *exports;
	struct flow_demand *demands;
	struct flow_forward *forwards;
	struct flow_target *fnptr_targets;
	uint32_t i, n;

	k->findings = get_blob(&b);
	k->warnings = (unsigned)get_uint(&b);
	n = get_count(&b);
	k->summary.exports = exports = arena_array(mem, struct flow_export, n);
	k->summary.nexports = n;
	for (i = 0; i < n; i++) {
		struct bytes x;

		exports[i].name = get_interned(&b);
		exports[i].effects = (unsigned)get_uint(&b);
		x = get_blob(&b);
		exports[i].bytes = x.p;
		exports[i].n = (size_t)(x.end - x.p);
		b.bad |= !exports[i].name;
	}
	n = get_count(&b);
	k->summary.demands = demands = arena_array(mem, struct flow_demand, n);
	k->summary.ndemands = n;
	for (i = 0; i < n; i++) {
		demands[i].kind = (enum demand_kind)get_uint(&b);
		demands[i].function = get_interned(&b);
		b.bad |= !demands[i].function;
	}
	n = get_count(&b);
	k->summary.forwards = forwards = arena_array(mem, struct flow_forward, n);
	k->summary.nforwards = n;
	for (i = 0; i < n; i++) {
		forwards[i].from = get_interned(&b);
		forwards[i].to = get_interned(&b);
		b.bad |= !forwards[i].from || !forwards[i].to;
	}
	n = get_count(&b);
	k->summary.fnptr_targets = fnptr_targets = arena_array(mem, struct flow_target, n);
	k->summary.ntargets = n;
	for (i = 0; i < n; i++) {
		fnptr_targets[i].member = get_interned(&b);
		fnptr_targets[i].function = get_interned(&b);
		b.bad |= !fnptr_targets[i].member || !fnptr_targets[i].function;
	}
	return !b.bad && b.p == b.end;
}

/* --- one unit -------------------------------------------------------------------------- */

struct unit_job {
	struct asked asked;
	struct flow_links links;
	struct findings found;
	struct analyse_options o;
};

static void job_start(struct unit_job *t, const struct job_options *o, size_t unit)
{
	memset(t, 0, sizeof(*t));
	t->asked.o = o;
	t->asked.unit = unit;
	t->links.ask = on_ask;
	t->links.target = on_target;
	t->links.replaced = on_replaced;
	t->links.demanded = on_demanded;
	t->links.arg = &t->asked;
	t->o = *o->analyse;
	t->o.links = &t->links;
	t->o.file = on_file;
	t->o.arg = &t->asked;
	t->o.no_skip = true;
	t->o.units = o->sharing;
}

static void job_free(struct unit_job *t)
{
	findings_free(&t->found);
	flow_links_free(&t->links);
	vec_free(&t->asked.answers);
	numbers_free(&t->asked.questions);
	vec_free(&t->asked.files);
	arena_free(&t->asked.mem);
}

/* Appends the files with their stamps, and whether the stamps are reliable. */
static void put_files(struct strbuf *out, const struct asked *a, int64_t start)
{
	int64_t newest = 0;
	size_t i;

	put_uint(out, a->files.n);
	for (i = 0; i < a->files.n; i++) {
		put_str(out, a->files.data[i]);
		put_uint(out, file_stamp(a->files.data[i], &newest));
	}
	put_uint(out, stamp_settled(newest, start));
}

/*
 * Analyses the unit from its cached entry, which begins with the files as they were when it was
 * parsed.
 */
static bool from_cached(struct unit_job *t, struct strbuf *files)
{
	struct strbuf kept = { 0 };
	struct bytes b, head;
	bool ok = false;

	if (ir_cache_get(t->asked.o->kept, t->asked.unit, &kept)) {
		b = (struct bytes){ kept.s, kept.s + kept.n, false };
		head = get_blob(&b);
		ok = !b.bad && analyse_cached(b, t->asked.o->units[t->asked.unit].shown, &t->o, &t->found);
		if (ok)
			strbuf_add(files, head.p, (size_t)(head.end - head.p));
	}
	strbuf_free(&kept);
	return ok;
}

static enum analysed by_parsing(struct unit_job *t, struct strbuf *files, struct strbuf *keep)
{
	const struct kbuild_unit *k = &t->asked.o->units[t->asked.unit];
	struct strbuf parsed = { 0 };
	int64_t start = stamp_now();
	struct front_args args;
	enum analysed how;

	t->o.keep = &parsed;
	front_args_init(&args, k->dir, k->argv, k->argc);
	/* use the name that kbuild gives; the command line may contain another */
	args.file = k->file;
	how = analyse_file(&args, k->shown, &t->o, &t->found);
	front_args_free(&args);
	put_files(files, &t->asked, start);
	if (how == ANALYSE_DONE) {
		put_blob(keep, files->s, files->n);
		strbuf_add(keep, strbuf_str(&parsed), parsed.n);
	}
	strbuf_free(&parsed);
	return how;
}

void job_unit(const struct job_options *o, size_t unit, struct strbuf *out)
{
	enum analysed how = ANALYSE_DONE;
	struct strbuf files = { 0 }, result = { 0 }, keep = { 0 };
	struct unit_job t;

	job_start(&t, o, unit);
	if (!from_cached(&t, &files)) {
		job_free(&t);
		job_start(&t, o, unit);
		how = by_parsing(&t, &files, &keep);
	}
	strbuf_add(out, files.s, files.n);
	if (t.asked.answers.n)
		qsort(t.asked.answers.data, t.asked.answers.n, sizeof(*t.asked.answers.data),
		      compare_answers);
	put_blob(out, (const char *)t.asked.answers.data,
		 t.asked.answers.n * sizeof(*t.asked.answers.data));
	put_uint(out, how == ANALYSE_DONE);
	put_result(&result, &t.found, &t.links);
	put_blob(out, result.s, result.n);
	put_blob(out, keep.s, keep.n);
	strbuf_free(&files);
	strbuf_free(&result);
	strbuf_free(&keep);
	job_free(&t);
}

void job_probe(const struct job_options *o, size_t unit, const struct unit_probe *probe,
	       struct strbuf *out)
{
	const struct kbuild_unit *k = &o->units[unit];
	struct front_args args;
	struct unit_job t;

	job_start(&t, o, unit);
	t.o.probe = probe;
	front_args_init(&args, k->dir, k->argv, k->argc);
	args.file = k->file;
	if (analyse_file(&args, k->shown, &t.o, &t.found) == ANALYSE_FAILED && t.found.skipped.n)
		answer_say(probe->answer, ANSWER_BECAUSE, "%s is not analysed: %s",
			   t.found.skipped.data[0].file, t.found.skipped.data[0].reason);
	answer_put(out, probe->answer);
	front_args_free(&args);
	job_free(&t);
}
