/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/declared.h"

#include <ctype.h>
#include <errno.h>
#include <fts.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_IDENTIFIER	128

static const char *const scanned_dirs[] = { "include", "mm", "arch/x86/include" };

struct scan {
	struct table wanted;	/* identifier -> &missing or &present */
};

static int missing, present;

/* --- what rows name ------------------------------------------------------------------- */

typedef void name_fn(const struct fact *row, const char *name, void *arg);

static void each_name(const struct fact *row, name_fn *fn, void *arg)
{
	const char *dot = strchr(row->name, '.');
	unsigned i;

	if (row->names == NAMES_MEMBER || row->names == NAMES_CALLBACK) {
		fn(row, intern_n(row->name, (size_t)(dot - row->name)), arg);
		fn(row, intern(dot + 1), arg);
	} else if (row->names != NAMES_FILE && row->names != NAMES_KIND &&
		   row->names != NAMES_REFERENCE) {
		fn(row, row->name, arg);
	}
	if (row->section == FACT_GUARDS || row->section == FACT_IMPLICIT) {
		const struct guard_fact *g = (const struct guard_fact *)row;

		if (g->equals)
			fn(row, g->equals, arg);
	}
	if (row->section == FACT_REFERENCES) {
		const struct ref_fact *f = (const struct ref_fact *)row;

		for (i = 0; i < f->nif_in; i++)
			fn(row, f->if_in[i], arg);
		if (f->object.container) {
			fn(row, f->object.container, arg);
			fn(row, f->object.container_field, arg);
		}
	}
}

/* --- scanning ------------------------------------------------------------------------------ */

static bool starts_word(unsigned char c)
{
	return isalpha(c) || c == '_';
}

static void scan_text(struct scan *s, const char *p, const char *end)
{
	char word[MAX_IDENTIFIER];

	while (p < end) {
		const char *start = p;

		if (!starts_word((unsigned char)*p)) {
			/* a number and its suffix are no word */
			while (p < end && isdigit((unsigned char)*start) &&
			       (isalnum((unsigned char)*p) || *p == '_'))
				p++;
			p += p == start;
			continue;
		}
		while (p < end && (isalnum((unsigned char)*p) || *p == '_'))
			p++;
		if ((size_t)(p - start) >= sizeof(word))
			continue;
		memcpy(word, start, (size_t)(p - start));
		word[p - start] = '\0';
		if (table_get(&s->wanted, word) == &missing)
			table_put(&s->wanted, intern(word), &present);
	}
}

static void scan_file(struct scan *s, const char *path)
{
	size_t len;
	char *text = read_file(path, &len);

	if (text)
		scan_text(s, text, text + len);
	free(text);
}

static int scan_dir(struct scan *s, const char *tree, const char *dir)
{
	char *path = xasprintf("%s/%s", tree, dir);
	char *const roots[] = { path, NULL };
	FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	FTSENT *e;

	while (walk && (e = fts_read(walk)))
		if (e->fts_info == FTS_F &&
		    (str_ends(e->fts_name, ".h") || str_ends(e->fts_name, ".c")))
			scan_file(s, e->fts_path);
	if (walk)
		fts_close(walk);
	free(path);
	return walk ? 0 : error("%s/%s: %s", tree, dir, strerror(errno));
}

/* Files a ref names: words with a slash in them. A path out of the tree isn't read. */
static void scan_refs(struct scan *s, const struct facts *f, const char *tree)
{
	struct table done = { 0 };
	size_t i;

	for (i = 0; i < f->all.n; i++) {
		char *ref = xstrdup(f->all.data[i]->ref), *save, *word;

		for (word = strtok_r(ref, ", ", &save); word; word = strtok_r(NULL, ", ", &save)) {
			char *path;

			if (!strchr(word, '/') || *word == '/' || strstr(word, "..") ||
			    table_get(&done, word))
				continue;
			path = xasprintf("%s/%s", tree, word);
			scan_file(s, path);
			free(path);
			table_put(&done, intern(word), s);
		}
		free(ref);
	}
	table_free(&done);
}

static int scan_tree(struct scan *s, const struct facts *f, const char *tree)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(scanned_dirs); i++) {
		struct stat st;
		char *path = xasprintf("%s/%s", tree, scanned_dirs[i]);
		bool exists = !stat(path, &st) && S_ISDIR(st.st_mode);

		free(path);
		if (!exists && !i)
			return error("%s: not a kernel source tree, it has no include/", tree);
		if (exists && scan_dir(s, tree, scanned_dirs[i]))
			return -1;
	}
	scan_refs(s, f, tree);
	return 0;
}

/* --- reporting --------------------------------------------------------------------------------- */

struct report {
	const struct scan *scan;
	const char *const *trees;
	size_t ntrees;
	FILE *out;
	int count;
};

static bool has_probe(const struct when *p)
{
	return p->params >= 0 || p->has_returns || p->declares || p->not_declares || p->field ||
	       p->not_field;
}

static void want(const struct fact *row, const char *name, void *arg)
{
	struct scan *s = arg;

	(void)row;
	table_put(&s->wanted, name, &missing);
}

static void report(struct report *r, const struct fact *row, const char *name)
{
	bool optional = has_probe(&row->when);
	struct strbuf b = { 0 };

	strbuf_addf(&b, "%s:%u: %s: no '%s' in ", row->file, row->line,
		    fact_section_name(row->section), name);
	strbuf_addf(&b, r->ntrees == 1 ? "%s" : "any of the trees", r->trees[0]);
	if (optional)
		strbuf_adds(&b, " (expected in some: the row has 'when')");
	fprintf(r->out, "%s\n", strbuf_str(&b));
	strbuf_free(&b);
	r->count += !optional;
}

static void report_missing(const struct fact *row, const char *name, void *arg)
{
	struct report *r = arg;

	if (table_get(&r->scan->wanted, name) == &missing)
		report(r, row, name);
}

static bool file_exists(const struct report *r, const char *pattern)
{
	bool found = false;
	size_t i;

	for (i = 0; i < r->ntrees && !found; i++) {
		char *path = xasprintf("%s/%s", r->trees[i], pattern);
		glob_t g;

		if (!glob(path, 0, NULL, &g)) {
			found = g.gl_pathc > 0;
			globfree(&g);
		}
		free(path);
	}
	return found;
}

int facts_check_trees(const struct facts *f, const char *const *trees, size_t n, FILE *out)
{
	struct scan s = { 0 };
	struct report r = { .scan = &s, .trees = trees, .ntrees = n, .out = out };
	int ret = 0;
	size_t i;

	for (i = 0; i < f->all.n; i++)
		each_name(f->all.data[i], want, &s);
	for (i = 0; i < n && !ret; i++)
		ret = scan_tree(&s, f, trees[i]);
	for (i = 0; i < f->all.n && !ret; i++) {
		const struct fact *row = f->all.data[i];

		each_name(row, report_missing, &r);
		if (row->names == NAMES_FILE && !file_exists(&r, row->name))
			report(&r, row, row->name);
	}
	table_free(&s.wanted);
	return ret ? -1 : r.count;
}
