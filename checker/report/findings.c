/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The list of findings: adding, sorting, removing duplicates.
 *
 * Workers deliver in any order, and a header is analysed in each unit that includes it. Order and
 * duplicates are therefore settled here, once, on the complete list.
 */
#include "report/fingerprint.h"
#include "report/report.h"
#include "report/suppress.h"
#include "util/path.h"

#include <stdlib.h>
#include <string.h>

struct finding *findings_add(struct findings *f)
{
	struct finding *x = arena_new(&f->mem, struct finding);

	vec_push(&f->v, x);
	return x;
}

static void add_not_analysed(struct findings *f, enum not_analysed_kind kind, const char *file,
			     const char *function, const char *reason)
{
	struct not_analysed n = {
		.kind = kind,
		.file = arena_strdup(&f->mem, file),
		.function = function ? arena_strdup(&f->mem, function) : NULL,
		.reason = arena_strdup(&f->mem, reason),
	};

	vec_push(&f->skipped, n);
	f->stats.not_analysed = (unsigned)f->skipped.n;
}

void findings_not_analysed(struct findings *f, const char *file, const char *function,
			   const char *reason)
{
	add_not_analysed(f, function ? NOT_FUNCTION : NOT_UNIT, file, function, reason);
}

void findings_lost(struct findings *f, enum not_analysed_kind kind, const char *file,
		   const char *reason)
{
	add_not_analysed(f, kind, file, NULL, reason);
}

const char *not_analysed_name(enum not_analysed_kind kind)
{
	static const char *const names[] = {
		[NOT_FUNCTION] = "function", [NOT_UNIT] = "unit", [NOT_GENERATED] = "generated",
		[NOT_BUILT] = "not-built",
	};

	return names[kind];
}

void findings_analysed(struct findings *f, const char *file)
{
	vec_push(&f->analysed, arena_strdup(&f->mem, file));
}

static int cmp_str(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int cmp_uint(unsigned a, unsigned b)
{
	return (a > b) - (a < b);
}

static int cmp_finding(const void *pa, const void *pb)
{
	const struct finding *a = *(struct finding *const *)pa, *b = *(struct finding *const *)pb;
	unsigned i;
	int r;

	if ((r = cmp_str(a->file, b->file)) || (r = cmp_uint(a->line, b->line)) ||
	    (r = cmp_uint(a->col, b->col)) || (r = cmp_str(a->rule, b->rule)))
		return r;
	/* of two findings with the same cause, keep the higher level, then the longer path */
	if ((r = cmp_uint(b->level, a->level)) || (r = cmp_uint(b->nnotes, a->nnotes)) ||
	    (r = cmp_str(a->message, b->message)) || (r = cmp_str(a->function, b->function)) ||
	    (r = cmp_str(a->expr, b->expr)))
		return r;
	for (i = 0; i < a->nnotes; i++) {
		const struct place_note *x = &a->notes[i], *y = &b->notes[i];

		if ((r = cmp_str(x->file, y->file)) || (r = cmp_uint(x->line, y->line)) ||
		    (r = cmp_uint(x->col, y->col)) || (r = cmp_str(x->message, y->message)))
			return r;
	}
	return 0;
}

/* The same cause, though found in different units or through different callers. */
static bool same_report(const struct finding *a, const struct finding *b)
{
	return !cmp_str(a->rule, b->rule) && !cmp_str(a->file, b->file) && a->line == b->line &&
	       a->col == b->col;
}

static void drop_repeats(struct findings *f)
{
	size_t i, n = 0;

	for (i = 0; i < f->v.n; i++)
		if (!n || !same_report(f->v.data[n - 1], f->v.data[i]))
			f->v.data[n++] = f->v.data[i];
	f->v.n = n;
}

static int cmp_not_analysed(const void *pa, const void *pb)
{
	const struct not_analysed *a = pa, *b = pb;
	int r;

	if ((r = cmp_str(a->file, b->file)) || (r = cmp_str(a->function, b->function)))
		return r;
	return cmp_str(a->reason, b->reason);
}

/*
 * A function in a header that can't be analysed counts once, not once per unit. File names are made
 * relative, as the compiler's are absolute under audit.
 */
static void settle_not_analysed(struct findings *f, const char *root)
{
	size_t i, n = 0;

	for (i = 0; i < f->skipped.n; i++)
		f->skipped.data[i].file = path_shown(f->skipped.data[i].file, root);
	if (f->skipped.n)
		qsort(f->skipped.data, f->skipped.n, sizeof(*f->skipped.data), cmp_not_analysed);
	for (i = 0; i < f->skipped.n; i++) {
		const struct not_analysed *prev = n ? &f->skipped.data[n - 1] : NULL;
		const struct not_analysed *this = &f->skipped.data[i];

		if (!prev || cmp_str(prev->file, this->file) ||
		    cmp_str(prev->function, this->function))
			f->skipped.data[n++] = *this;
	}
	f->skipped.n = n;
	f->stats.not_analysed = (unsigned)n;
	memset(f->stats.lost, 0, sizeof(f->stats.lost));
	for (i = 0; i < n; i++)
		f->stats.lost[f->skipped.data[i].kind]++;
}

const char *finding_others(const struct finding *x)
{
	const char *others = x->engines ? strchr(x->engines, ',') : NULL;

	return others && str_starts(x->engines, "libclang,") ? others + 1 : NULL;
}

int findings_finish(struct findings *f, const struct suppress_options *given)
{
	static const struct suppress_options none;
	const struct suppress_options *o = given ? given : &none;

	if (f->v.n)
		qsort(f->v.data, f->v.n, sizeof(*f->v.data), cmp_finding);
	drop_repeats(f);
	fingerprints_set(f, o);
	settle_not_analysed(f, o->root);
	return suppress_findings(f, o);
}

void findings_free(struct findings *f)
{
	vec_free(&f->v);
	vec_free(&f->skipped);
	vec_free(&f->analysed);
	vec_free(&f->absent);
	vec_free(&f->elsewhere);
	vec_free(&f->remarks);
	arena_free(&f->mem);
	memset(&f->stats, 0, sizeof(f->stats));
}

bool report_lists(const struct finding *x, const struct report_options *o)
{
	return x->level == LEVEL_WARNING || o->all;
}

bool report_shows(const struct finding *x, const struct report_options *o)
{
	return x->suppressed == NOT_SUPPRESSED && report_lists(x, o);
}

unsigned report_held_back(const struct findings *f, const struct report_options *o)
{
	unsigned n = 0;
	size_t i;

	for (i = 0; i < f->v.n; i++)
		n += f->v.data[i]->suppressed == NOT_SUPPRESSED && !report_lists(f->v.data[i], o);
	return n;
}

unsigned report_count_not_analysed(const struct findings *f)
{
	return f->stats.lost[NOT_UNIT] + f->stats.lost[NOT_BUILT];
}

unsigned report_count(const struct findings *f, const struct report_options *o)
{
	unsigned n = 0;
	size_t i;

	for (i = 0; i < f->v.n; i++)
		n += report_shows(f->v.data[i], o);
	return n;
}
