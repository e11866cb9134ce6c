/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The SARIF 2.1.0 report, for code scanning on GitHub and elsewhere. docs/reports.md documents it.
 *
 * Results are formatted one by one before anything is written. Services reject a log that has too
 * many results or is too large; then the least important ones are left out, and a notification at
 * the start of the log says so.
 */
#include "report/json.h"
#include "report/rule_page.h"
#include "report/source.h"
#include "report/suppress.h"
#include "util/version.h"

#include <stdlib.h>
#include <string.h>

/* GitHub's limit */
#define MAX_RESULTS 25000
#define MAX_STEPS 1000
#define MAX_BYTES (10u * 1000 * 1000)
#define REST_BYTES (1u * 1000 * 1000) /* reserved for everything that isn't a result */
/* our own limit, so that they fit into REST_BYTES */
#define MAX_NOTIFICATIONS 500
#define MAX_REASON 400

struct result {
	char *json;
	size_t n;
	unsigned importance; /* lower is more important: kept first */
	bool left_out;
};

struct sarif {
	const struct findings *f;
	const struct report_options *o;
	struct source_cache sources;
	struct arena mem;
	VEC(const char *) rules; /* sorted by id */
	VEC(struct result) results;
	size_t left_out, cut_flows;
};

/* --- places ----------------------------------------------------------------------------------- */

static void add_uri(struct strbuf *b, const char *path)
{
	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		    strchr("/-._~+", c))
			strbuf_addc(b, (char)c);
		else
			strbuf_addf(b, "%%%02X", c);
	}
}

static void artifact(struct sarif *s, struct json_writer *w, const char *file)
{
	size_t n = s->o->module ? strlen(s->o->module) : 0;
	const char *base = "SRCROOT";
	struct strbuf uri = { 0 };

	file = file ? file : "unknown";
	if (n && !strncmp(file, s->o->module, n) && file[n] == '/') {
		file += n + 1;
		base = "MODULE";
	} else if (file[0] == '/') {
		strbuf_adds(&uri, "file://");
		base = NULL;
	}
	add_uri(&uri, file);
	jw_flat_object(w, "artifactLocation");
	jw_string(w, "uri", strbuf_str(&uri));
	if (base)
		jw_string(w, "uriBaseId", base);
	jw_close(w);
	strbuf_free(&uri);
}

/* Converts a column: ours count bytes, SARIF's count characters. */
static unsigned column_in_characters(const char *text, unsigned col)
{
	unsigned i, n = 1;

	if (!text)
		return col;
	for (i = 0; i + 1 < col && text[i]; i++)
		n += (text[i] & 0xc0) != 0x80;
	return n;
}

static void physical(struct sarif *s, struct json_writer *w, const char *file, unsigned line,
		     unsigned col)
{
	const char *text = file ? source_line(&s->sources, file, line) : NULL;

	jw_flat_object(w, "physicalLocation");
	artifact(s, w, file);
	if (line) {
		jw_flat_object(w, "region");
		jw_uint(w, "startLine", line);
		if (col)
			jw_uint(w, "startColumn", column_in_characters(text, col));
		jw_close(w);
	}
	jw_close(w);
}

static void message(struct json_writer *w, const char *key, const char *text)
{
	jw_flat_object(w, key);
	jw_text(w, "text", text);
	jw_close(w);
}

/* --- a result ----------------------------------------------------------------------------------- */

static const char *advice_of(const struct finding *x)
{
	return x->nnotes ? x->notes[x->nnotes - 1].message : NULL;
}

static void step(struct sarif *s, struct json_writer *w, const struct place_note *n,
		 const char *text)
{
	jw_flat_object(w, NULL);
	jw_flat_object(w, "location");
	physical(s, w, n->file, n->line, n->col);
	message(w, "message", text ? text : n->message);
	jw_close(w);
	jw_close(w);
}

/*
 * The code flow: the notes without the last one, which is advice, with the finding's place at its
 * end of the path.
 */
static void code_flow(struct sarif *s, struct json_writer *w, const struct finding *x)
{
	struct place_note here = { x->file, x->line, x->col, x->message };
	unsigned n = x->nnotes - 1, i, from = n, to = n;

	if (n >= MAX_STEPS) {
		from = MAX_STEPS / 2;
		to = n - (MAX_STEPS - from - 2);
		s->cut_flows++;
	}
	jw_array(w, "codeFlows");
	jw_flat_object(w, NULL);
	jw_array(w, "threadFlows");
	jw_flat_object(w, NULL);
	jw_array(w, "locations");
	if (x->path_begins)
		step(s, w, &here, NULL);
	for (i = 0; i < from; i++)
		step(s, w, &x->notes[i], NULL);
	if (from < to) {
		char *text = xasprintf("%u steps are left out here: more than %u are not read",
				       to - from, MAX_STEPS);

		step(s, w, &x->notes[from], text);
		free(text);
	}
	for (i = to; i < n; i++)
		step(s, w, &x->notes[i], NULL);
	if (!x->path_begins)
		step(s, w, &here, NULL);
	jw_close(w);
	jw_close(w);
	jw_close(w);
	jw_close(w);
	jw_close(w);
}

static void suppressions(struct json_writer *w, const struct finding *x)
{
	if (x->suppressed != BY_COMMENT && x->suppressed != BY_CONFIG)
		return;
	jw_array(w, "suppressions");
	jw_flat_object(w, NULL);
	jw_string(w, "kind", x->suppressed == BY_COMMENT ? "inSource" : "external");
	if (x->suppress_reason[0])
		jw_string(w, "justification", x->suppress_reason);
	jw_close(w);
	jw_close(w);
}

static unsigned rule_index(struct sarif *s, const char *rule)
{
	unsigned i;

	for (i = 0; strcmp(s->rules.data[i], rule); i++)
		;
	return i;
}

static void location(struct sarif *s, struct json_writer *w, const struct finding *x)
{
	jw_array(w, "locations");
	jw_flat_object(w, NULL);
	physical(s, w, x->file, x->line, x->col);
	if (x->function) {
		jw_array(w, "logicalLocations");
		jw_flat_object(w, NULL);
		jw_string(w, "name", x->function);
		jw_string(w, "kind", "function");
		jw_close(w);
		jw_close(w);
	}
	jw_close(w);
	jw_close(w);
}

static void write_result(struct sarif *s, struct json_writer *w, const struct finding *x)
{
	const char *advice = advice_of(x);
	char *text = advice ? xasprintf("%s.\nTo make it right: %s.", x->message, advice) :
			      xasprintf("%s.", x->message);

	jw_flat_object(w, NULL);
	jw_string(w, "ruleId", x->rule);
	jw_uint(w, "ruleIndex", rule_index(s, x->rule));
	jw_string(w, "level", x->level == LEVEL_NOTE ? "note" : "warning");
	message(w, "message", text);
	location(s, w, x);
	if (x->sfile) {
		jw_array(w, "relatedLocations");
		jw_flat_object(w, NULL);
		physical(s, w, x->sfile, x->sline, 0);
		message(w, "message", "in expansion of a macro defined here");
		jw_close(w);
		jw_close(w);
	}
	if (x->nnotes > 1)
		code_flow(s, w, x);
	jw_flat_object(w, "partialFingerprints");
	jw_string(w, "pageck/v1", x->fingerprint);
	jw_close(w);
	if (x->state != NO_BASELINE)
		jw_string(w, "baselineState", baseline_state_name(x->state));
	suppressions(w, x);
	jw_flat_object(w, "properties");
	json_engines(w, x->engines);
	jw_string(w, "expression", x->expr);
	jw_close(w);
	jw_close(w);
	free(text);
}

static unsigned importance(const struct finding *x)
{
	if (x->state == STATE_ABSENT)
		return 4;
	if (x->suppressed == BY_BASELINE)
		return 2;
	return x->suppressed != NOT_SUPPRESSED ? 3 : x->level == LEVEL_NOTE;
}

static void add_result(struct sarif *s, const struct finding *x)
{
	struct result r = { .importance = importance(x) };
	struct json_writer w = { .out = open_memstream(&r.json, &r.n) };

	write_result(s, &w, x);
	fclose(w.out);
	vec_push(&s->results, r);
}

/* Drops results that exceed a limit, least important first, and of these the last ones. */
static void choose_results(struct sarif *s)
{
	size_t bytes = 0, count = 0, i;
	unsigned level;

	for (level = 0; level <= 4; level++) {
		for (i = 0; i < s->results.n; i++) {
			struct result *r = &s->results.data[i];

			if (r->importance != level)
				continue;
			/* 16: comma, newline and indentation around it */
			if (count == MAX_RESULTS || bytes + r->n + 16 > MAX_BYTES - REST_BYTES) {
				r->left_out = true;
				s->left_out++;
				continue;
			}
			bytes += r->n + 16;
			count++;
		}
	}
}

/* --- the run --------------------------------------------------------------------------------------- */

static int cmp_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void collect_rule(struct sarif *s, const struct finding *x)
{
	size_t i;

	for (i = 0; i < s->rules.n; i++)
		if (!strcmp(s->rules.data[i], x->rule))
			return;
	vec_push(&s->rules, x->rule);
}

static void write_rule(struct sarif *s, struct json_writer *w, const char *rule)
{
	struct rule_page page = rule_page_load(&s->mem, s->o->docs, rule);

	jw_object(w, NULL);
	jw_string(w, "id", rule);
	if (page.text[0]) {
		message(w, "shortDescription", page.summary);
		message(w, "fullDescription", page.full);
		jw_object(w, "help");
		jw_text(w, "text", page.text);
		jw_text(w, "markdown", page.text);
		jw_close(w);
	}
	jw_flat_object(w, "defaultConfiguration");
	jw_string(w, "level", "warning");
	jw_close(w);
	jw_flat_object(w, "properties");
	jw_array(w, "tags");
	jw_string(w, NULL, "kernel");
	jw_string(w, NULL, "memory");
	jw_close(w);
	jw_string(w, "precision", "high");
	jw_close(w);
	jw_close(w);
}

static void notification(struct sarif *s, struct json_writer *w, const char *level,
			 const char *text, const char *file, unsigned line)
{
	jw_flat_object(w, NULL);
	jw_string(w, "level", level);
	message(w, "message", text);
	if (file) {
		jw_array(w, "locations");
		jw_flat_object(w, NULL);
		physical(s, w, file, line, 0);
		jw_close(w);
		jw_close(w);
	}
	jw_close(w);
}

/* Notifications for what isn't a result: results left out, units not analysed, remarks. */
static void notifications(struct sarif *s, struct json_writer *w)
{
	const struct findings *f = s->f;
	size_t i;
	char *text;

	jw_array(w, "toolExecutionNotifications");
	if (s->left_out) {
		text = xasprintf(
			"%zu of %zu results are left out: a file has at most %u of them and %u bytes",
			s->left_out, s->results.n, MAX_RESULTS, MAX_BYTES);
		notification(s, w, "warning", text, NULL, 0);
		free(text);
	}
	if (s->cut_flows) {
		text = xasprintf("steps are left out of %zu code flows with more than %u of them",
				 s->cut_flows, MAX_STEPS);
		notification(s, w, "warning", text, NULL, 0);
		free(text);
	}
	for (i = 0; i < f->remarks.n && i < MAX_NOTIFICATIONS; i++)
		notification(s, w, "warning", f->remarks.data[i].message, f->remarks.data[i].file,
			     f->remarks.data[i].line);
	for (i = 0; i < f->skipped.n && i < MAX_NOTIFICATIONS; i++) {
		const struct not_analysed *n = &f->skipped.data[i];

		text = xasprintf("%s%s%s is not analysed: %.*s", n->function ? "'" : "the file",
				 n->function ? n->function : "", n->function ? "'" : "", MAX_REASON,
				 n->reason);
		notification(s, w, "note", text, n->file, 0);
		free(text);
	}
	if (f->remarks.n > MAX_NOTIFICATIONS || f->skipped.n > MAX_NOTIFICATIONS)
		notification(s, w, "warning", "more is not analysed, or to be said about suppressions, "
			     "than is listed here", NULL, 0);
	jw_close(w);
}

static void write_bases(struct sarif *s, struct json_writer *w)
{
	jw_object(w, "originalUriBaseIds");
	jw_flat_object(w, "SRCROOT");
	message(w, "description", "the kernel source tree");
	jw_close(w);
	if (s->o->module) {
		jw_flat_object(w, "MODULE");
		message(w, "description", "the external module's directory");
		jw_close(w);
	}
	jw_close(w);
}

static void write_run(struct sarif *s, struct json_writer *w)
{
	size_t i;

	jw_object(w, NULL);
	jw_object(w, "tool");
	jw_object(w, "driver");
	jw_string(w, "name", "pageck");
	jw_string(w, "version", program_version());
	jw_array(w, "rules");
	for (i = 0; i < s->rules.n; i++)
		write_rule(s, w, s->rules.data[i]);
	jw_close(w);
	jw_close(w);
	jw_close(w);
	jw_array(w, "invocations");
	jw_object(w, NULL);
	if (s->o->command)
		jw_string(w, "commandLine", s->o->command);
	jw_bool(w, "executionSuccessful", true);
	notifications(s, w);
	jw_close(w);
	jw_close(w);
	write_bases(s, w);
	jw_string(w, "columnKind", "unicodeCodePoints");
	jw_array(w, "results");
	for (i = 0; i < s->results.n; i++)
		if (!s->results.data[i].left_out)
			jw_raw(w, NULL, s->results.data[i].json);
	jw_close(w);
	jw_close(w);
}

void report_sarif(FILE *out, const struct findings *f, const struct report_options *o)
{
	struct sarif s = { .f = f, .o = o, .sources.root = o->root };
	struct json_writer w = { .out = out };
	size_t i;

	for (i = 0; i < f->v.n; i++)
		collect_rule(&s, f->v.data[i]);
	for (i = 0; i < f->absent.n; i++)
		collect_rule(&s, f->absent.data[i]);
	if (s.rules.n)
		qsort(s.rules.data, s.rules.n, sizeof(*s.rules.data), cmp_names);
	for (i = 0; i < f->v.n; i++)
		if (report_lists(f->v.data[i], o))
			add_result(&s, f->v.data[i]);
	for (i = 0; i < f->absent.n; i++)
		if (report_lists(f->absent.data[i], o))
			add_result(&s, f->absent.data[i]);
	choose_results(&s);
	jw_object(&w, NULL);
	jw_string(&w, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	jw_string(&w, "version", "2.1.0");
	jw_array(&w, "runs");
	write_run(&s, &w);
	jw_close(&w);
	jw_close(&w);
	for (i = 0; i < s.results.n; i++)
		free(s.results.data[i].json);
	vec_free(&s.results);
	vec_free(&s.rules);
	source_cache_free(&s.sources);
	arena_free(&s.mem);
}
