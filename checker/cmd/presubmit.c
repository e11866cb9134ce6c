/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pageck presubmit: reports which findings a patch series adds and removes.
 *
 * The affected units are analysed twice, in the tree's states before and after the series. All
 * units that the last audit covered take part, so that callers in other files see a changed
 * function; unaffected ones are found in the store. Without an audit only the touched units are
 * analysed.
 */
#include "cmd/cmd.h"
#include "change/compare.h"
#include "cmd/options.h"
#include "cmd/progress.h"
#include "whole/rounds.h"
#include "whole/audit_scope.h"
#include "change/series.h"
#include "change/suppressions.h"
#include "cmd/tree.h"
#include "text/includes.h"
#include "unit/analyse.h"
#include "util/output.h"
#include "util/overlay.h"
#include "text/scan.h"
#include "cmd/paths.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_NAMED	4	/* files named in a message */
#define LIMIT		32	/* units analysed besides the touched ones */

enum { O_STAGED = 1, O_LIST, O_LIMIT, O_ALL, O_VERBOSE, O_FORMAT, O_OUTPUT };

const struct option_spec presubmit_options[] = {
	{ O_STAGED,	0,   "staged",	NULL,	"what is in the index and not in HEAD" },
	{ O_LIST,	0,   "list",	NULL,	"say which files and lines the series changes, and analyse nothing" },
	OPTION_KERNEL("the one around"),
	OPTION_OBJECTS,
	OPTION_MODULE("the series is for an external module in DIR"),
	OPTION_JOBS,
	{ O_LIMIT,	0,   "limit",	"N",	"analyse at most N units that the series changes only through a header or a callee (default: 32)" },
	{ O_ALL,	'a', "all",	NULL,	"notes too, not only warnings" },
	{ O_VERBOSE,	'v', "verbose",	NULL,	"list what was not analysed, and why" },
	{ O_FORMAT,	'f', "format",	REPORT_FORMATS, "how findings are written (default: text)" },
	{ O_OUTPUT,	'o', "output",	"FILE",	"write them to FILE, not to standard output" },
	OPTION_CONFIG,
	OPTION_RULES,
	OPTION_NO_MAKE,
	OPTION_NO_PCH,
	OPTION_NO_STORE,
	OPTION_TIMEOUT,
	OPTION_HELP,
	{ 0 }
};

struct presubmit {
	struct tree_options opt;
	struct analyse_options analyse;
	struct report_options report;
	enum report_format format;
	bool staged, list;
	const char *output;
	unsigned limit;
	/* during the run */
	struct arena mem;
	struct series series;
	struct kbuild_tree tree, view;	/* view: the units of one state */
	/* by index in view.units: changed by the series; uses what it changes in a header */
	VEC(bool) touched, forced;
	struct front_words *header_words;	/* NULL: no header is changed */
	struct table was;		/* name of a changed file -> hash of its old content */
	struct scope scope;		/* what audits of this tree covered */
	bool wide;			/* the audits' scope takes part */
	size_t left_out;
	struct store *store;
	struct rounds_memory memory;
	struct findings before, after;
	struct progress progress;
	struct output to;
	unsigned lost;			/* changed units and functions that could not be analysed */
};

static void usage(FILE *out)
{
	fputs("usage: pageck presubmit [OPTION...] [BASE[..HEAD] | --staged | PATCH...]\n\n"
	      "Checks what a series of patches adds to a kernel tree in git. Without an argument\n"
	      "the series is what the upstream branch doesn't have. Patch files and mailboxes ('-':\n"
	      "standard input) are taken for HEAD. Neither work tree nor index is touched.\n\n", out);
	options_usage(out, presubmit_options);
	fputs("\nExit status: 0 nothing new; 1 new findings; 2 usage, configuration or environment;\n"
	      "3 nothing new, but something that the series changes could not be analysed.\n", out);
}

static int set_option(int id, const char *value, void *ctx)
{
	struct presubmit *p = ctx;
	int n;

	switch (id) {
	case O_STAGED:
		p->staged = true;
		break;
	case O_LIST:
		p->list = true;
		break;
	case O_LIMIT:
		return option_number("--limit", value, 1, 1000000, &p->limit);
	case O_ALL:
		p->report.all = true;
		break;
	case O_VERBOSE:
		p->report.verbose = true;
		break;
	case O_FORMAT:
		n = report_format(value);
		if (n < 0)
			return -1;
		p->format = (enum report_format)n;
		break;
	case O_OUTPUT:
		p->output = value;
		break;
	default:
		return tree_option(id, value, &p->opt);
	}
	return 0;
}

/* --- selecting units ---------------------------------------------------------------------- */

/* Does the file take part: was it covered by an audit, if there was one? */
static bool in_scope(const struct presubmit *p, const char *file)
{
	return p->wide && path_lies_in_any(file, p->scope.paths.data, p->scope.paths.n);
}

static const struct state_file *side_of(const struct change *c, bool after)
{
	return after ? &c->new : &c->old;
}

static bool is_changed(const struct presubmit *p, const char *file, bool after)
{
	size_t i;

	for (i = 0; i < p->series.changes.n; i++) {
		const struct state_file *f = side_of(&p->series.changes.data[i], after);

		if (f->path && !strcmp(f->path, file))
			return true;
	}
	return false;
}

/* Does the text include a changed header? */
static bool includes_changed(const struct presubmit *p, const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < p->series.changes.n; i++) {
		const struct change *c = &p->series.changes.data[i];
		const char *path = c->new.path ? c->new.path : c->old.path;

		if (!str_ends(path, ".c") && text_includes(text, len, path))
			return true;
	}
	return false;
}

static void add_unit(struct presubmit *p, const struct kbuild_unit *k, bool touched)
{
	vec_push(&p->view.units, *k);
	vec_push(&p->touched, touched);
}

static const struct kbuild_unit *unit_of(const struct presubmit *p, const char *file)
{
	size_t i;

	for (i = 0; file && i < p->tree.units.n; i++)
		if (!strcmp(p->tree.units.data[i].file, file))
			return &p->tree.units.data[i];
	return NULL;
}

static const struct kbuild_unit *unit_beside(const struct presubmit *p, const char *file)
{
	size_t i, n = (size_t)(path_base(file) - file);

	for (i = 0; i < p->tree.units.n; i++) {
		const char *other = p->tree.units.data[i].file;

		if (!strncmp(other, file, n) && !strchr(other + n, '/'))
			return &p->tree.units.data[i];
	}
	return NULL;
}

/*
 * kbuild knows the files in the work tree. A file that exists only in another state gets the
 * arguments of the file that it was renamed to or from, else of one in the same directory.
 */
static bool add_by_analogy(struct presubmit *p, const struct change *c, bool after)
{
	const struct state_file *f = side_of(c, after), *other = side_of(c, !after);
	const struct kbuild_unit *like = unit_of(p, other->path);
	struct kbuild_unit k;

	if (!like && !access(f->path, F_OK))
		return false;
	if (!like)
		like = unit_beside(p, f->path);
	if (!like)
		return false;
	k = *like;
	k.file = f->path;
	k.shown = path_shown(f->path, p->tree.src);
	k.own_object = false;
	add_unit(p, &k, true);
	return true;
}

static int compare_units(const void *a, const void *b)
{
	return strcmp(((const struct kbuild_unit *)a)->shown, ((const struct kbuild_unit *)b)->shown);
}

static void no_unit(struct presubmit *p, const struct state_file *f)
{
	if (!path_lies_in(f->path, p->tree.module ? p->tree.module : p->tree.src))
		return;
	warning("%s is not built in this configuration: it is not looked at",
		path_shown(f->path, p->tree.src));
	p->lost++;
}

static bool is_header(const struct change *c)
{
	return !str_ends(c->new.path ? c->new.path : c->old.path, ".c");
}

static bool changes_headers(const struct presubmit *p)
{
	size_t i;

	for (i = 0; i < p->series.changes.n; i++)
		if (is_header(&p->series.changes.data[i]))
			return true;
	return false;
}

/* Collects the names that the series changes in headers. */
static void find_header_words(struct presubmit *p)
{
	VEC(const char *) list = { 0 };
	size_t i, j;

	for (i = 0; i < p->series.changes.n; i++) {
		const struct change *c = &p->series.changes.data[i];

		for (j = 0; is_header(c) && j < c->words.n; j++)
			vec_push(&list, c->words.data[j]);
	}
	if (list.n)
		p->header_words = front_words_new(list.data, list.n, NULL, 0);
	vec_free(&list);
}

/* Does the unit itself use a name that the series changes in a header? */
static bool is_near(size_t unit, void *arg)
{
	struct presubmit *p = arg;
	size_t n;
	char *text = p->header_words ? read_file(p->view.units.data[unit].file, &n) : NULL;
	bool yes = text && front_words_match(p->header_words, text, n);

	free(text);
	return yes;
}

/*
 * Adds units that include a changed header, up to the limit: first those that use what changed in
 * it, then others with a word of the rules.
 */
static void add_includers(struct presubmit *p, bool after)
{
	size_t i, n = 0, pass;

	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < p->tree.units.n; i++) {
			const struct kbuild_unit *k = &p->tree.units.data[i];
			size_t len = 0;
			char *text = is_changed(p, k->file, after) ? NULL : read_file(k->file, &len);
			bool near = text && p->header_words && front_words_match(p->header_words, text, len);

			if (text && includes_changed(p, text, len) &&
			    (pass ? !near && front_words_match(p->analyse.words, text, len) : near)) {
				if (n++ < p->limit)
					add_unit(p, k, false);
				else
					p->left_out += after;
			}
			free(text);
		}
}

/* Selects the units of a state, which is already overlaid. */
static void view_state(struct presubmit *p, bool after)
{
	size_t i;

	vec_free(&p->view.units);
	vec_free(&p->touched);
	p->view = p->tree;
	memset(&p->view.units, 0, sizeof(p->view.units));
	for (i = 0; i < p->tree.units.n; i++) {
		const struct kbuild_unit *k = &p->tree.units.data[i];
		bool changed = is_changed(p, k->file, after), wanted = changed || in_scope(p, k->file);
		const struct overlay_file *o = overlay_find(k->file);

		if (wanted && (!o || o->text))
			add_unit(p, k, changed);
	}
	if (!p->wide && changes_headers(p))
		add_includers(p, after);
	for (i = 0; i < p->series.changes.n; i++) {
		const struct change *c = &p->series.changes.data[i];
		const struct state_file *f = side_of(c, after);

		if (f->path && str_ends(f->path, ".c") && !unit_of(p, f->path) &&
		    !add_by_analogy(p, c, after) && after)
			no_unit(p, f);
	}
}

/*
 * Forces the analysis of units that contain no word of the rules but include a changed header that
 * does. The word scan only looks at headers beside a unit; here the header is known.
 */
static void force(struct presubmit *p)
{
	bool headers = changes_headers(p);
	size_t i, n = 0;

	p->forced.n = 0;
	for (i = 0; i < p->view.units.n; i++) {
		size_t len = 0;
		char *text = headers && n < p->limit ? read_file(p->view.units.data[i].file, &len) : NULL;
		bool yes = text && includes_changed(p, text, len) && p->header_words &&
			   front_words_match(p->header_words, text, len) &&
			   !front_words_match(p->analyse.words, text, len);

		free(text);
		vec_push(&p->forced, yes);
		n += yes;
		if (yes)
			p->touched.data[i] = true;
	}
}

/* Sorts the units: not needed by rounds, but reports are easier to compare. */
static void sort_view(struct presubmit *p)
{
	size_t i;

	if (!p->view.units.n)
		return;
	qsort(p->view.units.data, p->view.units.n, sizeof(*p->view.units.data), compare_units);
	for (i = 0; i < p->view.units.n; i++)
		p->touched.data[i] = is_changed(p, p->view.units.data[i].file, true) ||
				     is_changed(p, p->view.units.data[i].file, false);
	force(p);
}

/* --- the two runs ------------------------------------------------------------------------------ */

static bool is_forced(size_t unit, void *arg)
{
	struct presubmit *p = arg;

	return p->forced.data[unit];
}

static bool is_touched(size_t unit, void *arg)
{
	struct presubmit *p = arg;

	return p->touched.data[unit];
}

static uint64_t was(const char *path, void *arg)
{
	struct presubmit *p = arg;
	char *name = overlay_name(path);
	uint64_t h = (uintptr_t)table_get(&p->was, name);

	free(name);
	return h;
}

static void on_round(unsigned round, size_t done, size_t total, size_t warnings, void *arg)
{
	struct presubmit *p = arg;

	progress_round(&p->progress, round, done, total, warnings);
}

static int run_state(struct presubmit *p, bool after, struct findings *out)
{
	struct rounds_options rounds = {
		.tree = &p->view, .analyse = &p->analyse, .jobs = p->opt.jobs, .timeout = p->opt.timeout,
		.forward = p->report.verbose, .progress = on_round, .arg = p, .aside = true,
		.store = p->store, .touched = is_touched, .near = is_near, .forced = is_forced,
		.limit = p->wide ? p->limit : 0,
		.was = after ? was : NULL, .memory = &p->memory, .left_out = &p->left_out,
	};
	int r;

	view_state(p, after);
	sort_view(p);
	p->analyse.units = (unsigned)p->view.units.n;
	store_look_again(p->store);
	r = rounds_run(&rounds, out);
	return r ? r : suppress_finish(out, &p->view, p->opt.config);
}

static int run_both(struct presubmit *p)
{
	int r;

	progress_phase(&p->progress, "before the series");
	series_show_before(&p->series);
	r = run_state(p, false, &p->before);
	if (r == 1) {
		warning("the last audit of this tree is too old to tell what the series does to other "
			"files: it was for %zu units, of which more than %u have changed; see 'pageck audit'",
			p->view.units.n, p->limit);
		p->wide = false;
		r = run_state(p, false, &p->before);
	}
	if (r)
		return r;
	progress_phase(&p->progress, "after the series");
	series_show_after(&p->series);
	return run_state(p, true, &p->after);
}

/* --- the result ------------------------------------------------------------------------------- */

static void say_gone(const struct finding *x)
{
	struct strbuf b = { 0 };

	strbuf_add_escaped(&b, x->file);
	strbuf_addf(&b, ":%u: gone: ", x->line);
	strbuf_add_escaped(&b, x->message);
	fprintf(stderr, "%s [-W%s]\n", b.s, x->rule);
	strbuf_free(&b);
}

static bool was_skipped(const struct presubmit *p, const struct not_analysed *x)
{
	size_t i;

	for (i = 0; i < p->before.skipped.n; i++) {
		const struct not_analysed *y = &p->before.skipped.data[i];

		if (!strcmp(x->file, y->file) && !x->function == !y->function &&
		    (!x->function || !strcmp(x->function, y->function)))
			return true;
	}
	return false;
}

/*
 * Reports what can't be analysed any more, and what in changed files can't be analysed at all:
 * neither must pass as clean.
 */
static void say_lost(struct presubmit *p)
{
	size_t i;

	for (i = 0; i < p->after.skipped.n; i++) {
		const struct not_analysed *x = &p->after.skipped.data[i];
		bool known = was_skipped(p, x);
		const char *path = x->file[0] == '/' ? x->file :
			arena_printf(&p->mem, "%s/%s", p->tree.src, x->file);

		if (known && !is_changed(p, path, true))
			continue;
		warning("%s%s%s cannot be analysed%s: %s", x->file, x->function ? ": " : "",
			x->function ? x->function : "", known ? ", neither with the series nor without it" :
			" with the series", x->reason);
		p->lost++;
	}
	if (p->left_out)
		warning("%zu more units include what the series changes, or call it: they are not looked "
			"at (--limit %u)", p->left_out, p->limit);
	p->lost += p->left_out > 0;
}

static int write_report(struct presubmit *p, const struct findings *fresh)
{
	FILE *out = output_begin(&p->to);

	if (!out)
		return -1;
	p->report.color = p->format == FORMAT_TEXT && wants_color(fileno(out));
	report_write(out, p->format, fresh, &p->report);
	return output_end(&p->to);
}

/* Moves findings that are new in the state after to `fresh`; removed ones to fresh->absent. */
static unsigned separate(struct presubmit *p, struct findings *fresh)
{
	struct comparison c;
	unsigned kept = 0;
	size_t i;

	*fresh = p->after;
	memset(&fresh->v, 0, sizeof(fresh->v));
	memset(&fresh->absent, 0, sizeof(fresh->absent));
	/* these are about the whole scope */
	memset(&fresh->remarks, 0, sizeof(fresh->remarks));
	fresh->has_baseline = true;
	compare_findings(&c, &p->series, p->tree.src, &p->before, &p->after);
	for (i = 0; i < p->after.v.n; i++) {
		struct finding *x = p->after.v.data[i];
		bool old = c.after[i] && report_shows(c.after[i], &p->report);

		kept += old && report_shows(x, &p->report);
		x->state = STATE_NEW;
		if (!old)
			vec_push(&fresh->v, x);
	}
	for (i = 0; i < p->before.v.n; i++) {
		struct finding *x = p->before.v.data[i];

		x->state = STATE_ABSENT;
		if (report_shows(x, &p->report) && !c.before[i])
			vec_push(&fresh->absent, x);
	}
	comparison_free(&c);
	return kept;
}

static int report(struct presubmit *p)
{
	struct findings fresh;
	unsigned kept = separate(p, &fresh), n = report_count(&fresh, &p->report);
	bool failed = write_report(p, &fresh);
	size_t i;

	for (i = 0; i < fresh.absent.n; i++)
		say_gone(fresh.absent.data[i]);
	say_lost(p);
	fprintf(stderr, "pageck: %u new, %zu gone, %u as before; %zu of %zu changed files are C%s\n", n,
		fresh.absent.n, kept, p->series.changes.n, p->series.changes.n + p->series.others.n,
		p->wide ? "" : "; other files were not asked: no audit of this tree is known");
	vec_free(&fresh.v);
	vec_free(&fresh.absent);
	if (failed)
		return EXIT_USAGE;
	return n ? EXIT_FINDINGS : p->lost ? EXIT_INCOMPLETE : EXIT_CLEAN;
}

/* --- the run --------------------------------------------------------------------------------------- */

static int open_tree(struct presubmit *p)
{
	if (tree_open(&p->tree, &p->opt, &p->progress))
		return -1;
	tree_warn(&p->tree);
	return kbuild_units(&p->tree, NULL, 0);
}

/* May the word be a patch: a file, a pipe, "-"? */
static bool is_file(const char *path)
{
	struct stat st;

	return !strcmp(path, "-") || (!stat(path, &st) && !S_ISDIR(st.st_mode));
}

static int open_series(struct presubmit *p, char **words, int n)
{
	enum series_kind kind = p->staged ? SERIES_STAGED : n && is_file(words[0]) ? SERIES_PATCHES : SERIES_RANGE;
	const char *dir;
	size_t i;

	if (p->staged && n)
		return error("--staged takes no '%s'", words[0]);
	/* --list needs no kernel tree */
	if (!p->list && tree_find(&p->opt.kbuild, NULL))
		return -1;
	dir = p->opt.kbuild.module ? p->opt.kbuild.module : p->opt.kbuild.src ? p->opt.kbuild.src : ".";
	if (series_open(&p->series, kind, dir, cache_dir(), words, n))
		return -1;
	for (i = 0; i < p->series.links.n; i++)
		warning("%s becomes a link or a submodule: it is not looked at", p->series.links.data[i]);
	for (i = 0; i < p->series.changes.n; i++) {
		const struct state_file *f = &p->series.changes.data[i].old;

		if (f->path && f->text)
			table_put(&p->was, overlay_name(f->path), (void *)(uintptr_t)store_hash(f->text, f->n));
	}
	return 0;
}

static int analyse(struct presubmit *p)
{
	struct store_roots roots = { 0 };
	int failed;

	if (open_tree(p))
		return EXIT_USAGE;
	p->analyse.all = p->report.all;
	p->analyse.no_pch = p->opt.no_pch;
	p->analyse.root = p->report.root = p->tree.src;
	p->report.module = p->tree.module;
	p->report.docs = docs_dir(rules_dir(p->opt.rules));
	p->report.tree = p->tree.release;
	roots.src = p->tree.src;
	roots.obj = p->tree.obj;
	p->store = store_open(p->opt.no_store || !cache_dir() ? NULL : store_path(cache_dir(), p->tree.obj), &roots,
			      false);
	p->wide = scope_known(p->store, &p->analyse, p->opt.kbuild.module, NULL, &p->mem, &p->scope);
	find_header_words(p);
	failed = run_both(p);
	store_close(p->store);
	progress_clear(&p->progress);
	return failed ? EXIT_USAGE : report(p);
}

/* Warns about Makefile and Kconfig: they may change what is built, which isn't examined. */
static void say_no_code(const struct presubmit *p)
{
	struct strbuf b = { 0 };
	size_t i;

	for (i = 0; i < p->series.others.n && i < MAX_NAMED; i++) {
		strbuf_adds(&b, i ? ", " : " (");
		strbuf_add_escaped(&b, p->series.others.data[i].new);
	}
	if (p->series.others.n)
		fprintf(stderr, "pageck: the series changes no C file, only %zu other%s%s%s): nothing was analysed\n",
			p->series.others.n, p->series.others.n == 1 ? "" : "s", b.s,
			p->series.others.n > MAX_NAMED ? ", ..." : "");
	else
		fputs("pageck: the series changes nothing\n", stderr);
	strbuf_free(&b);
}

static int list(struct presubmit *p, char **words, int n)
{
	int failed = open_series(p, words, n);
	FILE *out;

	progress_clear(&p->progress);
	out = failed ? NULL : output_begin(&p->to);
	if (!out)
		return EXIT_USAGE;
	series_list(&p->series, out);
	return output_end(&p->to) ? EXIT_USAGE : EXIT_CLEAN;
}

static int presubmit(struct presubmit *p, char **words, int n)
{
	struct rules rules = { 0 };
	int status = EXIT_USAGE;
	size_t i;

	progress_start(&p->progress);
	if (output_open(&p->to, p->output, p->list ? "the list" : "the report")) {
		progress_clear(&p->progress);
	} else if (p->list) {
		status = list(p, words, n);
	} else if (rules_load(&rules, rules_dir(p->opt.rules)) || open_series(p, words, n)) {
		progress_clear(&p->progress);
	} else if (!p->series.changes.n) {
		progress_clear(&p->progress);
		say_no_code(p);
		status = write_report(p, &p->after) ? EXIT_USAGE : EXIT_CLEAN;
	} else {
		p->analyse.facts = &rules.facts;
		p->analyse.words = rules.words;
		status = analyse(p);
	}
	output_drop(&p->to);
	series_close(&p->series);
	vec_free(&p->view.units);
	vec_free(&p->memory.said);
	vec_free(&p->touched);
	vec_free(&p->forced);
	vec_free(&p->scope.paths);
	if (p->header_words)
		front_words_free(p->header_words);
	for (i = 0; i < p->was.cap; i++)
		free((char *)p->was.slot[i].key);
	table_free(&p->was);
	kbuild_close(&p->tree);
	rules_free(&rules);
	findings_free(&p->before);
	findings_free(&p->after);
	arena_free(&p->mem);
	return status;
}

int cmd_presubmit(int argc, char **argv)
{
	struct presubmit p = {
		.opt = tree_options_default(), .limit = LIMIT, .report.command = command_line(argc, argv),
	};
	int first = options_parse(argc, argv, presubmit_options, set_option, &p);

	if (first < 0) {
		fputs("see 'pageck presubmit --help'\n", stderr);
		return EXIT_USAGE;
	}
	if (p.opt.help) {
		usage(stdout);
		return EXIT_CLEAN;
	}
	return presubmit(&p, argv + first, argc - first);
}
