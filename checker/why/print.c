/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "why/print.h"

#include "report/json.h"

#include <stdlib.h>
#include <string.h>

#define WHY_VERSION	1

static bool is_here(const struct why *w, const char *file, unsigned line)
{
	return line == w->line && file && !strcmp(file, w->file);
}

static bool stands_here(const struct why *w, const struct finding *x)
{
	return is_here(w, x->file, x->line);
}

/* Is the finding elsewhere, but a note or the macro text that it is in on this line? */
static bool leads_here(const struct why *w, const struct finding *x)
{
	unsigned i;

	if (stands_here(w, x))
		return false;
	for (i = 0; i < x->nnotes; i++)
		if (is_here(w, x->notes[i].file, x->notes[i].line))
			return true;
	return x->sfile && is_here(w, x->sfile, x->sline);
}

/* Removes sentences that apply only to a line without findings. */
static void drop_idle(struct why *w)
{
	size_t i, n = 0;

	for (i = 0; i < w->answer.v.n; i++)
		if (!w->answer.v.data[i].idle || w->verdict >= WHY_SILENT)
			w->answer.v.data[n++] = w->answer.v.data[i];
	w->answer.v.n = n;
}

void why_judge(struct why *w)
{
	size_t i;

	w->verdict = w->answer.analysed ? WHY_SILENT : WHY_NOT_ANALYSED;
	for (i = 0; w->found && i < w->found->v.n; i++) {
		const struct finding *x = w->found->v.data[i];
		enum why_verdict v = x->suppressed ? WHY_SUPPRESSED :
				     x->level == LEVEL_WARNING ? WHY_REPORTED : WHY_NOTE;

		if (!stands_here(w, x))
			continue;
		if (v < w->verdict)
			w->verdict = v;
		answer_say(&w->answer, ANSWER_BECAUSE, "rule %s: what the notes of the %s tell is the reason; 'pageck explain %s' describes the rule",
			   x->rule, x->level == LEVEL_WARNING ? "warning" : "note", x->rule);
	}
	drop_idle(w);
}

static const char *const verdict_name[] = {
	[WHY_REPORTED] = "reported", [WHY_NOTE] = "note", [WHY_SUPPRESSED] = "suppressed",
	[WHY_SILENT] = "silent", [WHY_NOT_ANALYSED] = "not-analysed",
};

static const char *const verdict_text[] = {
	[WHY_REPORTED] = "reported", [WHY_NOTE] = "a note: shown with --all, not otherwise",
	[WHY_SUPPRESSED] = "found, and suppressed", [WHY_SILENT] = "not reported",
	[WHY_NOT_ANALYSED] = "not reported: pageck doesn't look for anything here",
};

static const char *const topic_text[] = {
	[ANSWER_BECAUSE] = "why", [ANSWER_LINE] = "the line", [ANSWER_KNOWN] = "known here",
	[ANSWER_PATH] = "one way to get here",
};

/* --- text --------------------------------------------------------------------------- */

static void escaped(FILE *out, const char *s)
{
	struct strbuf b = { 0 };

	strbuf_add_escaped(&b, s);
	fputs(strbuf_str(&b), out);
	strbuf_free(&b);
}

static void heading(FILE *out, const struct report_options *o, const char *text)
{
	fprintf(out, o->color ? "\033[1m%s\033[0m:\n" : "%s:\n", text);
}

static void one_line(FILE *out, const struct why *w, const struct answer_line *l)
{
	fputs("  ", out);
	if (l->file && !is_here(w, l->file, l->line)) {
		if (strcmp(l->file, w->file) != 0) {
			escaped(out, l->file);
			fprintf(out, ":%u: ", l->line);
		} else {
			fprintf(out, "line %u: ", l->line);
		}
	}
	escaped(out, l->text);
	fputc('\n', out);
	if (l->ref) {
		fputs("      ", out);
		escaped(out, l->ref);
		fputc('\n', out);
	}
}

static void topic(FILE *out, const struct why *w, const struct report_options *o, enum answer_topic t)
{
	bool any = false;
	size_t i;

	for (i = 0; i < w->answer.v.n; i++) {
		if (w->answer.v.data[i].topic != t)
			continue;
		if (!any)
			heading(out, o, topic_text[t]);
		any = true;
		one_line(out, w, &w->answer.v.data[i]);
	}
}

static void print_findings(FILE *out, const struct why *w, const struct report_options *o)
{
	struct findings here = { 0 };
	size_t i;

	for (i = 0; w->found && i < w->found->v.n; i++) {
		struct finding *x = w->found->v.data[i];

		if (stands_here(w, x) && !x->suppressed)
			vec_push(&here.v, x);
		if (!stands_here(w, x) || !x->suppressed)
			continue;
		escaped(out, x->file);
		fprintf(out, ":%u:%u: suppressed: ", x->line, x->col);
		escaped(out, x->message);
		fprintf(out, " [-W%s]%s", x->rule, x->suppressed == BY_COMMENT ?
			", by a comment" : x->suppressed == BY_BASELINE ? ", by the baseline" :
			", by the configuration");
		if (x->suppress_reason && *x->suppress_reason) {
			fputs(": ", out);
			escaped(out, x->suppress_reason);
		}
		fputc('\n', out);
	}
	report_text(out, &here, o);
	vec_free(&here.v);
}

static void print_leads(FILE *out, const struct why *w, const struct report_options *o)
{
	bool any = false;
	size_t i;

	for (i = 0; w->found && i < w->found->v.n; i++) {
		const struct finding *x = w->found->v.data[i];

		if (!leads_here(w, x))
			continue;
		if (!any)
			heading(out, o, "part of what is told of elsewhere");
		any = true;
		fputs("  ", out);
		escaped(out, x->file);
		fprintf(out, ":%u:%u: %s: ", x->line, x->col, x->suppressed ? "suppressed" :
			x->level == LEVEL_WARNING ? "warning" : "note");
		escaped(out, x->message);
		fprintf(out, " [-W%s]\n", x->rule);
	}
}

void why_text(FILE *out, const struct why *w, const struct report_options *o)
{
	enum answer_topic t;

	escaped(out, w->file);
	fprintf(out, ":%u", w->line);
	if (w->answer.function) {
		fputs(": in ", out);
		escaped(out, w->answer.function);
		fputs("()", out);
	}
	if (w->unit && strcmp(w->unit, w->file) != 0) {
		fputs(", as part of ", out);
		escaped(out, w->unit);
	}
	fprintf(out, ": %s\n", verdict_text[w->verdict]);
	if (w->source && !o->color) {
		fputs("  | ", out);
		escaped(out, w->source);
		fputc('\n', out);
	}
	print_findings(out, w, o);
	for (t = 0; t < ANSWER_TOPICS; t++) {
		if (t == ANSWER_PATH && w->answer.ways > 1)
			fprintf(out, "(the line is reached in %u states that differ in what rules care about)\n",
				w->answer.ways);
		topic(out, w, o, t);
	}
	print_leads(out, w, o);
}

/* --- JSON ------------------------------------------------------------------------------- */

static void json_topic(struct json_writer *w, const struct answer *a, enum answer_topic t)
{
	size_t i;

	jw_array(w, answer_topic_name(t));
	for (i = 0; i < a->v.n; i++) {
		const struct answer_line *l = &a->v.data[i];

		if (l->topic != t)
			continue;
		jw_flat_object(w, NULL);
		jw_string(w, "text", l->text);
		if (l->file) {
			jw_string(w, "file", l->file);
			jw_uint(w, "line", l->line);
			jw_uint(w, "column", l->col);
		}
		if (l->ref)
			jw_string(w, "row", l->ref);
		jw_close(w);
	}
	jw_close(w);
}

static void json_findings(struct json_writer *j, const struct why *w, const char *key,
			  bool (*wanted)(const struct why *w, const struct finding *x))
{
	size_t i;

	jw_array(j, key);
	for (i = 0; w->found && i < w->found->v.n; i++)
		if (wanted(w, w->found->v.data[i]))
			json_finding(j, w->found->v.data[i], false);
	jw_close(j);
}

void why_json(FILE *out, const struct why *w)
{
	struct json_writer j = { .out = out };
	enum answer_topic t;

	jw_object(&j, NULL);
	jw_uint(&j, "version", WHY_VERSION);
	jw_string(&j, "file", w->file);
	jw_uint(&j, "line", w->line);
	if (w->col)
		jw_uint(&j, "column", w->col);
	jw_string(&j, "function", w->answer.function);
	jw_string(&j, "unit", w->unit);
	jw_string(&j, "verdict", verdict_name[w->verdict]);
	jw_uint(&j, "states", w->answer.ways);
	for (t = 0; t < ANSWER_TOPICS; t++)
		json_topic(&j, &w->answer, t);
	json_findings(&j, w, "findings", stands_here);
	json_findings(&j, w, "part_of", leads_here);
	jw_close(&j);
}
