/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/wire.h"

#include <stdlib.h>
#include <string.h>

#define NO_STRING	UINT32_MAX

static void put_u32(struct strbuf *b, uint32_t n)
{
	strbuf_add(b, (const char *)&n, sizeof(n));
}

static void put_string(struct strbuf *b, const char *s)
{
	size_t n = s ? strlen(s) : 0;

	put_u32(b, s ? (uint32_t)n : NO_STRING);
	if (s)
		strbuf_add(b, s, n);
}

static void put_remedy(struct strbuf *b, const struct remedy *m)
{
	unsigned i;

	put_u32(b, m->kind);
	put_string(b, m->call);
	put_string(b, m->subject);
	put_string(b, m->value);
	put_string(b, m->pages);
	put_u32(b, m->bare);
	put_u32(b, m->flag);
	put_u32(b, m->some_paths);
	put_string(b, m->file);
	put_u32(b, m->line);
	put_u32(b, m->col);
	put_u32(b, m->sink);
	put_u32(b, m->unreferenced);
	put_u32(b, m->no_answer);
	put_u32(b, m->use_line);
	put_u32(b, m->use_col);
	put_u32(b, m->ntests);
	for (i = 0; i < m->ntests; i++) {
		put_string(b, m->tests[i].call);
		put_u32(b, m->tests[i].entry);
	}
}

static void put_finding(struct strbuf *b, const struct finding *x)
{
	unsigned i;

	put_string(b, x->rule);
	put_u32(b, x->level);
	put_string(b, x->file);
	put_u32(b, x->line);
	put_u32(b, x->col);
	put_string(b, x->sfile);
	put_u32(b, x->sline);
	put_string(b, x->function);
	put_string(b, x->expr);
	put_string(b, x->message);
	put_string(b, x->engines);
	put_remedy(b, &x->remedy);
	put_u32(b, x->path_begins);
	put_u32(b, x->nnotes);
	for (i = 0; i < x->nnotes; i++) {
		put_string(b, x->notes[i].file);
		put_u32(b, x->notes[i].line);
		put_u32(b, x->notes[i].col);
		put_string(b, x->notes[i].message);
	}
}

void wire_put(struct strbuf *b, const struct findings *f)
{
	size_t i;

	strbuf_add(b, (const char *)&f->stats, sizeof(f->stats));
	put_u32(b, (uint32_t)f->v.n);
	for (i = 0; i < f->v.n; i++)
		put_finding(b, f->v.data[i]);
	put_u32(b, (uint32_t)f->skipped.n);
	for (i = 0; i < f->skipped.n; i++) {
		put_string(b, f->skipped.data[i].file);
		put_string(b, f->skipped.data[i].function);
		put_string(b, f->skipped.data[i].reason);
	}
	put_u32(b, (uint32_t)f->analysed.n);
	for (i = 0; i < f->analysed.n; i++)
		put_string(b, f->analysed.data[i]);
}

struct reader {
	struct arena *mem;
	const char *p, *end;
	bool bad;		/* malformed input; sticky: later reads return 0 */
};

static const char *take(struct reader *r, size_t n)
{
	const char *p = r->p;

	if (r->bad || n > (size_t)(r->end - r->p)) {
		r->bad = true;
		return NULL;
	}
	r->p += n;
	return p;
}

static uint32_t get_u32(struct reader *r)
{
	const char *p = take(r, sizeof(uint32_t));
	uint32_t n = 0;

	if (p)
		memcpy(&n, p, sizeof(n));
	return n;
}

static const char *get_string(struct reader *r)
{
	uint32_t n = get_u32(r);
	const char *p;

	if (r->bad || n == NO_STRING)
		return NULL;
	p = take(r, n);
	return p ? arena_strndup(r->mem, p, n) : NULL;
}

/* An element count; elements take at least `size` bytes each. */
static uint32_t get_count(struct reader *r, size_t size)
{
	uint32_t n = get_u32(r);

	if (n > (size_t)(r->end - r->p) / size)
		r->bad = true;
	return r->bad ? 0 : n;
}

static void get_remedy(struct reader *r, struct remedy *m)
{
	uint32_t kind = get_u32(r), i;
	struct remedy_test *tests;

	m->kind = kind <= REMEDY_GUARD ? (enum remedy_kind)kind : REMEDY_NONE;
	m->call = get_string(r);
	m->subject = get_string(r);
	m->value = get_string(r);
	m->pages = get_string(r);
	if (m->kind == REMEDY_GUARD && !m->pages)
		r->bad = true;
	m->bare = get_u32(r) != 0;
	m->flag = get_u32(r) != 0;
	m->some_paths = get_u32(r) != 0;
	m->file = get_string(r);
	m->line = get_u32(r);
	m->col = get_u32(r);
	m->sink = get_u32(r) != 0;
	m->unreferenced = get_u32(r) != 0;
	m->no_answer = get_u32(r) != 0;
	m->use_line = get_u32(r);
	m->use_col = get_u32(r);
	m->ntests = get_count(r, 2 * sizeof(uint32_t));
	m->tests = tests = arena_array(r->mem, struct remedy_test, m->ntests);
	for (i = 0; i < m->ntests; i++) {
		tests[i].call = get_string(r);
		tests[i].entry = get_u32(r) != 0;
		r->bad |= !tests[i].call;
	}
}

static void get_finding(struct reader *r, struct finding *x)
{
	uint32_t i;

	x->rule = get_string(r);
	x->level = get_u32(r) ? LEVEL_WARNING : LEVEL_NOTE;
	x->file = get_string(r);
	x->line = get_u32(r);
	x->col = get_u32(r);
	x->sfile = get_string(r);
	x->sline = get_u32(r);
	x->function = get_string(r);
	x->expr = get_string(r);
	x->message = get_string(r);
	x->engines = get_string(r);
	get_remedy(r, &x->remedy);
	x->path_begins = get_u32(r) != 0;
	x->nnotes = get_count(r, 4 * sizeof(uint32_t));
	x->notes = arena_array(r->mem, struct place_note, x->nnotes);
	for (i = 0; i < x->nnotes; i++) {
		x->notes[i].file = get_string(r);
		x->notes[i].line = get_u32(r);
		x->notes[i].col = get_u32(r);
		x->notes[i].message = get_string(r);
	}
	/* the formats require these */
	r->bad |= !x->rule || !x->message;
	for (i = 0; i < x->nnotes; i++)
		r->bad |= !x->notes[i].message;
}

static void add_stats(struct stats *to, const struct stats *s)
{
	to->units += s->units;
	to->skipped += s->skipped;
	to->parsed += s->parsed;
	to->functions += s->functions;
	to->not_analysed += s->not_analysed;
	to->budget_exhausted += s->budget_exhausted;
	to->suppressed += s->suppressed;
	to->unknown_constructs += s->unknown_constructs;
	to->no_return += s->no_return;
	to->seconds += s->seconds;
}

int wire_get(struct findings *f, const char *bytes, size_t n)
{
	struct reader r = { .mem = &f->mem, .p = bytes, .end = bytes + n };
	size_t nv = f->v.n, nskipped = f->skipped.n, nanalysed = f->analysed.n;
	const char *p = take(&r, sizeof(struct stats));
	struct stats stats;
	uint32_t count;

	for (count = get_count(&r, sizeof(uint32_t)); count && !r.bad; count--)
		get_finding(&r, findings_add(f));
	for (count = get_count(&r, 3 * sizeof(uint32_t)); count && !r.bad; count--) {
		struct not_analysed x = { .file = get_string(&r) };

		x.function = get_string(&r);
		x.reason = get_string(&r);
		x.kind = x.function ? NOT_FUNCTION : NOT_UNIT;
		r.bad |= !x.file || !x.reason;
		vec_push(&f->skipped, x);
	}
	for (count = get_count(&r, sizeof(uint32_t)); count && !r.bad; count--) {
		const char *file = get_string(&r);

		r.bad |= !file;
		vec_push(&f->analysed, file);
	}
	if (r.bad || r.p != r.end) {
		f->v.n = nv;
		f->skipped.n = nskipped;
		f->analysed.n = nanalysed;
		return -1;
	}
	memcpy(&stats, p, sizeof(stats));
	add_stats(&f->stats, &stats);
	return 0;
}
