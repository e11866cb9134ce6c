/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "whole/text_index.h"

#include "util/bytes.h"
#include "util/stamp.h"
#include "text/scan.h"
#include "text/local_headers.h"
#include "text/functions.h"

#include <stdlib.h>
#include <string.h>

/* cached word lists; when there are more, the oldest ones are unused */
#define MAX_LISTS	24

/* The file of a unit, or a header in the same directory. */
struct source {
	const char *path;
	char *text;			/* while it is being searched */
	size_t len;
	bool current;			/* the cached answers are about the current content */
	/* and a later change would be noticed: they can be stored */
	bool settled;
	uint64_t stamp;			/* stamp of the file and of the headers beside it */
	VEC(const char *) headers;
	VEC(struct text_function) functions;
	VEC(uint64_t) calls;
	uint32_t asked, matched;	/* one bit per word list */
};

struct definition {
	uint64_t name;
	size_t unit;
	bool is_weak;
};

struct sources {
	struct store *store;
	struct arena mem;
	struct source *source;
	size_t n;
	/* headers beside units; complete after all units were read */
	VEC(struct source *) headers;
	struct table by_path;		/* path -> header */
	bool complete;
	VEC(uint64_t) lists;
	VEC(struct definition) index;	/* sorted by name, then unit; made on first use */
	bool changed, remember;
};

/* --- storing ---------------------------------------------------------------------------- */

static uint64_t stamp_of(const struct source *x, int64_t *newest)
{
	uint64_t h = file_stamp(x->path, newest);
	size_t i;

	for (i = 0; i < x->headers.n; i++)
		h = hash_mix(h, file_stamp(x->headers.data[i], newest));
	return h;
}

/* Appends a blob of fixed-size elements to a vector. */
#define take(r, v)	do {								\
		struct bytes blob_ = get_blob(r);					\
		(v)->n = (size_t)(blob_.end - blob_.p) / sizeof(*(v)->data);		\
		vec_room_((void **)&(v)->data, &(v)->cap, (v)->n + 1, sizeof(*(v)->data));\
		if ((v)->n)								\
			memcpy((v)->data, blob_.p, (v)->n * sizeof(*(v)->data));	\
	} while (0)

static void recall_one(struct sources *s, struct bytes *r, struct source *x)
{
	uint32_t n;

	x->stamp = get_uint(r);
	for (n = get_count(r); n && !r->bad; n--)
		vec_push(&x->headers, get_str(r, &s->mem));
	take(r, &x->functions);
	take(r, &x->calls);
	x->asked = (uint32_t)get_uint(r);
	x->matched = (uint32_t)get_uint(r);
	x->current = x->settled = !r->bad && x->stamp && stamp_of(x, NULL) == x->stamp;
}

/* The entry for a header's path, created when it is new. */
static struct source *header(struct sources *s, const char *path)
{
	struct source *x = table_get(&s->by_path, path);

	if (x)
		return x;
	x = arena_new(&s->mem, struct source);
	x->path = arena_strdup(&s->mem, path);
	table_put(&s->by_path, x->path, x);
	vec_push(&s->headers, x);
	return x;
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
		table_put(&units, s->source[i].path, &s->source[i]);
	for (n = get_count(&r); n && !r.bad; n--)
		vec_push(&s->lists, get_uint(&r));
	for (n = get_count(&r); n && !r.bad; n--) {
		const char *file = get_str(&r, &s->mem);
		struct bytes one = get_blob(&r);
		struct source *x = file ? table_get(&units, file) : NULL;

		if (x)
			recall_one(s, &one, x);
	}
	for (n = get_count(&r); n && !r.bad; n--) {
		const char *file = get_str(&r, &s->mem);
		struct bytes one = get_blob(&r);

		if (file)
			recall_one(s, &one, header(s, file));
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
	put_blob(&one, (const char *)x->functions.data, x->functions.n * sizeof(*x->functions.data));
	put_blob(&one, (const char *)x->calls.data, x->calls.n * sizeof(*x->calls.data));
	put_uint(&one, x->asked);
	put_uint(&one, x->matched);
	put_str(b, x->path);
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
	for (i = n = 0; i < s->headers.n; i++)
		n += s->headers.data[i]->current && s->headers.data[i]->settled;
	put_uint(&b, n);
	for (i = 0; i < s->headers.n; i++)
		if (s->headers.data[i]->current && s->headers.data[i]->settled)
			remember_one(&b, s->headers.data[i]);
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
		s->source[i].path = units[i].file;
	recall(s);
	return s;
}

static void source_free(struct source *x)
{
	vec_free(&x->headers);
	vec_free(&x->functions);
	vec_free(&x->calls);
}

void sources_close(struct sources *s)
{
	size_t i;

	if (!s)
		return;
	if (s->changed && s->remember)
		remember(s);
	for (i = 0; i < s->n; i++)
		source_free(&s->source[i]);
	for (i = 0; i < s->headers.n; i++)
		source_free(s->headers.data[i]);
	vec_free(&s->headers);
	table_free(&s->by_path);
	free(s->source);
	vec_free(&s->lists);
	vec_free(&s->index);
	arena_free(&s->mem);
	free(s);
}

/* --- searching ---------------------------------------------------------------------------- */

uint64_t text_name(const char *name, size_t n)
{
	return hash_bytes(name, n, 0);
}

uint64_t text_member(const char *name, size_t n)
{
	return hash_bytes(name, n, 1);
}

struct on_function {
	struct source *x;
	size_t from, calls;		/* of the function that is being scanned */
};

static void on_function(const char *name, size_t n, unsigned how, void *arg)
{
	struct on_function *o = arg;
	struct text_function f = {
		.name = text_name(name, n), .first = (uint32_t)o->x->calls.n, .how = how,
	};

	vec_push(&o->x->functions, f);
}

static void on_call(const char *name, size_t n, bool through_member, void *arg)
{
	struct on_function *o = arg;
	uint64_t h = through_member ? text_member(name, n) : text_name(name, n);
	size_t i;

	for (i = o->calls; i < o->x->calls.n; i++)
		if (o->x->calls.data[i] == h)
			return;
	vec_push(&o->x->calls, h);
}

static void on_end(void *arg)
{
	struct on_function *o = arg;

	for (; o->from < o->x->functions.n; o->from++)
		o->x->functions.data[o->from].n = (uint32_t)(o->x->calls.n - o->calls);
	o->calls = o->x->calls.n;
}

static void read_functions(struct source *x)
{
	struct on_function o = { .x = x };
	struct front_functions on = {
		.function = on_function, .call = on_call, .end = on_end, .arg = &o,
	};

	x->functions.n = x->calls.n = 0;
	front_functions(x->text, x->len, &on);
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

/* Reads the text; false when it can't be read. Call look_away() afterwards. */
static bool look_into(struct sources *s, struct source *x)
{
	struct on_header h = { s, x };
	int64_t newest = 0, now = stamp_now();

	x->text = read_file(x->path, &x->len);
	if (!x->text || x->current)
		return x->text;
	x->headers.n = 0;
	x->asked = x->matched = 0;
	front_local_headers(x->path, x->text, on_header, &h);
	read_functions(x);
	x->stamp = stamp_of(x, &newest);
	x->settled = stamp_settled(newest, now);
	x->current = s->changed = true;
	return true;
}

static bool look_into_header(struct sources *s, struct source *x)
{
	int64_t newest = 0, now = stamp_now();

	x->text = read_file(x->path, &x->len);
	if (!x->text)
		return false;
	x->asked = x->matched = 0;
	read_functions(x);
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
		for (i = 0; i < s->headers.n; i++)
			s->headers.data[i]->asked = s->headers.data[i]->matched = 0;
	}
	vec_push(&s->lists, id);
	return (unsigned)s->lists.n - 1;
}

enum how { MATCH, CALL, MENTION };

static bool ask_header(struct sources *s, struct source *x, const struct front_words *words,
		       uint32_t bit)
{
	if (!x->current || !(x->asked & bit)) {
		bool read = x->current ? (x->text = read_file(x->path, &x->len)) != NULL :
					 look_into_header(s, x);

		if (!read)
			return false;
		x->matched &= ~bit;
		x->matched |= front_words_match(words, x->text, x->len) ? bit : 0;
		x->asked |= bit;
		look_away(x);
	}
	return x->matched & bit;
}

static bool find(struct sources *s, struct source *x, const struct front_words *words, uint32_t bit,
		 enum how how)
{
	size_t i;

	if (how == CALL)
		return front_calls_member(words, x->text, x->len);
	if (front_words_match(words, x->text, x->len))
		return true;
	if (how == MATCH)
		return x->headers.n && front_local_headers_match(words, x->path, x->text);
	for (i = 0; i < x->headers.n; i++)
		if (ask_header(s, header(s, x->headers.data[i]), words, bit))
			return true;
	return false;
}

static bool ask(struct sources *s, size_t unit, const struct front_words *words, uint64_t id,
		enum how how)
{
	struct source *x = &s->source[unit];
	uint32_t bit = 1u << list_number(s, id);

	if (x->current && (x->asked & bit))
		return x->matched & bit;
	if (!look_into(s, x))
		return true;
	x->matched = find(s, x, words, bit, how) ? x->matched | bit : x->matched & ~bit;
	look_away(x);
	x->asked |= bit;
	s->changed = true;
	return x->matched & bit;
}

bool sources_match(struct sources *s, size_t unit, const struct front_words *words, uint64_t id)
{
	return ask(s, unit, words, id, MATCH);
}

bool sources_call(struct sources *s, size_t unit, const struct front_words *members, uint64_t id)
{
	return ask(s, unit, members, id, CALL);
}

bool sources_mention(struct sources *s, size_t unit, const struct front_words *words, uint64_t id)
{
	return ask(s, unit, words, id, MENTION);
}

static int compare_definitions(const void *a, const void *b)
{
	const struct definition *x = a, *y = b;

	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	return (x->unit > y->unit) - (x->unit < y->unit);
}

/* Reads all texts, so that the index is complete. */
static void look_into_all(struct sources *s)
{
	size_t i, j;

	if (s->complete)
		return;
	s->complete = true;
	for (i = 0; i < s->n; i++) {
		struct source *x = &s->source[i];

		if (!x->current && look_into(s, x))
			look_away(x);
		for (j = 0; j < x->headers.n; j++)
			header(s, x->headers.data[j]);
	}
	for (i = 0; i < s->headers.n; i++)
		if (!s->headers.data[i]->current && look_into_header(s, s->headers.data[i]))
			look_away(s->headers.data[i]);
}

static void make_index(struct sources *s)
{
	size_t i, j;

	look_into_all(s);
	for (i = 0; i < s->n; i++)
		for (j = 0; j < s->source[i].functions.n; j++) {
			const struct text_function *f = &s->source[i].functions.data[j];
			struct definition d = { f->name, i, f->how & FRONT_WEAK };

			if (!(f->how & FRONT_STATIC))
				vec_push(&s->index, d);
		}
	if (s->index.n)
		qsort(s->index.data, s->index.n, sizeof(*s->index.data), compare_definitions);
}

static struct text_calls calls_of(const struct source *x)
{
	return (struct text_calls){ x->functions.data, x->functions.n, x->calls.data };
}

struct text_calls sources_calls(struct sources *s, size_t unit)
{
	look_into_all(s);
	return calls_of(&s->source[unit]);
}

size_t sources_headers(struct sources *s)
{
	look_into_all(s);
	return s->headers.n;
}

struct text_calls sources_header_calls(struct sources *s, size_t which)
{
	return calls_of(s->headers.data[which]);
}

/* The first definition of the name; counts all of them, and those that aren't weak in *strong. */
static size_t find_definitions(struct sources *s, uint64_t name, size_t *strong)
{
	size_t lo = 0, hi, i;

	if (!s->index.n)
		make_index(s);
	for (hi = s->index.n; lo < hi; ) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->index.data[mid].name < name)
			lo = mid + 1;
		else
			hi = mid;
	}
	*strong = 0;
	for (i = lo; i < s->index.n && s->index.data[i].name == name; i++)
		*strong += !s->index.data[i].is_weak;
	return lo;
}

size_t sources_defining(struct sources *s, const char *function, size_t *units, size_t max)
{
	uint64_t name = text_name(function, strlen(function));
	size_t strong, i = find_definitions(s, name, &strong), n = 0;

	for (; i < s->index.n && s->index.data[i].name == name && n < max; i++)
		if ((!strong || !s->index.data[i].is_weak) && (!n || units[n - 1] != s->index.data[i].unit))
			units[n++] = s->index.data[i].unit;
	return n;
}

uint64_t sources_replaced(struct sources *s, size_t unit)
{
	const struct source *x = &s->source[unit];
	uint64_t h = 0;
	size_t i, strong;

	look_into_all(s);
	for (i = 0; i < x->functions.n; i++) {
		const struct text_function *f = &x->functions.data[i];

		if (f->how != FRONT_WEAK)
			continue;
		find_definitions(s, f->name, &strong);
		if (strong)
			h = hash_mix(h + 1, f->name);
	}
	return h;
}
