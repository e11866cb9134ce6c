/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/json_writer.h"

#include <stdlib.h>
#include <string.h>

static void put_escaped(struct json_writer *w, const char *s)
{
	struct strbuf b = { 0 };
	const char *p;

	strbuf_add_escaped(&b, s);	/* keeps valid UTF-8 and tabs */
	for (p = strbuf_str(&b); *p; p++) {
		if (*p == '"' || *p == '\\')
			putc('\\', w->out);
		if (*p == '\t')
			fputs("\\t", w->out);
		else
			putc(*p, w->out);
	}
	strbuf_free(&b);
}

static void quote(struct json_writer *w, const char *s)
{
	putc('"', w->out);
	put_escaped(w, s);
	putc('"', w->out);
}

static void indent(struct json_writer *w)
{
	unsigned i;

	putc('\n', w->out);
	for (i = 0; i < w->depth; i++)
		fputs("  ", w->out);
}

static bool in_flat(const struct json_writer *w)
{
	return w->depth && w->open[w->depth - 1].flat;
}

/* Writes what precedes a value: comma, line break, key. */
static void begin(struct json_writer *w, const char *key)
{
	if (!w->depth) {
		if (key)
			BUG("a key at the top");
		return;
	}
	if ((w->open[w->depth - 1].close == '}') != (key != NULL))
		BUG("key in an array or no key in an object");
	if (w->open[w->depth - 1].any)
		putc(',', w->out);
	if (!in_flat(w))
		indent(w);
	else if (w->open[w->depth - 1].any)
		putc(' ', w->out);
	w->open[w->depth - 1].any = true;
	if (key) {
		quote(w, key);
		fputs(": ", w->out);
	}
}

static void open_value(struct json_writer *w, const char *key, char open, char close, bool flat)
{
	bool parent_flat = in_flat(w);

	begin(w, key);
	if (w->depth == JSON_DEPTH)
		BUG("JSON nested too deep");
	putc(open, w->out);
	w->open[w->depth].close = close;
	w->open[w->depth].any = false;
	w->open[w->depth].flat = flat || parent_flat;
	w->depth++;
}

void jw_object(struct json_writer *w, const char *key)
{
	open_value(w, key, '{', '}', false);
}

void jw_flat_object(struct json_writer *w, const char *key)
{
	open_value(w, key, '{', '}', true);
}

void jw_array(struct json_writer *w, const char *key)
{
	open_value(w, key, '[', ']', false);
}

void jw_close(struct json_writer *w)
{
	bool broken;

	if (!w->depth)
		BUG("nothing is open");
	w->depth--;
	broken = w->open[w->depth].any && !w->open[w->depth].flat;
	if (broken)
		indent(w);
	putc(w->open[w->depth].close, w->out);
	if (!w->depth)
		putc('\n', w->out);
}

void jw_string(struct json_writer *w, const char *key, const char *value)
{
	begin(w, key);
	if (value)
		quote(w, value);
	else
		fputs("null", w->out);
}

void jw_string_n(struct json_writer *w, const char *key, const char *value, size_t n)
{
	struct strbuf b = { 0 };

	strbuf_add(&b, value, n);
	jw_string(w, key, b.s);
	strbuf_free(&b);
}

void jw_text(struct json_writer *w, const char *key, const char *value)
{
	char *copy = xstrdup(value), *line = copy, *nl;

	begin(w, key);
	putc('"', w->out);
	for (; (nl = strchr(line, '\n')); line = nl + 1) {
		*nl = '\0';
		put_escaped(w, line);
		fputs("\\n", w->out);
	}
	put_escaped(w, line);
	putc('"', w->out);
	free(copy);
}

void jw_uint(struct json_writer *w, const char *key, unsigned long value)
{
	begin(w, key);
	fprintf(w->out, "%lu", value);
}

void jw_bool(struct json_writer *w, const char *key, bool value)
{
	begin(w, key);
	fputs(value ? "true" : "false", w->out);
}

void jw_raw(struct json_writer *w, const char *key, const char *json)
{
	size_t n = strlen(json);

	begin(w, key);
	while (n && json[n - 1] == '\n')
		n--;
	fwrite(json, 1, n, w->out);
}

void jw_real(struct json_writer *w, const char *key, double value)
{
	char buf[64], *comma;

	begin(w, key);
	snprintf(buf, sizeof(buf), "%.3f", value);
	comma = strchr(buf, ',');	/* printf() may use a locale's decimal comma */
	if (comma)
		*comma = '.';
	fputs(buf, w->out);
}
