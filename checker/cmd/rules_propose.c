/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pageck rules propose: what the functions of a tree show of themselves, as rows. A row of today's
 * rules is told nothing new; what is proposed is for a person to read.
 */
#include "cmd/rules_propose.h"
#include "clang/clang.h"
#include "cmd/cmd.h"
#include "cmd/tree.h"
#include "flow/proposal.h"
#include "text/functions.h"
#include "unit/analyse.h"
#include "util/dirs.h"

#include <fts.h>
#include <stdlib.h>
#include <string.h>

static const char *const header_dirs[] = { "include/linux", "include/asm-generic", "mm" };

struct scan {
	struct table types;		/* names of records that stand for pages, and of typedefs of them */
	struct table names;		/* functions of headers that have one of them in their heads */
	VEC(const char *) list;
	struct table macros;		/* name -> the function that it calls */
	const char *text, *end;
};

/* --- headers as text ------------------------------------------------------------------------ */

/* Is one of the types named between here and there? */
static bool names_type(struct scan *s, const char *from, const char *to)
{
	while (from < to) {
		const char *start = from;

		while (from < to && is_word(*from))
			from++;
		if (from > start && from - start < 64 && table_get(&s->types, intern_n(start, (size_t)(from - start))))
			return true;
		from += from == start;
	}
	return false;
}

static void on_function(const char *name, size_t n, unsigned how, void *arg)
{
	struct scan *s = arg;
	const char *from = name, *to = name + n, *word;

	(void)how;
	if (name < s->text || name >= s->end)
		return;
	while (from > s->text && from[-1] != '\n' && from[-1] != '}' && from[-1] != ';')
		from--;
	while (to < s->end && *to != '{' && *to != ';')
		to++;
	if (!names_type(s, from, to))
		return;
	word = intern_n(name, n);
	if (!table_get(&s->names, word)) {
		table_put(&s->names, word, s);
		vec_push(&s->list, word);
	}
}

/* #define NAME(...) HOOK(FUNCTION(...)): the innermost call that is all of the one around it */
static void note_macro(struct scan *s, const char *p)
{
	const char *name = p, *callee = NULL;
	size_t n, m = 0;

	while (is_word(*p))
		p++;
	n = (size_t)(p - name);
	if (!n || *p != '(')
		return;
	while (*p && *p != ')' && *p != '\n')
		p++;
	p += *p == ')';
	for (;;) {
		const char *start;

		while (*p == ' ' || *p == '\t' || (*p == '\\' && p[1] == '\n') || *p == '\n') {
			if (*p == '\n' && p[-1] != '\\')
				break;
			p++;
		}
		start = p;
		while (is_word(*p))
			p++;
		if (p == start || *p != '(')
			break;
		callee = start;
		m = (size_t)(p - start);
		p++;
	}
	if (callee)
		table_put(&s->macros, intern_n(name, n), (void *)(uintptr_t)intern_n(callee, m));
}

static void note_typedef(struct scan *s, const char *p)
{
	const char *semi = strchr(p, ';'), *last;

	if (!semi || semi - p > 80 || memchr(p, '{', (size_t)(semi - p)) || memchr(p, '(', (size_t)(semi - p)) ||
	    memchr(p, '*', (size_t)(semi - p)))
		return;
	for (last = semi; last > p && is_word(last[-1]); last--)
		;
	if (names_type(s, p, last))
		table_put(&s->types, intern_n(last, (size_t)(semi - last)), s);
}

static void on_end(void *arg)
{
	(void)arg;
}

static void read_header(struct scan *s, const char *path, bool types)
{
	const struct front_functions on = { .function = on_function, .end = on_end, .arg = s };
	size_t len;
	char *text = read_file(path, &len);
	const char *p;

	for (p = text; p && types && (p = strstr(p, "typedef ")); p++)
		note_typedef(s, p + strlen("typedef "));
	for (p = text; p && !types && (p = strstr(p, "#define ")); p++)
		note_macro(s, p + strlen("#define "));
	s->text = text;
	s->end = text + len;
	if (text && !types)
		front_functions(text, len, &on);
	free(text);
}

static void read_headers(struct scan *s, const char *src, bool types)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(header_dirs); i++) {
		char *path = xasprintf("%s/%s", src, header_dirs[i]);
		char *const roots[] = { path, NULL };
		FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
		FTSENT *e;

		while (walk && (e = fts_read(walk)))
			if (e->fts_info == FTS_F && str_ends(e->fts_name, ".h"))
				read_header(s, e->fts_path, types);
		if (walk)
			fts_close(walk);
		free(path);
	}
}

static void scan_headers(struct scan *s, const struct facts *f, const char *src)
{
	size_t i;

	for (i = 0; i < f->page_records.n; i++)
		table_put(&s->types, f->page_records.data[i], s);
	for (i = 0; i < f->entry_records.n; i++)
		table_put(&s->types, f->entry_records.data[i], s);
	read_headers(s, src, true);
	read_headers(s, src, false);
}

/* --- units ------------------------------------------------------------------------------------ */

static void look_at_unit(const struct kbuild_unit *k, const struct facts *f, struct scan *s,
			 struct proposals *p, unsigned units)
{
	struct front_options o = {
		.expected_units = units, .cache_dir = cache_dir(),
		.records = f->records.data, .nrecords = f->records.n,
		.macros = f->macros.data, .nmacros = f->macros.n,
		.numbers = f->numbers.data, .nnumbers = f->numbers.n,
	};
	struct front_args args = { 0 };
	struct front_unit *u;
	size_t i;

	front_args_init(&args, k->dir, k->argv, k->argc);
	u = front_parse(&args, &o);
	if (u->status != FRONT_OK) {
		warning("%s can't be parsed: %s", k->shown, u->reason ? u->reason : "");
	} else {
		for (i = 0; i < s->list.n; i++) {
			struct ir_decl *d = table_get(&p->by_key, s->list.data[i]) ? NULL :
					    ir_find_decl(&u->ir, s->list.data[i]);

			if (d && d->is_defined)
				ir_reach(&u->ir, d);
		}
		ir_reach_all(&u->ir);
		facts_ask(f, &u->ir);
		ir_close(&u->ir);
		propose_unit(p, &u->ir, f);
	}
	front_unit_free(u);
	front_args_free(&args);
}

/* --- what follows ------------------------------------------------------------------------------- */

static kinds_t *given(struct proposals *p, const char *key)
{
	return table_get(&p->given, key);
}

static bool give(struct proposals *p, const char *key, kinds_t kinds)
{
	if (given(p, key))
		return false;
	table_put(&p->given, key, arena_dup(&p->mem, &kinds, sizeof(kinds)));
	return true;
}

/* It may well give the page that it is handed. */
static bool passes_on(struct proposals *p, const char *key)
{
	const struct shown_function *s = table_get(&p->by_key, key);

	return s && s->takes_page;
}

/* What it hands on is what it is given, and the other way round when it is all that it hands on. */
static void solve_origins(struct proposals *p)
{
	bool news = true;
	size_t i, j;

	while (news) {
		news = false;
		for (i = 0; i < p->all.n; i++) {
			struct shown_function *s = p->all.data[i];
			kinds_t all = 0;

			if (!s->gives_page || s->other || !s->sources.n)
				continue;
			for (j = 0; j < s->sources.n && given(p, s->sources.data[j]); j++)
				all |= *given(p, s->sources.data[j]);
			if (j == s->sources.n)
				news |= give(p, s->key, all);
			else if (s->sources.n == 1 && given(p, s->key) && !passes_on(p, s->sources.data[0]))
				news |= give(p, s->sources.data[0], *given(p, s->key));
		}
	}
}

/* --- rows ------------------------------------------------------------------------------------------- */

struct printer {
	const struct facts *f;
	struct proposals *p;
	const char *section;
	unsigned rows;
};

static void begin(struct printer *o, const char *section, const char *key, const char *name)
{
	if (o->section != section)
		printf("%s%s:\n", o->section ? "\n" : "", section);
	o->section = section;
	o->rows++;
	printf("  - %s: %s\n", key, name);
}

static void kinds_row(struct printer *o, const char *key, kinds_t kinds)
{
	struct strbuf b = { 0 };
	bool list;

	kinds_spell(&b, &o->f->kinds, kinds);
	list = strchr(strbuf_str(&b), ' ');
	printf("    %s: %s", key, list ? "[" : "");
	for (const char *c = strbuf_str(&b); *c; c++)
		fputs(*c == ' ' && list ? ", " : (char[]){ *c, '\0' }, stdout);
	printf("%s\n", list ? "]" : "");
	strbuf_free(&b);
}

static void ref_row(const char *file, unsigned line)
{
	printf("    ref: %s:%u\n", file, line);
}

static bool has_rows(const struct printer *o, const char *name)
{
	return facts_of(o->f, name);
}

static void print_families(struct printer *o)
{
	size_t i;

	for (i = 0; i < o->p->all.n; i++) {
		const struct shown_function *s = o->p->all.data[i];

		if (!s->family || s->is_static || has_rows(o, s->name) ||
		    (s->gives_number && !table_get(&o->p->frames, s->key)))
			continue;
		begin(o, "families", "function", s->name);
		ref_row(s->file, s->line);
	}
}

/* Does an answer leave nothing but special pages, or none of them? */
static bool is_conclusive(const struct kinds *k, kinds_t left)
{
	return left != k->any && (kinds_ordinary(k, left) || !(left & k->ordinary));
}

static void print_guards(struct printer *o)
{
	kinds_t any = o->f->kinds.any;
	size_t i;

	for (i = 0; i < o->p->all.n; i++) {
		const struct shown_function *s = o->p->all.data[i];

		if (s->is_static || s->family || has_rows(o, s->name) ||
		    !(is_conclusive(&o->f->kinds, s->if_true) || is_conclusive(&o->f->kinds, s->if_false)))
			continue;
		begin(o, "guards", "function", s->name);
		if (s->guard_arg)
			printf("    arg: arg%u\n", s->guard_arg);
		if (s->if_true != any)
			kinds_row(o, "true", s->if_true);
		if (s->if_false != any)
			kinds_row(o, "false", s->if_false);
		ref_row(s->file, s->line);
	}
}

static void print_origins(struct printer *o)
{
	size_t i;

	for (i = 0; i < o->p->all.n; i++) {
		const struct shown_function *s = o->p->all.data[i];
		const kinds_t *k = given(o->p, s->key);

		if (!k || s->is_static || s->family || has_rows(o, s->name))
			continue;
		begin(o, "origins", "function", s->name);
		kinds_row(o, "may-be", *k);
		ref_row(s->file, s->line);
	}
	for (i = 0; i < o->p->moved.n; i++) {
		const struct moved_origin *m = &o->p->moved.data[i];

		begin(o, "origins", "function", m->row->row.name);
		printf("    result: arg%d[]\n", m->arg);
		kinds_row(o, "may-be", m->row->may_be);
		ref_row(m->file, m->line);
	}
}

static void print_callbacks(struct printer *o)
{
	size_t i;

	for (i = 0; i < o->p->renamed.n; i++) {
		const struct renamed_callback *c = &o->p->renamed.data[i];

		begin(o, "origins", "callback", c->name);
		printf("    result: %s\n", c->row->result.text);
		kinds_row(o, "may-be", c->row->may_be);
		printf("    ref: takes the place of %s\n", c->row->row.name);
	}
}

static void print_members(struct printer *o)
{
	size_t i;

	for (i = 0; i < o->p->all.n; i++) {
		const struct shown_function *s = o->p->all.data[i];

		if (!s->reads || s->is_static || has_rows(o, s->name))
			continue;
		begin(o, "readers", "function", s->name);
		printf("    member: %s\n", s->reads);
		ref_row(s->file, s->line);
	}
	for (i = 0; i < o->p->all.n; i++) {
		const struct shown_function *s = o->p->all.data[i];

		if (!s->writes || s->is_static || has_rows(o, s->name))
			continue;
		begin(o, "sinks", "function", s->name);
		printf("    member: %s\n    note: writes the member\n", s->writes);
		ref_row(s->file, s->line);
	}
}

/* A name that has rows is a macro now: what it calls is the function. */
static void print_macros(struct printer *o, struct scan *s)
{
	size_t i;

	for (i = 0; i < o->f->all.n; i++) {
		const struct fact *row = o->f->all.data[i];
		const char *callee = row->names == NAMES_FUNCTION ? table_get(&s->macros, row->name) : NULL;

		if (!callee || has_rows(o, callee) || table_get(&o->p->declared, row->name) ||
		    (row->section != FACT_ZEROING && row->section != FACT_ORIGINS))
			continue;
		begin(o, fact_section_name(row->section), "function", callee);
		if (row->section == FACT_ORIGINS)
			kinds_row(o, "may-be", ((const struct origin_fact *)row)->may_be);
		printf("    ref: %s() is a macro of it\n", row->name);
	}
}

/* --- the command ---------------------------------------------------------------------------------- */

const struct option_spec propose_options[] = {
	OPTION_KERNEL("the one PATH lies in"),
	OPTION_OBJECTS,
	OPTION_COMMANDS,
	OPTION_RULES,
	OPTION_NO_MAKE,
	OPTION_HELP,
	{ 0 },
};

static int usage(FILE *out, int status)
{
	fputs("usage: pageck rules propose [OPTION...] [PATH...]\n\n"
	      "Prints rows that the functions below the PATHs (default: mm/) and the inlines of the\n"
	      "tree's headers show to be so: guards, what gives the page of its argument, origins,\n"
	      "what reads or writes a member of the union. Names that have rows are left out. Rules of\n"
	      "an earlier pageck (--rules) are given what they lack of kinds, records and axioms.\n\n", out);
	options_usage(out, propose_options);
	fputs("\nExit status: 0, or 2 for usage, rules or a tree that can't be read.\n", out);
	return status;
}

static int take_option(int id, const char *value, void *ctx)
{
	return tree_option(id, value, ctx);
}

static void print_all(struct printer *o, struct scan *s)
{
	printf("# Proposed: read each before it becomes a row.\n\n");
	print_families(o);
	print_guards(o);
	print_origins(o);
	print_callbacks(o);
	print_members(o);
	print_macros(o, s);
}

static void propose(const struct facts *f, struct kbuild_tree *tree)
{
	struct proposals p = { .root = tree->src };
	struct printer o = { .f = f, .p = &p };
	struct scan s = { 0 };
	size_t i;

	scan_headers(&s, f, tree->src);
	for (i = 0; i < tree->units.n; i++)
		look_at_unit(&tree->units.data[i], f, &s, &p, (unsigned)tree->units.n);
	solve_origins(&p);
	print_all(&o, &s);
	fprintf(stderr, "pageck: %u rows proposed; %zu functions of %zu units looked at\n", o.rows,
		p.all.n, tree->units.n);
	table_free(&s.types);
	table_free(&s.names);
	table_free(&s.macros);
	vec_free(&s.list);
	proposals_drop(&p);
}

int rules_propose(int argc, char **argv)
{
	static char everything[] = "mm";
	char *whole[] = { everything };
	struct tree_options opt = tree_options_default();
	int first = options_parse(argc, argv, propose_options, take_option, &opt), n = argc - first;
	struct kbuild_tree tree = { 0 };
	struct progress progress = { 0 };
	struct facts facts = { 0 };
	tree_paths where = { 0 };
	int status = EXIT_USAGE;

	if (first < 0)
		return EXIT_USAGE;
	if (opt.help)
		return usage(stdout, EXIT_CLEAN);
	progress_start(&progress);
	if (!facts_load_over(&facts, opt.rules ? opt.rules : facts_dir(), facts_own_dir()) &&
	    !tree_find_paths(&opt.kbuild, n ? argv + first : whole, n ? n : 1, &where) &&
	    !tree_open(&tree, &opt, &progress) && !kbuild_units(&tree, where.data, where.n)) {
		progress_clear(&progress);
		propose(&facts, &tree);
		status = fflush(stdout) || ferror(stdout) ? EXIT_USAGE : EXIT_CLEAN;
	}
	progress_clear(&progress);
	kbuild_close(&tree);
	vec_free(&where);
	facts_free(&facts);
	return status;
}
