/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The HTML report: one file made of a page (checker/report/html/) with the findings, the source
 * lines that they refer to and the rules' pages embedded as JSON. The page's script renders them.
 *
 * Everything that comes from the tree is in that JSON, with `<` escaped, and in an escaped table
 * for readers without scripts. A content security policy in the page forbids network access and all
 * scripts but the page's own.
 */
#include "report/json.h"
#include "report/proofs.h"
#include "report/rule_page.h"
#include "report/source.h"
#include "util/version.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define BEFORE 5 /* source lines shown around a place */
#define AFTER 4
#define MAX_LINE 400 /* bytes of a source line that are shown */
#define HEAD_SEARCH 2000 /* lines above a place that are searched for the function's head */
#define MAX_STATIC 2000 /* findings in the table that is shown without scripts */

#define ASSET(name, file)                                    \
	__asm__(".section .rodata\n"                         \
		"asset_" #name ":\n"                         \
		".incbin \"checker/report/html/" file "\"\n" \
		".byte 0\n"                                  \
		".previous\n");                              \
	extern const char asset_##name[] __attribute__((visibility("hidden")))

ASSET(css, "page.css");
ASSET(body, "page.html");
ASSET(text_js, "text.js");
ASSET(page_js, "page.js");

struct lines {
	const char *file;
	VEC(unsigned) wanted, heads;
};

struct html {
	const struct findings *f;
	const struct report_options *o;
	struct source_cache sources;
	struct table by_file; /* -> struct lines */
	VEC(struct lines *) files; /* in order of their first use */
	struct arena mem;
};

/* --- source lines ---------------------------------------------------------------------------- */

/* Does a function definition begin on this line, by kernel style? */
static bool is_head(const char *text)
{
	return (isalpha((unsigned char)*text) || *text == '_') && strchr(text, '(') &&
	       !strchr(text, ';') && text[strcspn(text, ":")] != ':';
}

static void want_place(struct html *h, const char *file, unsigned line)
{
	struct lines *l = file ? table_get(&h->by_file, file) : NULL;
	unsigned n, first = line > BEFORE ? line - BEFORE : 1;

	if (!file || !line)
		return;
	if (!l) {
		l = arena_new(&h->mem, struct lines);
		l->file = file;
		table_put(&h->by_file, file, l);
		vec_push(&h->files, l);
	}
	for (n = first; n <= line + AFTER; n++)
		vec_push(&l->wanted, n);
	for (n = line; n && line - n < HEAD_SEARCH; n--) {
		const char *text = source_line(&h->sources, file, n);

		if (!text || !is_head(text))
			continue;
		vec_push(&l->wanted, n);
		vec_push(&l->heads, n);
		break;
	}
}

static void want_finding(struct html *h, const struct finding *x)
{
	unsigned i;

	want_place(h, x->file, x->line);
	want_place(h, x->sfile, x->sline);
	for (i = 0; i + 1 < x->nnotes; i++)
		want_place(h, x->notes[i].file, x->notes[i].line);
}

static int cmp_unsigned(const void *pa, const void *pb)
{
	unsigned a = *(const unsigned *)pa, b = *(const unsigned *)pb;

	return (a > b) - (a < b);
}

static size_t sort_unique(unsigned *v, size_t n)
{
	size_t i, kept = 0;

	if (n)
		qsort(v, n, sizeof(*v), cmp_unsigned);
	for (i = 0; i < n; i++)
		if (!kept || v[kept - 1] != v[i])
			v[kept++] = v[i];
	return kept;
}

/* "file": [[FIRST-LINE, ["text", ...]], ...] */
static void write_lines(struct html *h, struct json_writer *w, struct lines *l)
{
	size_t i, n = sort_unique(l->wanted.data, l->wanted.n);
	unsigned last = 0;
	bool is_open = false;

	jw_array(w, l->file);
	for (i = 0; i < n; i++) {
		unsigned line = l->wanted.data[i];
		const char *text = source_line(&h->sources, l->file, line);

		if (!text)
			break;
		if (is_open && line != last + 1) {
			jw_close(w);
			jw_close(w);
			is_open = false;
		}
		if (!is_open) {
			jw_array(w, NULL);
			jw_uint(w, NULL, line);
			jw_array(w, NULL);
			is_open = true;
		}
		jw_string_n(w, NULL, text, strnlen(text, MAX_LINE));
		last = line;
	}
	if (is_open) {
		jw_close(w);
		jw_close(w);
	}
	jw_close(w);
}

static void write_sources(struct html *h, struct json_writer *w)
{
	size_t i, j, n;

	jw_flat_object(w, "sources");
	for (i = 0; i < h->files.n; i++)
		write_lines(h, w, h->files.data[i]);
	jw_close(w);
	jw_flat_object(w, "heads");
	for (i = 0; i < h->files.n; i++) {
		struct lines *l = h->files.data[i];

		n = sort_unique(l->heads.data, l->heads.n);
		jw_array(w, l->file);
		for (j = 0; j < n; j++)
			jw_uint(w, NULL, l->heads.data[j]);
		jw_close(w);
	}
	jw_close(w);
}

/* --- the rest of the data ------------------------------------------------------------------------ */

static void write_rules(struct html *h, struct json_writer *w)
{
	struct table seen = { 0 };
	size_t i;

	jw_object(w, "rules");
	for (i = 0; i < h->f->v.n; i++) {
		const char *rule = h->f->v.data[i]->rule;
		struct rule_page page;

		if (table_get(&seen, rule))
			continue;
		table_put(&seen, rule, h);
		page = rule_page_load(&h->mem, h->o->docs, rule);
		jw_flat_object(w, rule);
		jw_string(w, "summary", page.summary);
		jw_string(w, "full", page.full);
		jw_text(w, "page", page.text);
		jw_close(w);
	}
	jw_close(w);
	table_free(&seen);
}

static void write_findings(struct html *h, struct json_writer *w)
{
	const struct findings *f = h->f;
	size_t i;

	jw_array(w, "findings");
	for (i = 0; i < f->v.n; i++)
		if (report_lists(f->v.data[i], h->o))
			json_finding(w, f->v.data[i], true);
	jw_close(w);
	jw_array(w, "absent");
	for (i = 0; i < f->absent.n; i++)
		if (report_lists(f->absent.data[i], h->o))
			json_finding(w, f->absent.data[i], true);
	jw_close(w);
}

/* "fingerprint": what shows the finding to happen */
static void write_proofs(struct html *h, struct json_writer *w)
{
	struct proofs p = proofs_load(&h->mem, h->o->docs, h->o->tree);
	size_t i;

	jw_flat_object(w, "proofs");
	for (i = 0; i < h->f->v.n; i++) {
		const struct finding *x = h->f->v.data[i];
		const char *cases = report_lists(x, h->o) ? proofs_of(&p, x) : NULL;
		char *text = cases ? xasprintf("tests/prove/run -k %s %s", p.version, cases) : NULL;

		if (text)
			jw_string(w, x->fingerprint, text);
		free(text);
	}
	jw_close(w);
	proofs_free(&p);
}

static void write_data(struct html *h, FILE *out)
{
	struct json_writer w = { .out = out };
	char *tool = xasprintf("pageck %s", program_version());
	size_t i;

	for (i = 0; i < h->f->v.n; i++)
		if (report_lists(h->f->v.data[i], h->o))
			want_finding(h, h->f->v.data[i]);
	jw_object(&w, NULL);
	jw_string(&w, "tool", tool);
	jw_string(&w, "tree", h->o->tree);
	jw_string(&w, "command", h->o->command);
	jw_bool(&w, "baseline", h->f->has_baseline);
	write_findings(h, &w);
	write_proofs(h, &w);
	json_not_analysed(&w, h->f);
	json_remarks(&w, h->f);
	json_stats(&w, h->f, h->o);
	write_rules(h, &w);
	write_sources(h, &w);
	jw_close(&w);
	free(tool);
}

/* --- writing the file ------------------------------------------------------------------------ */

static void put_html(FILE *out, const char *text)
{
	struct strbuf b = { 0 };
	const char *s;

	strbuf_add_escaped(&b, text ? text : "");
	for (s = strbuf_str(&b); *s; s++) {
		if (*s == '<')
			fputs("&lt;", out);
		else if (*s == '>')
			fputs("&gt;", out);
		else if (*s == '&')
			fputs("&amp;", out);
		else if (*s == '"')
			fputs("&quot;", out);
		else
			putc(*s, out);
	}
	strbuf_free(&b);
}

/* A table for readers without scripts, such as some mail programs. */
static void put_static(struct html *h, FILE *out)
{
	unsigned n = 0;
	size_t i;

	fputs("<noscript><style>main,.bar,header{display:none}</style>\n<h1>pageck</h1>\n<table>\n"
	      "<tr><th>place</th><th>rule</th><th>what is wrong</th><th>what makes it right</th></tr>\n",
	      out);
	for (i = 0; i < h->f->v.n && n < MAX_STATIC; i++) {
		const struct finding *x = h->f->v.data[i];

		if (!report_shows(x, h->o))
			continue;
		n++;
		fputs("<tr><td>", out);
		put_html(out, x->file);
		fprintf(out, ":%u</td><td>", x->line);
		put_html(out, x->rule);
		fputs("</td><td>", out);
		put_html(out, x->message);
		fputs("</td><td>", out);
		put_html(out, x->nnotes ? x->notes[x->nnotes - 1].message : "");
		fputs("</td></tr>\n", out);
	}
	fprintf(out, "</table>\n<p>%u of %u findings; with scripts there is more.</p></noscript>\n",
		n, report_count(h->f, h->o));
}

/* Writes the JSON with `<` escaped, so that it can't end its <script> element. */
static void put_data(FILE *out, const char *json)
{
	size_t n;

	while (*json) {
		n = strcspn(json, "<");
		fwrite(json, 1, n, out);
		json += n;
		if (*json == '<') {
			fputs("\\u003c", out);
			json++;
		}
	}
}

void report_html(FILE *out, const struct findings *f, const struct report_options *o)
{
	struct html h = { .f = f, .o = o, .sources.root = o->root };
	char *data = NULL;
	size_t n, i;
	FILE *mem = open_memstream(&data, &n);
	uint64_t nonce;

	write_data(&h, mem);
	fclose(mem);
	nonce = hash_bytes(data, n, 0);
	fprintf(out,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		"style-src 'unsafe-inline'; script-src 'nonce-%016" PRIx64 "'; base-uri 'none'; "
		"form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
		"<title>pageck: %u finding%s</title>\n<style>\n",
		nonce, report_count(f, o), report_count(f, o) == 1 ? "" : "s");
	fputs(asset_css, out);
	fputs("</style>\n</head>\n<body>\n", out);
	fputs(asset_body, out);
	put_static(&h, out);
	/* an <svg> from layout/layout_svg.c, which has escaped it */
	if (o->layout)
		fprintf(out, "<template id=\"layout\">%s</template>\n", o->layout);
	fputs("<script type=\"application/json\" id=\"data\">\n", out);
	put_data(out, data);
	fprintf(out, "</script>\n<script nonce=\"%016" PRIx64 "\">\n", nonce);
	fputs(asset_text_js, out);
	fputs(asset_page_js, out);
	fputs("</script>\n</body>\n</html>\n", out);
	for (i = 0; i < h.files.n; i++) {
		vec_free(&h.files.data[i]->wanted);
		vec_free(&h.files.data[i]->heads);
	}
	free(data);
	vec_free(&h.files);
	table_free(&h.by_file);
	source_cache_free(&h.sources);
	arena_free(&h.mem);
}
