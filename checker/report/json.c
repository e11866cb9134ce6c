/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings as one JSON object. docs/json.md is its contract: members may be
 * added; one that goes or changes its meaning raises JSON_VERSION.
 */
#include "report/json_writer.h"
#include "report/report.h"

#include <string.h>

#define JSON_VERSION	1

static void place(struct json_writer *w, const char *file, unsigned line, unsigned col)
{
	json_string(w, "file", file);
	json_uint(w, "line", line);
	json_uint(w, "column", col);
}

static void engines(struct json_writer *w, const char *list)
{
	json_array(w, "engines");
	while (list && *list) {
		size_t n = strcspn(list, ",");

		json_string_n(w, NULL, list, n);
		list += n + (list[n] == ',');
	}
	json_close(w);
}

static void finding(struct json_writer *w, const struct finding *x)
{
	unsigned i;

	json_object(w, NULL);
	json_string(w, "rule", x->rule);
	json_string(w, "level", x->level == LEVEL_NOTE ? "note" : "warning");
	place(w, x->file, x->line, x->col);
	json_string(w, "function", x->function);
	json_string(w, "expression", x->expr);
	json_string(w, "message", x->message);
	if (x->sfile) {
		json_flat_object(w, "spelling");
		json_string(w, "file", x->sfile);
		json_uint(w, "line", x->sline);
		json_close(w);
	}
	json_array(w, "notes");
	for (i = 0; i < x->nnotes; i++) {
		json_flat_object(w, NULL);
		place(w, x->notes[i].file, x->notes[i].line, x->notes[i].col);
		json_string(w, "message", x->notes[i].message);
		json_close(w);
	}
	json_close(w);
	engines(w, x->engines);
	json_string(w, "fingerprint", x->fingerprint);
	json_close(w);
}

static void stats(struct json_writer *w, const struct stats *s)
{
	json_object(w, "stats");
	json_uint(w, "units", s->units);
	json_uint(w, "skipped", s->skipped);
	json_uint(w, "parsed", s->parsed);
	json_uint(w, "functions", s->functions);
	json_uint(w, "not_analysed", s->not_analysed);
	json_uint(w, "budget_exhausted", s->budget_exhausted);
	json_uint(w, "suppressed", s->suppressed);
	json_uint(w, "unknown_constructs", s->unknown_constructs);
	json_real(w, "seconds", s->seconds);
	json_close(w);
}

void report_json(FILE *out, const struct findings *f, const struct report_options *o)
{
	struct json_writer w = { .out = out };
	size_t i;

	json_object(&w, NULL);
	json_uint(&w, "version", JSON_VERSION);
	json_array(&w, "findings");
	for (i = 0; i < f->v.n; i++)
		if (report_shows(f->v.data[i], o))
			finding(&w, f->v.data[i]);
	json_close(&w);
	json_array(&w, "not_analysed");
	for (i = 0; i < f->skipped.n; i++) {
		const struct not_analysed *n = &f->skipped.data[i];

		json_flat_object(&w, NULL);
		json_string(&w, "file", n->file);
		json_string(&w, "function", n->function);
		json_string(&w, "reason", n->reason);
		json_close(&w);
	}
	json_close(&w);
	stats(&w, &f->stats);
	json_close(&w);
}
