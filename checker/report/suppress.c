/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/suppress.h"

#include "report/baseline.h"
#include "report/comment.h"
#include "report/scope.h"
#include "report/suppress_table.h"

#include <stdlib.h>
#include <string.h>

const char *suppressed_by_name(enum suppressed_by by)
{
	static const char *const names[] = {
		[NOT_SUPPRESSED] = "none",
		[BY_COMMENT] = "comment",
		[BY_BASELINE] = "baseline",
		[BY_CONFIG] = "config",
	};

	return names[by];
}

const char *baseline_state_name(enum baseline_state state)
{
	static const char *const names[] = {
		[NO_BASELINE] = "none",
		[STATE_NEW] = "new",
		[STATE_UNCHANGED] = "unchanged",
		[STATE_ABSENT] = "absent",
	};

	return names[state];
}

static void decide(struct finding *x, struct comments *comments, struct suppress_table *table,
		   struct baseline *baseline, const struct suppress_options *o)
{
	const char *reason;

	/* also for a suppressed finding, whose baseline entry would count as absent otherwise */
	if (baseline)
		x->state = baseline_has(baseline, x) ? STATE_UNCHANGED : STATE_NEW;
	if ((reason = comment_reason(comments, x))) {
		x->suppressed = BY_COMMENT;
	} else if ((reason = suppress_table_reason(table, x, file_in_roots(x->file, o)))) {
		x->suppressed = BY_CONFIG;
	} else if (x->state == STATE_UNCHANGED) {
		x->suppressed = BY_BASELINE;
		reason = "in the baseline";
	}
	x->suppress_reason = reason;
}

static int cmp_remark(const void *pa, const void *pb)
{
	const struct remark *a = pa, *b = pb;
	int r = strcmp(a->file, b->file);

	if (r || a->line != b->line)
		return r ? r : (a->line > b->line) - (a->line < b->line);
	return strcmp(a->message, b->message);
}

/* One remark per comment without a reason, however many findings it suppresses. */
static void settle_remarks(struct findings *f)
{
	size_t i, n = 0;

	if (f->remarks.n)
		qsort(f->remarks.data, f->remarks.n, sizeof(*f->remarks.data), cmp_remark);
	for (i = 0; i < f->remarks.n; i++)
		if (!n || cmp_remark(&f->remarks.data[n - 1], &f->remarks.data[i]))
			f->remarks.data[n++] = f->remarks.data[i];
	f->remarks.n = n;
}

struct suppressions {
	struct suppress_table table;
	struct baseline *baseline;
};

struct suppressions *suppress_open(struct findings *f, const struct suppress_options *o)
{
	struct suppressions *s = xcalloc(1, sizeof(*s));

	if (!suppress_table_load(&s->table, f, o) &&
	    (!o->baseline || (s->baseline = baseline_open(o->baseline, f))))
		return s;
	suppress_close(s);
	return NULL;
}

void suppress_close(struct suppressions *s)
{
	if (!s)
		return;
	baseline_close(s->baseline);
	suppress_table_free(&s->table);
	free(s);
}

int suppress_findings(struct findings *f, const struct suppress_options *o)
{
	struct comments comments = { .f = f, .sources.root = o->root, .o = o };
	struct suppressions *s = o->opened ? o->opened : suppress_open(f, o);
	size_t i;

	if (!s)
		return -1;
	f->has_baseline = s->baseline != NULL;
	if (s->baseline)
		baseline_match(s->baseline, f, o);
	f->stats.suppressed = 0;
	memset(f->stats.by, 0, sizeof(f->stats.by));
	for (i = 0; i < f->v.n; i++) {
		struct finding *x = f->v.data[i];

		decide(x, &comments, &s->table, s->baseline, o);
		f->stats.suppressed += x->suppressed != NOT_SUPPRESSED;
		f->stats.by[x->suppressed]++;
	}
	comments_unused(&comments);
	suppress_table_unused(&s->table, f, o);
	if (s->baseline)
		baseline_absent(s->baseline, f, o);
	settle_remarks(f);
	suppress_close(s);
	comments_free(&comments);
	return 0;
}
