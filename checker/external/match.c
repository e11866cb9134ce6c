/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Matches the engines' reports with pageck's findings. */
#include "external/external_impl.h"
#include "util/path.h"

#include <stdlib.h>
#include <string.h>

#define NEAR	5	/* lines: engines place the end of a path differently */

/* Without the tree's directory before it. */
static int cmp_str(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static unsigned distance(unsigned a, unsigned b)
{
	return a > b ? a - b : b - a;
}

/* Distance from the report to the finding, or to a line of its path; more than NEAR: unrelated. */
static unsigned lines_between(const struct witness *w, const struct finding *x, const char *root)
{
	const char *file = path_shown(w->file, root);
	bool same_function = !cmp_str(w->function, x->function);
	unsigned best, i;

	if (cmp_str(w->rule, x->rule) && (!w->or_rule || cmp_str(w->or_rule, x->rule)))
		return NEAR + 1;
	if (!x->file || strcmp(file, path_shown(x->file, root)))
		return NEAR + 1;
	if (w->anywhere)
		return same_function ? 0 : NEAR + 1;
	best = distance(w->line, x->line);
	/* the text doesn't contain a function name that a macro generates */
	if (!same_function)
		return best ? NEAR + 1 : 0;
	for (i = 0; i < x->nnotes; i++)
		if (x->notes[i].file && !strcmp(file, path_shown(x->notes[i].file, root)) &&
		    distance(w->line, x->notes[i].line) < best)
			best = distance(w->line, x->notes[i].line);
	return best;
}

static bool names_engine(const char *engines, const char *engine)
{
	size_t n = strlen(engine);

	while (engines && *engines) {
		if (!strncmp(engines, engine, n) && (!engines[n] || engines[n] == ','))
			return true;
		engines = strchr(engines, ',');
		engines += engines != NULL;
	}
	return false;
}

/* Adds a note for what only an external engine reports. Engines are added to it at the end. */
static void add_note(const struct witness *w, const char *root, struct findings *out)
{
	struct finding *x = findings_add(out);

	x->rule = w->rule;
	x->level = LEVEL_NOTE;
	/* copied: units may be freed before the findings */
	x->file = arena_strdup(&out->mem, path_shown(w->file, root));
	x->line = w->line;
	x->col = w->col;
	x->function = w->function;
	x->engines = w->engine;
	x->message = w->message;
}

/*
 * Adds the engine to the nearest finding that the report confirms; to all of them when only the
 * function is known. Notes that come from the same engine don't count.
 */
static void match_one(const struct witness *w, const char *root, size_t nown, struct findings *out)
{
	unsigned best = NEAR + 1, d;
	size_t i, n = out->v.n;

	for (i = 0; i < n; i++)
		if ((i < nown || !names_engine(out->v.data[i]->engines, w->engine)) &&
		    (d = lines_between(w, out->v.data[i], root)) < best)
			best = d;
	if (best > NEAR && !w->weak)
		add_note(w, root, out);
	for (i = 0; best <= NEAR && i < n; i++) {
		struct finding *x = out->v.data[i];

		if (!names_engine(x->engines, w->engine) && lines_between(w, x, root) == best)
			x->engines = x->engines ? arena_printf(&out->mem, "%s,%s", x->engines,
							       w->engine) : w->engine;
	}
}

/* Sorts by place, so that the order in which processes end doesn't matter. */
static int cmp_witness(const void *pa, const void *pb)
{
	const struct witness *a = pa, *b = pb;
	int r;

	if ((r = strcmp(a->engine, b->engine)) || (r = strcmp(a->file, b->file)))
		return r;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->col != b->col)
		return a->col < b->col ? -1 : 1;
	return (r = strcmp(a->rule, b->rule)) ? r : strcmp(a->message, b->message);
}

void match_witnesses(struct witnesses *w, const char *root, struct findings *out)
{
	size_t nown = out->v.n, i;

	if (w->v.n)
		qsort(w->v.data, w->v.n, sizeof(*w->v.data), cmp_witness);
	for (i = 0; i < w->v.n; i++)
		match_one(&w->v.data[i], root, nown, out);
	for (i = nown; i < out->v.n; i++) {
		struct finding *x = out->v.data[i];

		x->message = arena_printf(&out->mem, "%s (seen by %s, not by pageck itself)",
					  x->message, x->engines);
	}
}
