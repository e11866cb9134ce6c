/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "why/answer.h"

#include "util/bytes.h"

#include <stdlib.h>
#include <string.h>

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static const char *copy(struct answer *a, const char *s)
{
	return s ? arena_strdup(&a->mem, s) : NULL;
}

void answer_add(struct answer *a, const struct answer_line *l)
{
	struct answer_line x = *l;
	size_t i;

	for (i = 0; i < a->v.n; i++) {
		const struct answer_line *o = &a->v.data[i];

		if (o->topic == l->topic && o->line == l->line && same(o->file, l->file) &&
		    same(o->text, l->text) && same(o->ref, l->ref))
			return;
	}
	x.file = copy(a, l->file);
	x.text = copy(a, l->text);
	x.ref = copy(a, l->ref);
	vec_push(&a->v, x);
}

static void say(struct answer *a, struct answer_line *l, const char *fmt, va_list ap)
{
	struct strbuf b = { 0 };

	strbuf_vaddf(&b, fmt, ap);
	l->text = strbuf_str(&b);
	answer_add(a, l);
	strbuf_free(&b);
}

void answer_say(struct answer *a, enum answer_topic topic, const char *fmt, ...)
{
	struct answer_line l = { .topic = topic };
	va_list ap;

	va_start(ap, fmt);
	say(a, &l, fmt, ap);
	va_end(ap);
}

void answer_idle(struct answer *a, const char *fmt, ...)
{
	struct answer_line l = { .topic = ANSWER_BECAUSE, .idle = true };
	va_list ap;

	va_start(ap, fmt);
	say(a, &l, fmt, ap);
	va_end(ap);
}

void answer_free(struct answer *a)
{
	vec_free(&a->v);
	arena_free(&a->mem);
}

void answer_put(struct strbuf *b, const struct answer *a)
{
	size_t i;

	put_str(b, a->function);
	put_str(b, a->file);
	put_uint(b, a->analysed);
	put_uint(b, a->ways);
	put_uint(b, a->v.n);
	for (i = 0; i < a->v.n; i++) {
		const struct answer_line *l = &a->v.data[i];

		put_uint(b, l->topic);
		put_str(b, l->file);
		put_uint(b, l->line);
		put_uint(b, l->col);
		put_str(b, l->text);
		put_uint(b, l->idle);
		put_str(b, l->ref);
	}
}

int answer_get(struct answer *a, const char *bytes, size_t n)
{
	struct bytes r = { bytes, bytes + n, false };
	uint32_t i, lines;

	a->function = get_str(&r, &a->mem);
	a->file = get_str(&r, &a->mem);
	a->analysed = get_uint(&r);
	a->ways = (unsigned)get_uint(&r);
	lines = get_count(&r);
	for (i = 0; i < lines && !r.bad; i++) {
		struct answer_line l = { .topic = (enum answer_topic)get_uint(&r) };

		l.file = get_str(&r, &a->mem);
		l.line = (unsigned)get_uint(&r);
		l.col = (unsigned)get_uint(&r);
		l.text = get_str(&r, &a->mem);
		l.idle = get_uint(&r);
		l.ref = get_str(&r, &a->mem);
		r.bad |= l.topic >= ANSWER_TOPICS || !l.text;
		if (!r.bad)
			vec_push(&a->v, l);
	}
	return r.bad || r.p != r.end ? -1 : 0;
}

const char *answer_topic_name(enum answer_topic topic)
{
	static const char *const names[ANSWER_TOPICS] = { "because", "line", "known", "path" };

	return names[topic];
}
