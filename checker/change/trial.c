/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "change/trial.h"

#include "change/compare.h"
#include "whole/rounds.h"
#include "change/suppressions.h"
#include "util/input.h"
#include "util/overlay.h"
#include "text/diff.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* --- one state of the tree ---------------------------------------------------------------- */

static int analyse(struct trials *c, struct findings *out)
{
	struct analyse_options analyse = *c->analyse;
	struct rounds_options rounds = {
		.tree = c->tree, .analyse = &analyse, .jobs = c->jobs, .timeout = c->timeout, .aside = true,
		.store = c->store,
	};

	store_look_again(c->store);
	return rounds_run(&rounds, out) ? -1 : suppress_finish(out, c->tree, c->config);
}

static void lay_accepted(struct trials *c)
{
	size_t i;

	overlay_clear();
	for (i = 0; i < c->files.n; i++) {
		const struct changed_file *f = &c->files.data[i];

		if (f->n != f->norig || memcmp(f->text, f->original, f->n) != 0)
			overlay_set(f->path, f->text, f->n);
	}
}

int trials_start(struct trials *c)
{
	return analyse(c, &c->now);
}

struct changed_file *trial_file(struct trials *c, const char *path)
{
	struct changed_file f = { .path = intern(path) };
	size_t i;

	for (i = 0; i < c->files.n; i++)
		if (c->files.data[i].path == f.path)
			return &c->files.data[i];
	f.original = read_file(path, &f.norig);
	if (!f.original) {
		error("cannot read %s: %s", path, open_error(errno));
		return NULL;
	}
	f.n = f.norig;
	f.text = xmalloc(f.n + 1);
	memcpy(f.text, f.original, f.n + 1);
	vec_push(&c->files, f);
	return &vec_last(&c->files);
}

/* --- comparing -------------------------------------------------------------------------------- */

static bool has_fingerprint(const struct findings *f, const struct finding *x)
{
	size_t i;

	for (i = 0; i < f->v.n; i++)
		if (!strcmp(f->v.data[i]->fingerprint, x->fingerprint))
			return true;
	return false;
}

/* Why something can't be analysed that could be before; NULL: there is no such thing. */
static const char *broken(const struct findings *before, const struct findings *after)
{
	size_t i, j;

	for (i = 0; i < after->skipped.n; i++) {
		const struct not_analysed *x = &after->skipped.data[i];
		bool known = false;

		for (j = 0; j < before->skipped.n && !known; j++) {
			const struct not_analysed *y = &before->skipped.data[j];

			known = !strcmp(x->file, y->file) && !x->function == !y->function &&
				(!x->function || !strcmp(x->function, y->function));
		}
		if (!known)
			return x->reason;
	}
	return after->stats.budget_exhausted > before->stats.budget_exhausted ?
	       "a function gets too large for the analysis" : NULL;
}

/* Is it only a note with another message about the same place, which wouldn't be shown? */
static bool is_remark(const struct trials *c, const struct finding *x, const struct finding *y)
{
	return !report_shows(y, c->report) && strcmp(x->message, y->message) != 0;
}

static enum verdict judge(struct trials *c, const struct series *s, const struct finding *x,
			  struct findings *with, struct finding **still, const char **why)
{
	struct finding *fresh = NULL;
	struct comparison cmp;
	unsigned nfresh = 0;
	size_t i;

	*still = NULL;
	*why = broken(&c->now, with);
	if (*why)
		return CANDIDATE_BROKEN;
	compare_findings(&cmp, s, c->tree->src, &c->now, with);
	for (i = 0; i < with->v.n; i++) {
		struct finding *y = with->v.data[i];

		/*
		 * when the first of two equal findings is gone, the second takes over its
		 * fingerprint
		 */
		if (cmp.after[i] == x || (!cmp.after[i] && !strcmp(y->fingerprint, x->fingerprint))) {
			if (!is_remark(c, x, y))
				*still = y;
		} else if (report_shows(y, c->report) &&
			   (!cmp.after[i] || !report_shows(cmp.after[i], c->report) ||
			    !has_fingerprint(&c->now, y))) {
			fresh = y;
			nfresh++;
		}
	}
	comparison_free(&cmp);
	if (!nfresh)
		return *still ? CANDIDATE_STAYS : CANDIDATE_GOOD;
	*why = fresh->message;
	if (*still || nfresh > 1 || strcmp(fresh->rule, x->rule) != 0)
		return CANDIDATE_NEW;
	*still = fresh;
	return CANDIDATE_UNCOVERS;
}

/* Describes the change as a series, for compare_findings(), without using git. */
static bool describe(struct series *s, struct change *ch, const struct changed_file *file, const char *text,
		     size_t n)
{
	text_hunks hunks = { 0 };
	size_t i;

	if (!diff_lines(file->text, text, &hunks))
		return false;
	ch->old = (struct state_file){ .path = file->path, .text = file->text, .n = file->n };
	ch->new = (struct state_file){ .path = file->path, .text = text, .n = n };
	for (i = 0; i < hunks.n; i++)
		vec_push(&ch->hunks, ((struct hunk){ hunks.data[i].old_line, hunks.data[i].old_n,
						     hunks.data[i].new_line, hunks.data[i].new_n }));
	vec_free(&hunks);
	s->changes.data = ch;
	s->changes.n = 1;
	return true;
}

enum verdict trial_try(struct trials *c, const struct changed_file *file, const char *text, size_t n,
			   const struct finding *x, struct findings *with, struct finding **still,
			   const char **why)
{
	enum verdict v = CANDIDATE_FAILED;
	struct change ch = { 0 };
	struct series s = { 0 };

	*why = NULL;
	if (!describe(&s, &ch, file, text, n)) {
		*why = "the change is too large";
		return CANDIDATE_BROKEN;
	}
	c->tried++;
	lay_accepted(c);
	overlay_set(file->path, text, n);
	if (!analyse(c, with))
		v = judge(c, &s, x, with, still, why);
	lay_accepted(c);
	vec_free(&ch.hunks);
	return v;
}

void trial_accept(struct trials *c, struct changed_file *file, char *text, size_t n,
		      struct findings *with)
{
	free(file->text);
	file->text = text;
	file->n = n;
	findings_free(&c->now);
	c->now = *with;
	memset(with, 0, sizeof(*with));
	lay_accepted(c);
}

void trials_free(struct trials *c)
{
	size_t i;

	overlay_clear();
	for (i = 0; i < c->files.n; i++) {
		free(c->files.data[i].original);
		free(c->files.data[i].text);
	}
	vec_free(&c->files);
	findings_free(&c->now);
}
