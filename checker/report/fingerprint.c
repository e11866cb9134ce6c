/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/fingerprint.h"

#include <string.h>
#include <xxhash.h>

static const char *below(const char *file, const char *root)
{
	size_t n = root ? strlen(root) : 0;

	return n && !strncmp(file, root, n) && file[n] == '/' ? file + n + 1 : NULL;
}

const char *file_in_roots(const char *file, const struct suppress_options *o)
{
	const char *r;

	if (!file || file[0] != '/' || !o)
		return file;
	if ((r = below(file, o->module)) || (r = below(file, o->root)) || (r = below(file, o->obj)))
		return r;
	return file;
}

/* Appends the expression without spaces and comments: "page -> mapping" equals "page->mapping". */
static void add_squeezed(struct strbuf *b, const char *s)
{
	while (s && *s) {
		const char *end = str_starts(s, "/*") ? strstr(s + 2, "*/") : NULL;

		if (end) {
			s = end + 2;
			continue;
		}
		if (!strchr(" \t\r\n\v\f\\", *s))
			strbuf_addc(b, *s);
		s++;
	}
}

/* Appends what identifies a finding, independent of its line. */
static void add_identity(struct strbuf *b, const struct finding *x, const char *file)
{
	strbuf_adds(b, x->rule ? x->rule : "");
	strbuf_addc(b, '\n');
	strbuf_adds(b, file ? file : "");
	strbuf_addc(b, '\n');
	strbuf_adds(b, x->function ? x->function : "");
	strbuf_addc(b, '\n');
	add_squeezed(b, x->expr);
	strbuf_addc(b, '\n');
}

static void hash_identity(struct strbuf *id, unsigned ordinal, char out[FINGERPRINT_SIZE])
{
	XXH128_hash_t h;

	strbuf_addf(id, "%u", ordinal);
	h = XXH3_128bits(id->s, id->n);
	snprintf(out, FINGERPRINT_SIZE, "%016llx%016llx", (unsigned long long)h.high64,
		 (unsigned long long)h.low64);
}

void fingerprint_in(const struct finding *x, const char *file, char out[FINGERPRINT_SIZE])
{
	struct strbuf id = { 0 };

	add_identity(&id, x, file);
	hash_identity(&id, x->ordinal, out);
	strbuf_free(&id);
}

void fingerprints_set(struct findings *f, const struct suppress_options *o)
{
	struct table seen = { 0 }; /* identity -> number of findings that have it */
	size_t i;

	for (i = 0; i < f->v.n; i++) {
		struct finding *x = f->v.data[i];
		struct strbuf id = { 0 };
		const char *key;
		uintptr_t ordinal;

		add_identity(&id, x, file_in_roots(x->file, o));
		key = arena_strndup(&f->mem, id.s, id.n);
		ordinal = (uintptr_t)table_get(&seen, key);
		table_put(&seen, key, (void *)(ordinal + 1));
		x->ordinal = (unsigned)ordinal;
		hash_identity(&id, x->ordinal, x->fingerprint);
		strbuf_free(&id);
	}
	table_free(&seen);
}
