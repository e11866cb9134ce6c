/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The JSON report: findings as one object. docs/json.md documents the format: members may be added;
 * removing one or changing its meaning raises JSON_VERSION.
 */
#include "report/json.h"
#include "report/suppress.h"

#include <string.h>

#define JSON_VERSION	1

static void place(struct json_writer *w, const char *file, unsigned line, unsigned col)
{
	jw_string(w, "file", file);
	jw_uint(w, "line", line);
	jw_uint(w, "column", col);
}

void json_engines(struct json_writer *w, const char *list)
{
	jw_array(w, "engines");
	while (list && *list) {
		size_t n = strcspn(list, ",");

		jw_string_n(w, NULL, list, n);
		list += n + (list[n] == ',');
	}
	jw_close(w);
}

void json_finding(struct json_writer *w, const struct finding *x, bool flat)
{
	unsigned i;

	(flat ? jw_flat_object : jw_object)(w, NULL);
	jw_string(w, "rule", x->rule);
	jw_string(w, "level", x->level == LEVEL_NOTE ? "note" : "warning");
	place(w, x->file, x->line, x->col);
	jw_string(w, "function", x->function);
	jw_string(w, "expression", x->expr);
	jw_string(w, "message", x->message);
	if (x->sfile) {
		jw_flat_object(w, "spelling");
		jw_string(w, "file", x->sfile);
		jw_uint(w, "line", x->sline);
		jw_close(w);
	}
	jw_array(w, "notes");
	for (i = 0; i < x->nnotes; i++) {
		jw_flat_object(w, NULL);
		place(w, x->notes[i].file, x->notes[i].line, x->notes[i].col);
		jw_string(w, "message", x->notes[i].message);
		jw_close(w);
	}
	jw_close(w);
	jw_bool(w, "path_begins", x->path_begins);
	json_engines(w, x->engines);
	jw_string(w, "fingerprint", x->fingerprint);
	if (x->remedy.kind != REMEDY_NONE)
		jw_bool(w, "fixable", true);
	if (x->state != NO_BASELINE)
		jw_string(w, "state", baseline_state_name(x->state));
	if (x->suppressed != NOT_SUPPRESSED) {
		jw_string(w, "by", suppressed_by_name(x->suppressed));
		jw_string(w, "reason", x->suppress_reason);
	}
	jw_close(w);
}

void json_remarks(struct json_writer *w, const struct findings *f)
{
	size_t i;

	jw_array(w, "remarks");
	for (i = 0; i < f->remarks.n; i++) {
		jw_flat_object(w, NULL);
		jw_string(w, "file", f->remarks.data[i].file);
		jw_uint(w, "line", f->remarks.data[i].line);
		jw_string(w, "message", f->remarks.data[i].message);
		jw_close(w);
	}
	jw_close(w);
}

void json_stats(struct json_writer *w, const struct findings *f, const struct report_options *o)
{
	const struct stats *s = &f->stats;

	jw_object(w, "stats");
	jw_uint(w, "units", s->units);
	jw_uint(w, "skipped", s->skipped);
	jw_uint(w, "parsed", s->parsed);
	jw_uint(w, "functions", s->functions);
	jw_uint(w, "not_analysed", s->not_analysed);
	jw_uint(w, "not_analysed_units", s->lost[NOT_UNIT]);
	jw_uint(w, "not_analysed_functions", s->lost[NOT_FUNCTION]);
	jw_uint(w, "generated", s->lost[NOT_GENERATED]);
	jw_uint(w, "not_built", s->lost[NOT_BUILT]);
	jw_uint(w, "held_back", report_held_back(f, o));
	jw_uint(w, "budget_exhausted", s->budget_exhausted);
	jw_uint(w, "suppressed", s->suppressed);
	jw_uint(w, "unknown_constructs", s->unknown_constructs);
	jw_uint(w, "no_return", s->no_return);
	jw_uint(w, "rounds", s->rounds);
	jw_real(w, "seconds", s->seconds);
	jw_close(w);
}

void json_not_analysed(struct json_writer *w, const struct findings *f)
{
	size_t i;

	jw_array(w, "not_analysed");
	for (i = 0; i < f->skipped.n; i++) {
		const struct not_analysed *n = &f->skipped.data[i];

		jw_flat_object(w, NULL);
		jw_string(w, "file", n->file);
		jw_string(w, "function", n->function);
		jw_string(w, "reason", n->reason);
		jw_string(w, "kind", not_analysed_name(n->kind));
		jw_close(w);
	}
	jw_close(w);
}

void report_json(FILE *out, const struct findings *f, const struct report_options *o)
{
	struct json_writer w = { .out = out };
	size_t i;

	jw_object(&w, NULL);
	jw_uint(&w, "version", JSON_VERSION);
	jw_array(&w, "findings");
	for (i = 0; i < f->v.n; i++)
		if (report_shows(f->v.data[i], o))
			json_finding(&w, f->v.data[i], false);
	jw_close(&w);
	jw_array(&w, "suppressed");
	for (i = 0; i < f->v.n; i++)
		if (report_lists(f->v.data[i], o) && !report_shows(f->v.data[i], o))
			json_finding(&w, f->v.data[i], false);
	jw_close(&w);
	jw_array(&w, "absent");
	for (i = 0; i < f->absent.n; i++)
		if (report_lists(f->absent.data[i], o))
			json_finding(&w, f->absent.data[i], false);
	jw_close(&w);
	json_not_analysed(&w, f);
	json_remarks(&w, f);
	json_stats(&w, f, o);
	jw_close(&w);
}
