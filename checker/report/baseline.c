/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/baseline.h"

#include "report/json_writer.h"
#include "report/scope.h"
#include "util/input.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BASELINE_VERSION 1

struct entry {
	struct finding was;
	bool found;
	struct entry *next; /* next entry in `alike` */
};

struct baseline {
	struct arena *mem; /* the findings' arena: absent entries become findings */
	const char *commit;
	VEC(struct entry *) entries;
	struct table by_fingerprint;
	struct table matched; /* fingerprints of the baseline that this run has found */
};

/* --- reading -------------------------------------------------------------------------------- */

static const char *text_of(struct baseline *b, const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? arena_strdup(b->mem, s) : NULL;
}

static unsigned number_of(const json_t *o, const char *key)
{
	json_int_t n = json_integer_value(json_object_get(o, key));

	return n > 0 && n <= 0x7fffffff ? (unsigned)n : 0;
}

static bool is_fingerprint(const char *s)
{
	return s && strlen(s) == FINGERPRINT_SIZE - 1 &&
	       strspn(s, "0123456789abcdef") == FINGERPRINT_SIZE - 1;
}

static int read_entry(struct baseline *b, const char *path, size_t i, const json_t *o)
{
	struct entry *e = arena_new(b->mem, struct entry);
	const char *fingerprint = text_of(b, o, "fingerprint"), *level = text_of(b, o, "level");

	e->was.rule = text_of(b, o, "rule");
	e->was.file = text_of(b, o, "file");
	e->was.function = text_of(b, o, "function");
	e->was.expr = text_of(b, o, "expression");
	e->was.message = text_of(b, o, "message");
	e->was.line = number_of(o, "line");
	e->was.col = number_of(o, "column");
	e->was.level = level && !strcmp(level, "note") ? LEVEL_NOTE : LEVEL_WARNING;
	e->was.state = STATE_ABSENT;
	if (!e->was.rule || !e->was.file || !e->was.message || !is_fingerprint(fingerprint))
		return error("%s: finding %zu lacks a rule, a file, a message or a fingerprint; "
			     "--write-baseline makes the file anew",
			     path, i + 1);
	memcpy(e->was.fingerprint, fingerprint, FINGERPRINT_SIZE);
	vec_push(&b->entries, e);
	table_put(&b->by_fingerprint, e->was.fingerprint, e);
	return 0;
}

static int read_baseline(struct baseline *b, const char *path, const json_t *top)
{
	const json_t *list = json_object_get(top, "findings"), *item;
	const json_t *known = json_object_get(top, "suppressed");
	size_t i;

	if (!json_is_array(list))
		return error("%s is no baseline: it has no list 'findings'", path);
	if (number_of(top, "version") != BASELINE_VERSION)
		return error(
			"%s is a baseline of another version than %d; --write-baseline makes it anew",
			path, BASELINE_VERSION);
	b->commit = text_of(b, top, "commit");
	json_array_foreach(list, i, item) {
		if (read_entry(b, path, i, item))
			return -1;
	}
	/* a JSON report made with a baseline contains this member */
	json_array_foreach(known, i, item) {
		const char *state = json_string_value(json_object_get(item, "state"));

		if (state && !strcmp(state, "unchanged") && read_entry(b, path, i, item))
			return -1;
	}
	return 0;
}

struct baseline *baseline_open(const char *path, struct findings *f)
{
	struct baseline *b;
	json_error_t e;
	json_t *top;
	size_t len;
	char *text;
	int r;

	text = read_input(path, &len);
	if (!text) {
		error("cannot read the baseline %s: %s; --write-baseline makes one", path,
		      open_error(errno));
		return NULL;
	}
	top = json_loadb(text, len, 0, &e);
	free(text);
	if (!top) {
		error("%s:%d: not JSON: %s", path, e.line, e.text);
		return NULL;
	}
	b = xcalloc(1, sizeof(*b));
	b->mem = &f->mem;
	r = read_baseline(b, path, top);
	json_decref(top);
	if (!r)
		return b;
	baseline_close(b);
	return NULL;
}

void baseline_close(struct baseline *b)
{
	if (!b)
		return;
	vec_free(&b->entries);
	table_free(&b->by_fingerprint);
	table_free(&b->matched);
	free(b);
}

/* --- matching ------------------------------------------------------------------------------- */

static bool match(struct baseline *b, const struct finding *x, const char *fingerprint)
{
	struct entry *e = table_get(&b->by_fingerprint, fingerprint);

	if (!e || e->found)
		return false;
	e->found = true;
	table_put(&b->matched, arena_strdup(b->mem, x->fingerprint), e);
	return true;
}

bool baseline_has(const struct baseline *b, const struct finding *x)
{
	return table_get(&b->matched, x->fingerprint) != NULL;
}

static bool is_gone(const char *file, const struct suppress_options *o)
{
	const char *root = o->module ? o->module : o->root;
	char *path = file[0] == '/' || !root ? xstrdup(file) : xasprintf("%s/%s", root, file);
	bool gone = access(path, F_OK) && errno == ENOENT;

	free(path);
	return gone;
}

/* A hash of what doesn't change when the finding's file is renamed. */
static const char *likeness(struct baseline *b, const struct finding *x)
{
	return arena_printf(b->mem, "%s %s", x->rule, x->function ? x->function : "");
}

/* Collects files that have unmatched entries and no longer exist, and those entries. */
static void find_gone(struct baseline *b, struct moves *m, struct table *alike,
		      const struct suppress_options *o)
{
	struct table asked = { 0 }; /* file -> itself, or b when the file exists */
	size_t i;

	for (i = 0; i < b->entries.n; i++) {
		struct entry *e = b->entries.data[i];
		const char *file = e->was.file, *key;

		if (e->found)
			continue;
		if (!table_get(&asked, file)) {
			bool gone = is_gone(file, o);

			table_put(&asked, file, gone ? (void *)file : b);
			if (gone)
				m->gone[m->ngone++] = file;
		}
		if (table_get(&asked, file) == b)
			continue;
		key = likeness(b, &e->was);
		e->next = table_get(alike, key);
		table_put(alike, key, e);
	}
	table_free(&asked);
}

static void find_fresh(struct moves *m, const struct finding *const *rest, size_t n,
		       const struct suppress_options *o)
{
	struct table seen = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		const char *file = rest[i]->file ? file_in_roots(rest[i]->file, o) : NULL;

		if (!file || table_get(&seen, file))
			continue;
		table_put(&seen, file, (void *)file);
		m->fresh[m->nfresh++] = file;
	}
	table_free(&seen);
}

/*
 * Matches a finding under its file's old name: the one git reports, else any deleted file that had
 * the same finding.
 */
static void match_moved(struct baseline *b, const struct finding *x, const char *file,
			const struct moves *m, const struct table *alike)
{
	char fingerprint[FINGERPRINT_SIZE];
	const char *from = NULL;
	const struct entry *e;
	size_t i;

	for (i = 0; i < m->nfresh; i++)
		if (!strcmp(m->fresh[i], file))
			from = m->from[i];
	for (e = table_get(alike, likeness(b, x)); e; e = e->next) {
		if (e->found || (from && strcmp(e->was.file, from)))
			continue;
		fingerprint_in(x, e->was.file, fingerprint);
		if (match(b, x, fingerprint))
			return;
	}
}

void baseline_match(struct baseline *b, struct findings *f, const struct suppress_options *o)
{
	VEC(struct finding *) rest = { 0 };
	struct moves m = { .commit = b->commit };
	struct table alike = { 0 };
	size_t i;

	for (i = 0; i < f->v.n; i++)
		if (!match(b, f->v.data[i], f->v.data[i]->fingerprint))
			vec_push(&rest, f->v.data[i]);
	m.gone = xcalloc(b->entries.n + 1, sizeof(*m.gone));
	m.fresh = xcalloc(rest.n + 1, sizeof(*m.fresh));
	m.from = xcalloc(rest.n + 1, sizeof(*m.from));
	if (rest.n)
		find_gone(b, &m, &alike, o);
	if (m.ngone)
		find_fresh(&m, (const struct finding *const *)rest.data, rest.n, o);
	if (m.nfresh && m.commit && o->moved)
		o->moved(&m, o->arg);
	for (i = 0; m.nfresh && i < rest.n; i++)
		if (rest.data[i]->file)
			match_moved(b, rest.data[i], file_in_roots(rest.data[i]->file, o), &m, &alike);
	table_free(&alike);
	free(m.gone);
	free(m.fresh);
	free(m.from);
	vec_free(&rest);
}

void baseline_absent(struct baseline *b, struct findings *f, const struct suppress_options *o)
{
	size_t i;

	for (i = 0; i < b->entries.n; i++) {
		struct entry *e = b->entries.data[i];

		if (e->found)
			continue;
		if (scope_has(f, e->was.file, e->was.function, o))
			vec_push(&f->absent, &e->was);
		else
			vec_push(&f->elsewhere, &e->was);
	}
}

/* --- writing -------------------------------------------------------------------------------- */

struct row {
	const char *file;
	const struct finding *x;
};

static int cmp_row(const void *pa, const void *pb)
{
	const struct row *a = pa, *b = pb;
	int r = strcmp(a->file, b->file);

	if (r)
		return r;
	if (a->x->line != b->x->line)
		return a->x->line < b->x->line ? -1 : 1;
	return strcmp(a->x->fingerprint, b->x->fingerprint);
}

static void write_row(struct json_writer *w, const struct row *r)
{
	jw_flat_object(w, NULL);
	jw_string(w, "file", r->file);
	jw_uint(w, "line", r->x->line);
	jw_uint(w, "column", r->x->col);
	jw_string(w, "rule", r->x->rule);
	jw_string(w, "level", r->x->level == LEVEL_NOTE ? "note" : "warning");
	jw_string(w, "function", r->x->function);
	jw_string(w, "expression", r->x->expr);
	jw_string(w, "message", r->x->message);
	jw_string(w, "fingerprint", r->x->fingerprint);
	jw_close(w);
}

typedef VEC(struct row) rows;

static void add_row(rows *v, const struct finding *x, const struct suppress_options *o)
{
	struct row r = { x->file ? file_in_roots(x->file, o) : "", x };

	vec_push(v, r);
}

static void write_rows(FILE *out, const rows *v, const char *commit)
{
	struct json_writer w = { .out = out };
	size_t i;

	jw_object(&w, NULL);
	jw_uint(&w, "version", BASELINE_VERSION);
	jw_string(&w, "commit", commit);
	jw_array(&w, "findings");
	for (i = 0; i < v->n; i++)
		write_row(&w, &v->data[i]);
	jw_close(&w);
	jw_close(&w);
}

int baseline_write(struct output *to, const struct findings *f, const struct report_options *r,
		   const struct suppress_options *o, const char *commit)
{
	FILE *out = output_begin(to);
	rows v = { 0 };
	size_t i;

	if (!out)
		return -1;
	for (i = 0; i < f->v.n; i++)
		if (report_shows(f->v.data[i], r) || f->v.data[i]->suppressed == BY_BASELINE)
			add_row(&v, f->v.data[i], o);
	for (i = 0; i < f->elsewhere.n; i++)
		add_row(&v, f->elsewhere.data[i], o);
	if (v.n)
		qsort(v.data, v.n, sizeof(*v.data), cmp_row);
	write_rows(out, &v, commit);
	vec_free(&v);
	return output_end(to);
}
