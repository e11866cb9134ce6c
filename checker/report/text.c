/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text report: one line per finding in the form of compilers and sparse, which editors and
 * 0-day can parse. On a terminal it has colours and the source line.
 */
#include "report/report.h"
#include "report/source.h"

#include <stdlib.h>
#include <string.h>

#define TAB		8
#define SNIPPET_MAX	400	/* columns; longer lines are data rather than code */

struct text {
	FILE *out;
	const struct report_options *o;
	struct source_cache sources;
	struct strbuf line;
};

static const char *const bold = "\033[1m", *const red = "\033[1;31m", *const magenta = "\033[1;35m",
		  *const cyan = "\033[1;36m", *const green = "\033[1;32m", *const off = "\033[0m";

static void add_color(struct text *t, const char *code)
{
	if (t->o->color)
		strbuf_adds(&t->line, code);
}

static void flush_line(struct text *t)
{
	strbuf_addc(&t->line, '\n');
	fwrite(t->line.s, 1, t->line.n, t->out);
	strbuf_reset(&t->line);
}

static void add_place(struct text *t, const char *file, unsigned line, unsigned col)
{
	add_color(t, bold);
	if (t->o->show_root && file && file[0] != '/') {
		strbuf_add_escaped(&t->line, t->o->show_root);
		strbuf_addc(&t->line, '/');
	}
	strbuf_add_escaped(&t->line, file ? file : "<unknown>");
	strbuf_addf(&t->line, ":%u:%u: ", line, col);
	add_color(t, off);
	if (t->o->prefix)
		strbuf_add_escaped(&t->line, t->o->prefix);
}

/*
 * Prints the source line and a caret below column `col`, which counts bytes: tabs and multibyte
 * characters are taken into account.
 */
static void snippet(struct text *t, const char *file, unsigned line, unsigned col)
{
	const char *src = source_line(&t->sources, file, line);
	struct strbuf shown = { 0 }, caret = { 0 };
	unsigned i, width = 0;

	if (!t->o->color || !src)
		return;
	for (i = 0; src[i] && width < SNIPPET_MAX; i++) {
		unsigned char c = (unsigned char)src[i];

		if (i + 1 == col)
			while (caret.n < width)
				strbuf_addc(&caret, ' ');
		if (c == '\t') {
			do
				strbuf_addc(&shown, ' ');
			while (++width % TAB);
		} else if (c != '\r') {
			strbuf_addc(&shown, (char)c);
			width += (c & 0xc0) != 0x80;
		}
	}
	strbuf_add_escaped(&t->line, strbuf_str(&shown));
	flush_line(t);
	if (col && col <= i) {
		strbuf_adds(&t->line, strbuf_str(&caret));
		add_color(t, green);
		strbuf_addc(&t->line, '^');
		add_color(t, off);
		flush_line(t);
	}
	strbuf_free(&shown);
	strbuf_free(&caret);
}

static void note_line(struct text *t, const char *file, unsigned line, unsigned col,
		      const char *message)
{
	add_place(t, file, line, col);
	add_color(t, cyan);
	strbuf_adds(&t->line, "note: ");
	add_color(t, off);
	strbuf_add_escaped(&t->line, message);
	flush_line(t);
}

static void note(struct text *t, const char *file, unsigned line, unsigned col, const char *message)
{
	note_line(t, file, line, col, message);
	snippet(t, file, line, col);
}

static void also_seen(struct text *t, const struct finding *x)
{
	const char *others = finding_others(x);
	char *message;

	if (!others)
		return;
	message = xasprintf("also seen by %s", others);
	note_line(t, x->file, x->line, x->col, message);
	free(message);
}

static void finding(struct text *t, const struct finding *x)
{
	bool is_note = x->level == LEVEL_NOTE, is_error = !is_note && t->o->error;
	unsigned i;

	add_place(t, x->file, x->line, x->col);
	add_color(t, is_note ? cyan : is_error ? red : magenta);
	strbuf_adds(&t->line, is_note ? "note: " : is_error ? "error: " : "warning: ");
	add_color(t, off);
	add_color(t, bold);
	strbuf_add_escaped(&t->line, x->message);
	add_color(t, off);
	strbuf_adds(&t->line, " [-W");
	strbuf_add_escaped(&t->line, x->rule);
	strbuf_addc(&t->line, ']');
	flush_line(t);
	snippet(t, x->file, x->line, x->col);
	also_seen(t, x);
	if (x->sfile)
		note(t, x->sfile, x->sline, 1, "in expansion of a macro defined here");
	for (i = 0; i < x->nnotes; i++)
		note(t, x->notes[i].file, x->notes[i].line, x->notes[i].col, x->notes[i].message);
}

static void not_analysed(FILE *out, const struct not_analysed *n)
{
	struct strbuf b = { 0 };

	strbuf_adds(&b, "pageck: not analysed: ");
	strbuf_add_escaped(&b, n->file);
	if (n->function) {
		strbuf_adds(&b, ": ");
		strbuf_add_escaped(&b, n->function);
		strbuf_adds(&b, "()");
	}
	strbuf_adds(&b, ": ");
	strbuf_add_escaped(&b, n->reason);
	strbuf_addc(&b, '\n');
	fputs(b.s, out);
	strbuf_free(&b);
}

void report_not_analysed(FILE *out, const struct findings *f)
{
	size_t i;

	for (i = 0; i < f->skipped.n; i++)
		if (f->skipped.data[i].kind == NOT_UNIT || f->skipped.data[i].kind == NOT_BUILT)
			not_analysed(out, &f->skipped.data[i]);
}

/* Prints "3 suppressed (1 by comments, 2 by the baseline)". */
static void suppressed(FILE *out, const struct stats *s)
{
	static const struct { enum suppressed_by by; const char *text; } what[] = {
		{ BY_COMMENT, "by comments" }, { BY_CONFIG, "by the table" },
		{ BY_BASELINE, "by the baseline" },
	};
	const char *between = " (";
	size_t i;

	fprintf(out, "%u suppressed", s->suppressed);
	for (i = 0; i < ARRAY_SIZE(what); i++) {
		if (!s->by[what[i].by])
			continue;
		fprintf(out, "%s%u %s", between, s->by[what[i].by], what[i].text);
		between = ", ";
	}
	fputs(s->suppressed ? "); " : "; ", out);
}

/* Prints the numbers of units; each unit is counted once. */
static void units(FILE *out, const struct stats *s)
{
	fprintf(out, "%u unit%s, %u skipped, %u parsed", s->units, s->units == 1 ? "" : "s",
		s->skipped, s->parsed);
	if (s->lost[NOT_UNIT])
		fprintf(out, ", %u not analysed", s->lost[NOT_UNIT]);
	if (s->lost[NOT_GENERATED])
		fprintf(out, ", %u generated by a build and not there", s->lost[NOT_GENERATED]);
	fputs("; ", out);
	if (s->lost[NOT_BUILT])
		fprintf(out, "%u path%s not built; ", s->lost[NOT_BUILT],
			s->lost[NOT_BUILT] == 1 ? "" : "s");
}

void report_summary(FILE *out, const struct findings *f, const struct report_options *o)
{
	const struct stats *s = &f->stats;
	unsigned n = report_count(f, o), held_back = report_held_back(f, o);

	fprintf(out, "pageck: %u %sfinding%s; ", n, f->has_baseline ? "new " : "", n == 1 ? "" : "s");
	if (held_back)
		fprintf(out, "%u note%s held back (--all shows %s); ", held_back,
			held_back == 1 ? "" : "s", held_back == 1 ? "it" : "them");
	units(out, s);
	fprintf(out, "%u function%s, %u not analysed, %u over budget; ", s->functions,
		s->functions == 1 ? "" : "s", s->lost[NOT_FUNCTION], s->budget_exhausted);
	if (o->verbose)
		fprintf(out, "%u of which no return is reached; ", s->no_return);
	suppressed(out, s);
	if (f->absent.n)
		fprintf(out, "%zu of the baseline %s gone; ", f->absent.n,
			f->absent.n == 1 ? "is" : "are");
	if (s->rounds)
		fprintf(out, "%u round%s; ", s->rounds, s->rounds == 1 ? "" : "s");
	fprintf(out, "%.1f s\n", s->seconds);
}

/* Prints a remark on a suppression in the form of a warning, so that editors can jump to it. */
static void remark(struct text *t, const struct remark *r)
{
	add_place(t, r->file, r->line, 1);
	add_color(t, magenta);
	strbuf_adds(&t->line, "warning: ");
	add_color(t, off);
	strbuf_add_escaped(&t->line, r->message);
	strbuf_adds(&t->line, " [-Wsuppression]");
	flush_line(t);
}

void report_text(FILE *out, const struct findings *f, const struct report_options *o)
{
	struct text t = { .out = out, .o = o, .sources = { .root = o->root } };
	unsigned shown = 0;
	size_t i;

	for (i = 0; i < f->v.n; i++) {
		if (!report_shows(f->v.data[i], o))
			continue;
		if (o->max_warnings && shown++ == o->max_warnings) {
			fprintf(out, "pageck: too many findings, the rest is not shown\n");
			break;
		}
		finding(&t, f->v.data[i]);
	}
	for (i = 0; i < f->remarks.n; i++)
		remark(&t, &f->remarks.data[i]);
	for (i = 0; o->verbose && i < f->skipped.n; i++)
		not_analysed(out, &f->skipped.data[i]);
	if (o->summary)
		report_summary(out, f, o);
	strbuf_free(&t.line);
	source_cache_free(&t.sources);
}

/* For report_expect(): sorts by line, independent of columns. */
static int cmp_line(const void *a, const void *b)
{
	const struct finding *x = *(struct finding *const *)a, *y = *(struct finding *const *)b;

	return x->line != y->line ? (x->line > y->line) - (x->line < y->line) :
	       strcmp(x->rule, y->rule);
}

void report_expect(FILE *out, const struct findings *f, const struct report_options *o)
{
	struct strbuf b = { 0 };
	VEC(struct finding *) v = { 0 };
	size_t i;

	for (i = 0; i < f->v.n; i++)
		if (report_shows(f->v.data[i], o))
			vec_push(&v, f->v.data[i]);
	if (v.n)
		qsort(v.data, v.n, sizeof(*v.data), cmp_line);
	for (i = 0; i < v.n; i++) {
		const struct finding *x = v.data[i];

		if (o->main_file && x->file && strcmp(x->file, o->main_file)) {
			const char *slash = strrchr(x->file, '/');

			strbuf_add_escaped(&b, slash ? slash + 1 : x->file);
			strbuf_addc(&b, ':');
		}
		strbuf_addf(&b, "%u: %s: ", x->line, x->level == LEVEL_NOTE ? "note" : "warning");
		strbuf_add_escaped(&b, x->rule);
		strbuf_adds(&b, ": ");
		strbuf_add_escaped(&b, x->function ? x->function : "-");
		strbuf_adds(&b, " | ");
		strbuf_add_escaped(&b, x->message);
		strbuf_addc(&b, '\n');
	}
	for (i = 0; i < f->skipped.n; i++) {
		const struct not_analysed *n = &f->skipped.data[i];

		strbuf_adds(&b, "not-analysed: ");
		strbuf_add_escaped(&b, n->function ? n->function : "-");
		strbuf_adds(&b, " | ");
		strbuf_add_escaped(&b, n->reason);
		strbuf_addc(&b, '\n');
	}
	fputs(strbuf_str(&b), out);
	vec_free(&v);
	strbuf_free(&b);
}
