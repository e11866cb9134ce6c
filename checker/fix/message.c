/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fix/message.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "report/rule_page.h"
#include "util/version.h"

#define WIDTH	72

/* Wraps paragraphs, and keeps text from the tree from looking like a mail header or a diff. */
static void wrap(struct strbuf *out, const char *text)
{
	struct strbuf word = { 0 };
	size_t col = 0;

	for (; *text; text += strcspn(text, " \n")) {
		size_t n;
		char *raw;

		text += strspn(text, " \n");
		n = strcspn(text, " \n");
		if (!n)
			break;
		raw = xasprintf("%.*s", (int)n, text);
		strbuf_reset(&word);
		strbuf_add_escaped(&word, raw);
		free(raw);
		if (col && col + 1 + word.n > WIDTH) {
			strbuf_addc(out, '\n');
			col = 0;
		}
		strbuf_addf(out, "%s%s", col ? " " : "", strbuf_str(&word));
		col += word.n + (col != 0);
	}
	strbuf_addc(out, '\n');
	strbuf_free(&word);
}

static void para(struct strbuf *out, const char *fmt, ...) PRINTF(2, 3);
static void para(struct strbuf *out, const char *fmt, ...)
{
	struct strbuf b = { 0 };
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&b, fmt, ap);
	va_end(ap);
	wrap(out, strbuf_str(&b));
	strbuf_addc(out, '\n');
	strbuf_free(&b);
}

/* "mm/gup: " for mm/gup.c. */
static void subsystem(struct strbuf *out, const char *file)
{
	size_t n = strlen(file);

	if (str_ends(file, ".c") || str_ends(file, ".h"))
		n -= 2;
	while (n-- > 0)
		strbuf_addc(out, isprint((unsigned char)*file) ? *file : '?'), file++;
	strbuf_adds(out, ": ");
}

static void subject(struct strbuf *out, const struct message *m)
{
	const struct finding *x = m->x;

	strbuf_adds(out, "Subject: [PATCH");
	if (m->total > 1)
		strbuf_addf(out, " %u/%u", m->number, m->total);
	strbuf_adds(out, "] ");
	subsystem(out, x->file);
	switch (x->remedy.kind) {
	case REMEDY_PUT:
		strbuf_addf(out, "put %s on a missed path of %s()", x->remedy.subject, x->function);
		break;
	case REMEDY_ERROR:
		strbuf_addf(out, "end a lookup that can't succeed in %s()", x->function);
		break;
	default:
		strbuf_addf(out, "test for %s in %s()", x->remedy.pages, x->function);
	}
	strbuf_addc(out, '\n');
}

/* The finding's message as a sentence. It may begin with the function's name. */
static void problem(struct strbuf *out, const struct finding *x)
{
	size_t n = strlen(x->function);

	if (x->message[0] == '\'' && !strncmp(x->message + 1, x->function, n) && x->message[n + 1] == '\'')
		para(out, "%s()%s.", x->function, x->message + n + 2);
	else
		para(out, "In %s(), %s.", x->function, x->message);
}

/* The path as a list, which needs no grammar to join the notes. */
static void path(struct strbuf *out, const struct finding *x)
{
	struct strbuf b = { 0 };
	unsigned i;

	para(out, "The path that leads there:");
	for (i = 0; i + 1 < x->nnotes; i++) {
		const struct place_note *n = &x->notes[i];

		strbuf_reset(&b);
		strbuf_addf(&b, "%s:%u: %s", n->file ? n->file : x->file, n->line, n->message);
		strbuf_adds(out, "  ");
		strbuf_add_escaped(out, strbuf_str(&b));
		strbuf_addc(out, '\n');
	}
	strbuf_addc(out, '\n');
	strbuf_free(&b);
	para(out, "[How a running system gets onto this path, and whether it can, is for the author to say.]");
}

/* The effect, from the rule's page, with Markdown's code marks removed. */
static void effect(struct strbuf *out, const struct message *m)
{
	static const char heading[] = "## Why it matters\n";
	struct arena mem = { 0 };
	struct rule_page page = rule_page_load(&mem, m->docs, m->x->rule);
	const char *from = strstr(page.text, heading), *to, *p;
	struct strbuf b = { 0 };

	from = from ? from + strlen(heading) : "";
	to = strstr(from, "\n##");
	for (p = from; *p && p != to; p++)
		if (*p != '`')
			strbuf_addc(&b, *p);
	para(out, "%s", b.n ? b.s : "[What it does to the system.]");
	strbuf_free(&b);
	arena_free(&mem);
}

static void found(struct strbuf *out, const struct message *m)
{
	const struct finding *x = m->x;

	para(out, "This was found by pageck %s, a static analysis tool, which reports of Linux %s:",
	     program_version(), m->tree ? m->tree : "[version]");
	strbuf_addf(out, "  ");
	strbuf_add_escaped(out, x->file);
	strbuf_addf(out, ":%u:%u: warning: ", x->line, x->col);
	strbuf_add_escaped(out, x->message);
	strbuf_addf(out, " [-W%s]\n\n", x->rule);
}

static void trailers(struct strbuf *out, const struct message *m)
{
	if (m->fixes) {
		strbuf_adds(out, "Fixes: ");
		strbuf_add_escaped(out, m->fixes);
		strbuf_addc(out, '\n');
	} else {
		para(out, "[Fixes: %s.]", m->why_no_fixes ? m->why_no_fixes : "no history to tell it from");
	}
}

static void date(struct strbuf *out)
{
	char text[64];
	time_t now = time(NULL);
	struct tm tm;

	localtime_r(&now, &tm);
	strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S %z", &tm);
	strbuf_addf(out, "Date: %s\n", text);
}

void message_mail(struct strbuf *out, const struct message *m)
{
	const struct finding *x = m->x;

	strbuf_adds(out, "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\nFrom: ");
	strbuf_add_escaped(out, m->author ? m->author : "Your Name <you@example.org>");
	strbuf_addc(out, '\n');
	date(out);
	subject(out, m);
	strbuf_adds(out, "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n\n");
	problem(out, x);
	path(out, x);
	effect(out, m);
	found(out, m);
	para(out, "The change %s. pageck, run again on %u unit%s with the change, reports neither this nor "
	     "anything that it did not report before.", m->what, m->units, m->units == 1 ? "" : "s");
	para(out, "The change has been parsed, but neither built nor run. [Say here how you built and tested it.]");
	trailers(out, m);
	strbuf_adds(out, "---\n ");
	strbuf_add_escaped(out, x->file);
	strbuf_addf(out, " | %u ", m->added + m->gone);
	strbuf_addf(out, "%.*s%.*s\n", m->added < 30 ? (int)m->added : 30, "++++++++++++++++++++++++++++++",
		    m->gone < 30 ? (int)m->gone : 30, "------------------------------");
	strbuf_addf(out, " 1 file changed");
	if (m->added)
		strbuf_addf(out, ", %u insertion%s(+)", m->added, m->added == 1 ? "" : "s");
	if (m->gone)
		strbuf_addf(out, ", %u deletion%s(-)", m->gone, m->gone == 1 ? "" : "s");
	strbuf_adds(out, "\n\n");
	strbuf_adds(out, m->diff);
	strbuf_addf(out, "-- \npageck %s\n\n", program_version());
}
