/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/sources.h"

#include "util/bytes.h"
#include "util/stamp.h"

#include <stdlib.h>
#include <string.h>

#define MAX_LISTS	24	/* of words: more are of runs long past */

struct source {
	const struct kbuild_unit *unit;
	char *text;			/* while it is looked at */
	size_t len;
	bool current;			/* what is known holds for the files as they are */
	bool settled;			/* and they can't change unseen: worth keeping */
	uint64_t stamp;			/* of the file and the headers beside it */
	VEC(const char *) headers;
	VEC(uint64_t) defines;		/* hashes of names */
	uint32_t asked, matched;	/* bit per list */
};

struct definition {
	uint64_t name;
	size_t unit;
};

struct sources {
	struct store *store;
	struct arena mem;
	struct source *source;
	size_t n;
	VEC(uint64_t) lists;
	VEC(struct definition) index;	/* by name, then unit; made when first asked for */
	bool changed, remember;
};

/* --- what is kept ----------------------------------------------------------------------- */

static uint64_t stamp_of(const struct source *x, int64_t *newest)
{
	uint64_t h = file_stamp(x->unit->file, newest);
	size_t i;

	for (i = 0; i < x->headers.n; i++)
		h = hash_mix(h, file_stamp(x->headers.data[i], newest));
	return h;
}

static void recall_one(struct sources *s, struct bytes *r, struct source *x)
{
	uint32_t n;
	struct bytes defs;

	x->stamp = get_uint(r);
	for (n = get_count(r); n && !r->bad; n--)
		vec_push(&x->headers, get_str(r, &s->mem));
	defs = get_blob(r);
	x->asked = (uint32_t)get_uint(r);
	x->matched = (uint32_t)get_uint(r);
	for (; defs.end - defs.p >= (ptrdiff_t)sizeof(uint64_t); defs.p += sizeof(uint64_t)) {
		uint64_t d;

		memcpy(&d, defs.p, sizeof(d));
		vec_push(&x->defines, d);
	}
	x->current = x->settled = !r->bad && x->stamp && stamp_of(x, NULL) == x->stamp;
}

static void recall(struct sources *s)
{
	struct table units = { 0 };
	struct bytes r = { 0 };
	uint32_t n;
	size_t i, len;

	r.p = store_get(s->store, "sources", &s->mem, &len);
	if (!r.p)
		return;
	r.end = r.p + len;
	for (i = 0; i < s->n; i++)
		table_put(&units, s->source[i].unit->file, &s->source[i]);
	for (n = get_count(&r); n && !r.bad; n--)
		vec_push(&s->lists, get_uint(&r));
	for (n = get_count(&r); n && !r.bad; n--) {
		const char *file = get_str(&r, &s->mem);
		struct bytes one = get_blob(&r);
		struct source *x = file ? table_get(&units, file) : NULL;

		if (x)
			recall_one(s, &one, x);
	}
	table_free(&units);
}

static void remember_one(struct strbuf *b, const struct source *x)
{
	struct strbuf one = { 0 };
	size_t i;

	put_uint(&one, x->stamp);
	put_uint(&one, x->headers.n);
	for (i = 0; i < x->headers.n; i++)
		put_str(&one, x->headers.data[i]);
	put_blob(&one, (const char *)x->defines.data, x->defines.n * sizeof(*x->defines.data));
	put_uint(&one, x->asked);
	put_uint(&one, x->matched);
	put_str(b, x->unit->file);
	put_blob(b, one.s, one.n);
	strbuf_free(&one);
}

static void remember(struct sources *s)
{
	struct strbuf b = { 0 };
	size_t i, n = 0;

	put_uint(&b, s->lists.n);
	for (i = 0; i < s->lists.n; i++)
		put_uint(&b, s->lists.data[i]);
	for (i = 0; i < s->n; i++)
		n += s->source[i].current && s->source[i].settled;
	put_uint(&b, n);
	for (i = 0; i < s->n; i++)
		if (s->source[i].current && s->source[i].settled)
			remember_one(&b, &s->source[i]);
	store_put(s->store, "sources", b.s, b.n);
	strbuf_free(&b);
}

struct sources *sources_open(struct store *store, const struct kbuild_unit *units, size_t n,
			     bool remember)
{
	struct sources *s = xcalloc(1, sizeof(*s));
	size_t i;

	s->store = store;
	s->remember = remember;
	s->n = n;
	s->source = xcalloc(n, sizeof(*s->source));
	for (i = 0; i < n; i++)
		s->source[i].unit = &units[i];
	recall(s);
	return s;
}

void sources_close(struct sources *s)
{
	size_t i;

	if (!s)
		return;
	if (s->changed && s->remember)
		remember(s);
	for (i = 0; i < s->n; i++) {
		vec_free(&s->source[i].headers);
		vec_free(&s->source[i].defines);
	}
	free(s->source);
	vec_free(&s->lists);
	vec_free(&s->index);
	arena_free(&s->mem);
	free(s);
}

/* --- looking ------------------------------------------------------------------------------ */

static void on_definition(const char *name, size_t n, void *arg)
{
	struct source *x = arg;

	vec_push(&x->defines, hash_bytes(name, n, 0));
}

struct on_header {
	struct sources *s;
	struct source *x;
};

static void on_header(const char *header, void *arg)
{
	struct on_header *h = arg;

	vec_push(&h->x->headers, arena_strdup(&h->s->mem, header));
}

static void look_away(struct source *x)
{
	free(x->text);
	x->text = NULL;
}

/* Reads the text; false: it can't be. look_away() after. */
static bool look_into(struct sources *s, struct source *x)
{
	struct on_header h = { s, x };
	int64_t newest = 0, now = stamp_now();

	x->text = read_file(x->unit->file, &x->len);
	if (!x->text || x->current)
		return x->text;
	x->headers.n = x->defines.n = 0;
	x->asked = x->matched = 0;
	front_local_headers(x->unit->file, x->text, on_header, &h);
	front_definitions(x->text, x->len, on_definition, x);
	x->stamp = stamp_of(x, &newest);
	x->settled = stamp_settled(newest, now);
	x->current = s->changed = true;
	return true;
}

static unsigned list_number(struct sources *s, uint64_t id)
{
	size_t i;

	for (i = 0; i < s->lists.n; i++)
		if (s->lists.data[i] == id)
			return (unsigned)i;
	if (s->lists.n == MAX_LISTS) {
		s->lists.n = 0;
		for (i = 0; i < s->n; i++)
			s->source[i].asked = s->source[i].matched = 0;
	}
	vec_push(&s->lists, id);
	return (unsigned)s->lists.n - 1;
}

static bool ask(struct sources *s, size_t unit, const struct front_words *words, uint64_t id,
		bool calls)
{
	struct source *x = &s->source[unit];
	uint32_t bit = 1u << list_number(s, id);
	bool yes;

	if (x->current && (x->asked & bit))
		return x->matched & bit;
	if (!look_into(s, x))
		return true;
	if (calls)
		yes = front_calls_member(words, x->text, x->len);
	else
		yes = front_words_match(words, x->text, x->len) ||
		      (x->headers.n && front_local_headers_match(words, x->unit->file, x->text));
	look_away(x);
	x->asked |= bit;
	x->matched = yes ? x->matched | bit : x->matched & ~bit;
	s->changed = true;
	return yes;
}

bool sources_match(struct sources *s, size_t unit, const struct front_words *words, uint64_t id)
{
	return ask(s, unit, words, id, false);
}

bool sources_call(struct sources *s, size_t unit, const struct front_words *members, uint64_t id)
{
	return ask(s, unit, members, id, true);
}

static int compare_definitions(const void *a, const void *b)
{
	const struct definition *x = a, *y = b;

	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	return (x->unit > y->unit) - (x->unit < y->unit);
}

static void make_index(struct sources *s)
{
	size_t i, j;

	for (i = 0; i < s->n; i++) {
		struct source *x = &s->source[i];

		if (!x->current && look_into(s, x))
			look_away(x);
		for (j = 0; j < x->defines.n; j++) {
			struct definition d = { x->defines.data[j], i };

			vec_push(&s->index, d);
		}
	}
	if (s->index.n)
		qsort(s->index.data, s->index.n, sizeof(*s->index.data), compare_definitions);
}

size_t sources_defining(struct sources *s, const char *function, size_t *units, size_t max)
{
	uint64_t name = hash_bytes(function, strlen(function), 0);
	size_t lo = 0, hi, n = 0;

	if (!s->index.n)
		make_index(s);
	for (hi = s->index.n; lo < hi; ) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->index.data[mid].name < name)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < s->index.n && s->index.data[lo].name == name && n < max; lo++)
		if (!n || units[n - 1] != s->index.data[lo].unit)
			units[n++] = s->index.data[lo].unit;
	return n;
}
