/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The mail report, modelled on those of the kernel test robot: what was checked and how to
 * reproduce it, then the findings with their paths; new ones are marked with ">>".
 */
#include "report/report.h"
#include "report/source.h"

#include <string.h>

#define CONTEXT 3 /* source lines shown before and after a place */
#define MAX_LINE 160 /* bytes of a source line that are shown */

struct mail {
	FILE *out;
	const struct findings *f;
	const struct report_options *o;
	struct source_cache sources;
};

static void put(struct mail *m, const char *text)
{
	struct strbuf b = { 0 };

	strbuf_add_escaped(&b, text ? text : "");
	fputs(strbuf_str(&b), m->out);
	strbuf_free(&b);
}

static void header(struct mail *m, const char *name, const char *value)
{
	if (!value)
		return;
	fprintf(m->out, "%s: ", name);
	put(m, value);
	putc('\n', m->out);
}

static bool is_new(const struct mail *m, const struct finding *x)
{
	return !m->f->has_baseline || x->state == STATE_NEW;
}

static void place(struct mail *m, const char *file, unsigned line, unsigned col)
{
	put(m, file ? file : "<unknown>");
	fprintf(m->out, ":%u:%u: ", line, col);
}

/*
 * One line of the list of all findings, in the form of a compiler's warning so that grep finds it.
 */
static void line_of(struct mail *m, const struct finding *x)
{
	fputs(is_new(m, x) ? ">> " : "   ", m->out);
	place(m, x->file, x->line, x->col);
	fputs(x->level == LEVEL_NOTE ? "note: " : "warning: ", m->out);
	put(m, x->message);
	fprintf(m->out, " [-W%s]\n", x->rule);
}

static void source(struct mail *m, const struct finding *x)
{
	unsigned n = x->line > CONTEXT ? x->line - CONTEXT : 1;
	struct strbuf cut = { 0 };
	const char *text;

	if (!x->file || !source_line(&m->sources, x->file, x->line))
		return;
	putc('\n', m->out);
	for (; n <= x->line + CONTEXT && (text = source_line(&m->sources, x->file, n)); n++) {
		strbuf_reset(&cut);
		strbuf_add(&cut, text, strnlen(text, MAX_LINE));
		fprintf(m->out, "%s%6u\t", n == x->line ? "  > " : "    ", n);
		put(m, cut.s);
		putc('\n', m->out);
	}
	strbuf_free(&cut);
}

static void explain(struct mail *m, const struct finding *x)
{
	unsigned i;

	putc('\n', m->out);
	place(m, x->file, x->line, x->col);
	put(m, x->message);
	putc('\n', m->out);
	if (x->function) {
		fputs("   in ", m->out);
		put(m, x->function);
		fputs("()\n", m->out);
	}
	source(m, x);
	putc('\n', m->out);
	for (i = 0; i < x->nnotes; i++) {
		fputs("   ", m->out);
		place(m, x->notes[i].file, x->notes[i].line, x->notes[i].col);
		if (i + 1 == x->nnotes)
			fputs("to make it right: ", m->out);
		put(m, x->notes[i].message);
		putc('\n', m->out);
	}
	if (finding_others(x)) {
		fputs("   also seen by ", m->out);
		put(m, finding_others(x));
		putc('\n', m->out);
	}
}

void report_mail(FILE *out, const struct findings *f, const struct report_options *o)
{
	struct mail m = { .out = out, .f = f, .o = o, .sources.root = o->root };
	unsigned n = report_count(f, o);
	size_t i;

	fprintf(out, "Subject: pageck: %u %sfinding%s", n, f->has_baseline ? "new " : "",
		n == 1 ? "" : "s");
	if (o->tree) {
		fputs(" in Linux ", out);
		put(&m, o->tree);
	}
	fputs("\n\n", out);
	header(&m, "tree", o->tree);
	header(&m, "config", o->config);
	header(&m, "reproduce", o->command);
	fputs("\nnew findings are prefixed by >>\n\n", out);
	for (i = 0; i < f->v.n; i++)
		if (report_shows(f->v.data[i], o))
			line_of(&m, f->v.data[i]);
	for (i = 0; i < f->v.n; i++)
		if (report_shows(f->v.data[i], o))
			explain(&m, f->v.data[i]);
	if (f->absent.n)
		fputs("\nin the baseline, and gone:\n", out);
	for (i = 0; i < f->absent.n; i++)
		if (report_lists(f->absent.data[i], o))
			line_of(&m, f->absent.data[i]);
	for (i = 0; i < f->remarks.n; i++) {
		if (!i)
			fputs("\nabout suppressions:\n", out);
		fputs("   ", out);
		place(&m, f->remarks.data[i].file, f->remarks.data[i].line, 1);
		put(&m, f->remarks.data[i].message);
		putc('\n', out);
	}
	fputs("\n-- \n", out);
	report_summary(out, f, o);
	source_cache_free(&m.sources);
}
