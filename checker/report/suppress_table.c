/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/suppress_table.h"

#include "util/yaml.h"
#include "report/scope.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_ROWS 10000 /* the table may come from a hostile tree */

struct words {
	const char **data;
	size_t n;
};

struct suppress_row {
	const char *path, *reason;
	struct words rules, functions;
	unsigned line;
	bool used;
};

static int wrong_word(const char *path, unsigned line, const char *what, const char *word,
		      const char *const *valid, size_t n)
{
	const char *near = str_nearest(word, valid, n);
	struct strbuf b = { 0 };
	size_t i;

	if (near)
		return error("%s:%u: unknown %s '%s'; did you mean '%s'?", path, line, what, word,
			     near);
	for (i = 0; i < n; i++)
		strbuf_addf(&b, "%s'%s'", i ? ", " : "", valid[i]);
	error("%s:%u: unknown %s '%s'; there is %s", path, line, what, word, strbuf_str(&b));
	strbuf_free(&b);
	return -1;
}

static bool is_one_of(const char *word, const char *const *list, size_t n)
{
	while (n--)
		if (!strcmp(word, list[n]))
			return true;
	return false;
}

static int want_text(const char *path, const struct ynode *n, const char *key, const char **out)
{
	struct strbuf b = { 0 };

	if (n->kind == Y_SCALAR && n->text[0]) {
		*out = n->text;
		return 0;
	}
	yaml_describe(&b, n);
	error("%s:%u: '%s' is a text, not %s", path, n->line, key, strbuf_str(&b));
	strbuf_free(&b);
	return -1;
}

/* Reads a word or a list of words. */
static int want_words(struct suppress_table *t, const struct ynode *n, const char *key,
		      struct words *out)
{
	size_t i, count = n->kind == Y_LIST ? n->n : 1;

	out->data = arena_array(&t->mem, const char *, count);
	out->n = count;
	for (i = 0; i < count; i++)
		if (want_text(t->path, n->kind == Y_LIST ? n->items[i] : n, key, &out->data[i]))
			return -1;
	return 0;
}

static int read_row(struct suppress_table *t, const struct ynode *n,
		    const struct suppress_options *o)
{
	static const char *const keys[] = { "path", "rule", "function", "reason" };
	struct suppress_row *row = arena_new(&t->mem, struct suppress_row);
	const struct ynode *rule = NULL;
	size_t i;
	int r = 0;

	row->line = n->line;
	if (n->kind != Y_MAP)
		return error("%s:%u: each suppression has a path, a rule and a reason", t->path,
			     n->line);
	for (i = 0; i < n->n && !r; i++) {
		const char *key = n->keys[i]->text;
		const struct ynode *value = n->items[i];

		if (!strcmp(key, "path"))
			r = want_text(t->path, value, key, &row->path);
		else if (!strcmp(key, "reason"))
			r = value->kind == Y_SCALAR && !value->text[0] ?
				    0 :
				    want_text(t->path, value, key, &row->reason);
		else if (!strcmp(key, "function"))
			r = want_words(t, value, key, &row->functions);
		else if (!strcmp(key, "rule"))
			r = want_words(t, rule = value, key, &row->rules);
		else
			r = wrong_word(t->path, n->keys[i]->line, "key", key, keys,
				       ARRAY_SIZE(keys));
	}
	if (r)
		return -1;
	if (!row->path || !row->rules.n)
		return error("%s:%u: the suppression has no '%s'", t->path, n->line,
			     row->path ? "rule" : "path");
	for (i = 0; i < row->rules.n; i++)
		if (o->nrules && !is_one_of(row->rules.data[i], o->rules, o->nrules))
			return wrong_word(t->path, rule->line, "rule", row->rules.data[i], o->rules,
					  o->nrules);
	vec_push(&t->rows, row);
	return 0;
}

/*
 * Is the table a symbolic link out of the tree? Our messages would quote the file that it points
 * to.
 */
static bool leads_out(const struct suppress_options *o)
{
	const char *root = o->module ? o->module : o->root ? o->root : ".";
	char *real = realpath(o->config, NULL), *dir = realpath(root, NULL);
	size_t n = dir ? strlen(dir) : 0;
	bool yes = real && dir && (strncmp(real, dir, n) || (real[n] != '/' && n > 1));

	free(real);
	free(dir);
	return yes;
}

int suppress_table_load(struct suppress_table *t, struct findings *f,
			const struct suppress_options *o)
{
	static const char *const keys[] = { "suppress" };
	const struct ynode *top, *list = NULL;
	size_t i;

	if (!o->config || access(o->config, F_OK))
		return 0;
	t->path = file_in_roots(o->config, o);
	if (o->config_found && leads_out(o))
		return error("%s leads out of the tree: name it with --config", o->config);
	top = (o->config_found ? yaml_load : yaml_load_input)(&t->mem, o->config);
	if (!top)
		return -1;
	if (top->kind == Y_SCALAR && !top->text[0])
		return 0;
	if (top->kind != Y_MAP)
		return error("%s:%u: what is here stands below 'suppress:'", t->path, top->line);
	for (i = 0; i < top->n; i++) {
		if (strcmp(top->keys[i]->text, keys[0]))
			return wrong_word(t->path, top->keys[i]->line, "key", top->keys[i]->text,
					  keys, ARRAY_SIZE(keys));
		list = top->items[i];
	}
	if (!list || (list->kind == Y_SCALAR && !list->text[0]))
		return 0;
	if (list->kind != Y_LIST)
		return error("%s:%u: 'suppress' is a list", t->path, list->line);
	if (list->n > MAX_ROWS)
		return error("%s:%u: more than %d suppressions", t->path, list->line, MAX_ROWS);
	for (i = 0; i < list->n; i++)
		if (read_row(t, list->items[i], o))
			return -1;
	for (i = 0; i < t->rows.n; i++)
		if (!t->rows.data[i]->reason)
			findings_remark(f, t->path, t->rows.data[i]->line,
					"the suppression of '%s' gives no reason",
					t->rows.data[i]->path);
	return 0;
}

/* Length of the pattern's literal prefix. */
static size_t literal(const char *path)
{
	return strcspn(path, "*?");
}

/*
 * Glob matching. Backtracks to the last star only, which suffices, so a hostile pattern takes
 * quadratic time at most.
 */
static bool glob_matches(const char *glob, const char *s)
{
	const char *star = NULL, *retry = NULL;

	while (*s) {
		if (*glob == '*') {
			star = ++glob;
			retry = s;
		} else if (*glob == '?' || *glob == *s) {
			glob++;
			s++;
		} else if (star) {
			glob = star;
			s = ++retry;
		} else {
			return false;
		}
	}
	while (*glob == '*')
		glob++;
	return !*glob;
}

static bool path_matches(const char *path, const char *file)
{
	size_t n = strlen(path);

	if (path[literal(path)])
		return glob_matches(path, file);
	while (n && path[n - 1] == '/')
		n--;
	return !strncmp(path, file, n) && (!file[n] || file[n] == '/');
}

const char *suppress_table_reason(struct suppress_table *t, const struct finding *x,
				  const char *file)
{
	size_t i;

	for (i = 0; i < t->rows.n; i++) {
		struct suppress_row *row = t->rows.data[i];

		if (!is_one_of(x->rule, row->rules.data, row->rules.n) || !file ||
		    !path_matches(row->path, file))
			continue;
		if (row->functions.n &&
		    !(x->function && is_one_of(x->function, row->functions.data, row->functions.n)))
			continue;
		row->used = true;
		return row->reason ? row->reason : "";
	}
	return NULL;
}

/* Did the run cover what the row applies to: its file, or the directory above its pattern? */
static bool looked_at(const struct suppress_row *row, const struct findings *f,
		      const struct suppress_options *o)
{
	size_t n = literal(row->path), i;

	for (i = 0; i < f->skipped.n; i++)
		if (path_matches(row->path, file_in_roots(f->skipped.data[i].file, o)))
			return false;
	for (i = 0; i < o->nunits; i++)
		if (!strcmp(row->path, file_in_roots(o->units[i], o)))
			return true;
	if (row->path[n])
		while (n && row->path[n - 1] != '/')
			n--;
	while (n && row->path[n - 1] == '/')
		n--;
	return scope_has_directory(row->path, n, o);
}

void suppress_table_unused(const struct suppress_table *t, struct findings *f,
			   const struct suppress_options *o)
{
	size_t i;

	for (i = 0; i < t->rows.n; i++)
		if (!t->rows.data[i]->used && looked_at(t->rows.data[i], f, o))
			findings_remark(f, t->path, t->rows.data[i]->line,
					"the suppression of '%s' silences nothing",
					t->rows.data[i]->path);
}

void suppress_table_free(struct suppress_table *t)
{
	vec_free(&t->rows);
	arena_free(&t->mem);
}
