/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pageck why: tells what is known at a line, and why something is or isn't reported there.
 *
 * A finding depends on which other files are known, so the last audit of the file is repeated: its
 * rounds run again, mostly from the store. Then the unit is analysed once more with a probe at the
 * line.
 */
#include "cmd/cmd.h"
#include "cmd/options.h"
#include "unit/pool.h"
#include "cmd/progress.h"
#include "whole/rounds.h"
#include "whole/audit_scope.h"
#include "change/suppressions.h"
#include "cmd/tree.h"
#include "unit/analyse.h"
#include "why/print.h"
#include "text/includes.h"
#include "text/line.h"
#include "report/source.h"
#include "store/store.h"
#include "text/scan.h"
#include "cmd/paths.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { O_UNIT = 1, O_FORMAT, O_BASELINE };

const struct option_spec why_options[] = {
	OPTION_KERNEL("the one FILE lies in"),
	OPTION_OBJECTS,
	OPTION_MODULE("FILE belongs to the external module in DIR"),
	OPTION_COMMANDS,
	{ O_UNIT,	'u', "unit",	"FILE.c", "a header's line: as this file includes it" },
	{ O_FORMAT,	'f', "format",	"text|json", "how the answer is written (default: text)" },
	{ O_BASELINE,	'b', "baseline", "FILE", "as it was given to the audit: what is in it is silenced" },
	OPTION_CONFIG,
	OPTION_RULES,
	OPTION_NO_MAKE,
	OPTION_TIMEOUT,
	OPTION_HELP,
	{ 0 }
};

struct ask {
	struct tree_options opt;
	struct analyse_options analyse;
	struct suppress_options suppress;
	const char *unit;		/* the unit, as given or as chosen */
	const char *path;		/* absolute path of the file */
	bool json, seen, by_itself, lost;
	struct kbuild_tree tree;
	struct line_text text;
	struct unit_probe probe;
	struct store *store;
	struct progress progress;
	struct arena mem;
	struct scope scope;
	bool audited;			/* the scope is that of an audit */
	struct findings found;
	struct why why;
};

static void usage(FILE *out)
{
	fputs("usage: pageck why [OPTION...] FILE:LINE[:COLUMN]\n\n"
	      "Says what is known at a line of a kernel or module tree: what a page can be there\n"
	      "and which row of the rules says so, what is NULL, which references are held; and\n"
	      "why the line is reported, or why not. FILE is relative to the current directory,\n"
	      "else to the kernel tree. What the last audit of FILE knew of other files counts.\n\n",
	      out);
	options_usage(out, why_options);
	fputs("\nExit status: 0 there is an answer; 2 usage, configuration or environment; 3 the line\n"
	      "is part of what could not be analysed.\n", out);
}

static int set_option(int id, const char *value, void *ctx)
{
	struct ask *a = ctx;

	switch (id) {
	case O_UNIT:
		a->unit = value;
		break;
	case O_FORMAT:
		if (strcmp(value, "text") && strcmp(value, "json"))
			return error("--format takes 'text' or 'json', not '%s'", value);
		a->json = !strcmp(value, "json");
		break;
	case O_BASELINE:
		a->suppress.baseline = value;
		break;
	default:
		return tree_option(id, value, &a->opt);
	}
	return 0;
}

/* --- FILE:LINE -------------------------------------------------------------------- */

/* Cuts off a number from the last colon on and returns it; 0: there is none. */
static unsigned cut_number(char *s)
{
	char *colon = strrchr(s, ':'), *end;
	unsigned long n;

	if (!colon || colon[1] < '0' || colon[1] > '9')
		return 0;
	n = strtoul(colon + 1, &end, 10);
	if (*end || !n || n > INT32_MAX)
		return 0;
	*colon = '\0';
	return (unsigned)n;
}

static int parse_place(struct ask *a, const char *given, char **file)
{
	unsigned last, before;

	*file = xstrdup(given);
	last = cut_number(*file);
	before = last ? cut_number(*file) : 0;
	a->why.line = before ? before : last;
	a->why.col = before ? last : 0;
	if (!last || !**file)
		return error("'%s' names no line; it takes FILE:LINE or FILE:LINE:COLUMN, both from 1",
			     given);
	return 0;
}

/* Reads the file and classifies the line. */
static int read_line(struct ask *a)
{
	struct source_cache sources = { 0 };
	struct stat st;
	const char *line;
	char *text;

	if (stat(a->path, &st) || !S_ISREG(st.st_mode))
		return error("%s is not a file", a->path);
	text = read_file(a->path, NULL);
	if (!text)
		return error("cannot read %s: %s", a->path, strerror(errno));
	front_line_text(text, a->why.line, &a->text);
	free(text);
	if (a->text.kind == LINE_BEYOND)
		return error("%s has %u lines, and no line %u", a->why.file, a->text.lines, a->why.line);
	line = source_line(&sources, a->path, a->why.line);
	a->why.source = line ? arena_strdup(&a->mem, line) : NULL;
	source_cache_free(&sources);
	return 0;
}

/* --- lines that need no parse ---------------------------------------------------------- */

static bool answer_from_text(struct ask *a)
{
	struct answer *out = &a->why.answer;
	const char *name = a->text.name;

	switch (a->text.kind) {
	case LINE_BLANK:
		answer_say(out, ANSWER_BECAUSE, "the line is empty");
		return true;
	case LINE_COMMENT:
		answer_say(out, ANSWER_BECAUSE, "the line is comment and nothing else");
		if (a->why.source && strstr(a->why.source, "pageck: ignore "))
			answer_say(out, ANSWER_BECAUSE, "it silences the rules that it names, for the first line of code below it: ask about that line");
		return true;
	case LINE_MACRO:
		answer_say(out, ANSWER_BECAUSE, "the line is part of the definition of the macro '%s' (from line %u): it is no code by itself, and is analysed, and reported, where the macro is used",
			   name, a->text.first);
		return true;
	case LINE_DIRECTIVE:
		answer_say(out, ANSWER_BECAUSE, "the line is a preprocessor directive, #%s, and no code", name);
		return true;
	default:
		return false;
	}
}

/* --- choosing the unit ----------------------------------------------------------------------- */

/* Does the file have an #include that may refer to the other file? */
static bool includes(const char *unit, const char *path)
{
	size_t n;
	char *text = read_file(unit, &n);
	bool yes = text && text_includes(text, n, path);

	free(text);
	return yes;
}

static bool same_dir(const char *a, const char *b)
{
	size_t n = (size_t)(path_base(a) - a);

	return n == (size_t)(path_base(b) - b) && !strncmp(a, b, n);
}

static const struct kbuild_unit *find_unit(const struct kbuild_tree *t, const char *path)
{
	size_t i;

	for (i = 0; i < t->units.n; i++)
		if (!strcmp(t->units.data[i].file, path))
			return &t->units.data[i];
	return NULL;
}

static bool has_words(const struct ask *a, const char *file)
{
	size_t n;
	char *text = read_file(file, &n);
	bool yes = text && front_words_match(a->analyse.words, text, n);

	free(text);
	return yes;
}

/*
 * Finds a unit that includes the header: prefers units that an audit doesn't skip, as these tell
 * more, and then the nearest one.
 */
static const struct kbuild_unit *find_includer(const struct ask *a, const char *path)
{
	const struct kbuild_unit *best = NULL;
	unsigned rank, highest = 0;
	size_t i;

	for (i = 0; i < a->tree.units.n && highest < 4; i++) {
		const struct kbuild_unit *u = &a->tree.units.data[i];

		if (!includes(u->file, path))
			continue;
		rank = 1 + same_dir(u->file, path) + 2 * has_words(a, u->file);
		if (rank > highest) {
			highest = rank;
			best = u;
		}
	}
	return best;
}

/* Opens the tree with the units at or below the paths; none at all is not an error. */
static int open_units(struct ask *a, const char *const *paths, size_t n)
{
	kbuild_close(&a->tree);
	return tree_open(&a->tree, &a->opt, &a->progress) || kbuild_units(&a->tree, paths, n) ? -1 : 0;
}

static void open_store(struct ask *a)
{
	struct store_roots roots = { a->tree.src, a->tree.obj };
	const char *cache = cache_dir();

	if (cache)
		a->store = store_open(store_path(cache, a->tree.obj), &roots, true);
	if (!a->store)
		a->store = store_open(NULL, &roots, false);
}

static bool is_header(const struct ask *a)
{
	return !str_ends(a->path, ".c");
}

/*
 * Collects the units of the last audit that covered the file, or, for a header, of any. Without an
 * audit: only the file, or, for a header, the files in its directory.
 */
static int collect_units(struct ask *a)
{
	const char *dir = intern_n(a->path, (size_t)(path_base(a->path) - a->path));

	if (tree_open(&a->tree, &a->opt, &a->progress))
		return -1;
	tree_warn(&a->tree);
	open_store(a);
	a->audited = scope_load(a->store, &a->analyse, a->opt.kbuild.module, a->opt.kbuild.json, a->path,
				  &a->mem, &a->scope) ||
		     (is_header(a) && scope_last(a->store, &a->analyse, a->opt.kbuild.module,
						 a->opt.kbuild.json, &a->mem, &a->scope));
	if (a->audited)
		return open_units(a, a->scope.paths.data, a->scope.paths.n);
	if (!is_header(a) && (open_units(a, &a->path, 1) || a->tree.units.n))
		return a->tree.units.n ? 0 : -1;
	return open_units(a, &dir, 1);
}

/* Takes any unit's arguments, to parse a header by itself; every kernel has this directory. */
static int any_unit(struct ask *a)
{
	const char *init = path_real(a->opt.kbuild.src, "init");

	return a->tree.units.n || !init ? 0 : open_units(a, &init, 1);
}

static int choose_unit(struct ask *a)
{
	const char *dir = intern_n(a->path, (size_t)(path_base(a->path) - a->path));
	const struct kbuild_unit *u;
	const char *given;

	if (a->unit) {
		given = tree_file(&a->opt.kbuild, a->unit);
		if (!given)
			return -1;
		if (!find_unit(&a->tree, given) && open_units(a, &given, 1))
			return -1;
		u = find_unit(&a->tree, given);
		if (!u)
			return error("%s: the configuration builds nothing of it", a->unit);
	} else {
		u = find_unit(&a->tree, a->path);
		if (!u)
			u = find_includer(a, a->path);
	}
	if (!u && !a->unit && !is_header(a) && a->audited) {
		/* the audit covers neither the file nor a unit that includes it */
		if (open_units(a, &dir, 1))
			return -1;
		u = find_includer(a, a->path);
		a->audited = false;
	}
	if (!u && is_header(a)) {
		if (any_unit(a))
			return -1;
		a->by_itself = a->tree.units.n;
		u = a->by_itself ? &a->tree.units.data[0] : NULL;
	}
	a->unit = u ? u->file : NULL;
	a->why.unit = a->by_itself ? NULL : u ? arena_strdup(&a->mem, u->shown) : NULL;
	return 0;
}

/* --- the run --------------------------------------------------------------------------------- */

static void on_answer(bool seen, const char *reason, void *arg)
{
	struct ask *a = arg;

	a->seen = seen;
	a->lost |= reason != NULL;
	if (reason)
		answer_say(&a->why.answer, ANSWER_BECAUSE, "the unit could not be analysed: %s", reason);
}

static void parse_alone(size_t i, struct strbuf *out, void *arg)
{
	struct ask *a = arg;
	const struct kbuild_unit *k = find_unit(&a->tree, a->unit);
	struct analyse_options o = a->analyse;
	struct findings found = { 0 };
	struct front_args args;

	(void)i;
	o.probe = &a->probe;
	o.no_skip = true;
	front_args_init(&args, k->dir, k->argv, k->argc);
	args.file = a->path;
	if (analyse_file(&args, a->why.file, &o, &found) == ANALYSE_FAILED && found.skipped.n)
		answer_say(&a->why.answer, ANSWER_BECAUSE, "%s cannot be read by itself: %s; name a file that includes it with --unit",
			   found.skipped.data[0].file, found.skipped.data[0].reason);
	answer_put(out, &a->why.answer);
	front_args_free(&args);
	findings_free(&found);
}

static bool alone_done(size_t i, const char *reason, const char *bytes, size_t n, void *arg)
{
	struct ask *a = arg;

	(void)i;
	if (!reason && answer_get(&a->why.answer, bytes, n))
		return false;
	on_answer(false, reason, a);
	a->why.answer.analysed = false;
	return true;
}

/* Applies suppressions as an audit does. */
static int settle(struct ask *a)
{
	struct suppress_options *o = &a->suppress;

	o->root = a->tree.src;
	o->obj = a->tree.obj;
	o->module = a->tree.module;
	o->scope = a->scope.paths.data;
	o->nscope = a->scope.paths.n;
	o->config = a->opt.config;
	if (o->config && access(o->config, R_OK))
		return error("cannot read %s: %s", o->config, strerror(errno));
	suppress_defaults(o);
	return findings_finish(&a->found, o);
}

static int run(struct ask *a)
{
	struct rounds_options rounds = {
		.tree = &a->tree, .analyse = &a->analyse, .store = a->store, .jobs = a->opt.jobs,
		.timeout = a->opt.timeout, .probe = &a->probe, .probed = a->unit, .answered = on_answer,
		.arg = a,
	};
	struct pool_options pool = {
		.jobs = 1, .timeout = a->opt.timeout, .memory = UNIT_MEMORY, .work = parse_alone,
		.done = alone_done, .arg = a,
	};
	const char *missing = front_missing();

	if (missing)
		return error("%s", missing);
	a->probe = (struct unit_probe){
		.path = a->path, .line = a->why.line, .col = a->why.col,
		.statement = a->text.first, .opens = strchr(a->text.code, '{'),
		.in_header = strcmp(a->path, a->unit) != 0, .answer = &a->why.answer,
	};
	if (a->by_itself) {
		pool_run(&pool, 1);
		return 0;
	}
	if (rounds_run(&rounds, &a->found))
		return -1;
	a->why.found = &a->found;
	return settle(a);
}

/* --- remarks on the run ---------------------------------------------------------------------- */

static bool has(const struct answer *x, enum answer_topic t)
{
	size_t i;

	for (i = 0; i < x->v.n; i++)
		if (x->v.data[i].topic == t)
			return true;
	return false;
}

/* Reports that the line's function could not be analysed in this unit. */
static void say_lost(struct ask *a)
{
	size_t i;

	for (i = 0; i < a->found.skipped.n; i++) {
		const struct not_analysed *n = &a->found.skipped.data[i];

		if (strcmp(n->file, a->why.file) != 0 && strcmp(n->file, a->path) != 0)
			continue;
		if (n->function && a->why.answer.function && strcmp(n->function, a->why.answer.function))
			continue;
		a->lost = true;
		answer_say(&a->why.answer, ANSWER_BECAUSE, n->function ? "'%s' is not analysed to its end: %s" :
			   "%s is not analysed: %s", n->function ? n->function : n->file, n->reason);
		if (!n->function)
			a->why.answer.analysed = false;
	}
}

static void complete(struct ask *a)
{
	struct answer *x = &a->why.answer;

	if (a->by_itself)
		answer_say(x, ANSWER_BECAUSE, "no unit that is known here includes the header by its name: it was read by itself, with the arguments of %s; --unit names another",
			   a->tree.units.data[0].shown);
	else if (!a->seen)
		answer_say(x, ANSWER_BECAUSE, "%s is skipped: it holds no word of the rules, and calls nothing%s that gives it something to do with pages; it is not even parsed",
			   a->why.unit, a->audited ? " in the audited files" : "");
	if (!a->seen)
		x->analysed = false;
	say_lost(a);
	if (!a->audited && !a->by_itself && x->function)
		answer_say(x, ANSWER_BECAUSE, "no audit of this file with this program and these rules is known: functions of other files are as unknown as in 'pageck audit %s'",
			   a->why.unit);
	if (x->function && !x->ways && !has(x, ANSWER_LINE) && a->text.steers)
		answer_say(x, ANSWER_BECAUSE, "'%s' only says where to go on: nothing is evaluated on this line",
			   a->text.code);
	else if (x->function && !x->ways && !has(x, ANSWER_LINE))
		answer_say(x, ANSWER_BECAUSE, "nothing of this line is left to be executed: it declares, expands to nothing in this configuration, is a condition after which both ways are the same, or follows one that is constant here");
}

static void not_compiled(struct ask *a)
{
	struct answer *x = &a->why.answer;

	a->lost = true;
	if (a->opt.kbuild.no_make) {
		answer_say(x, ANSWER_BECAUSE, "no object of %s has been built in %s, and --no-make keeps pageck from asking make how it would be compiled",
			   a->why.file, a->tree.obj);
		return;
	}
	answer_say(x, ANSWER_BECAUSE, "%s is not compiled in this configuration (%s), and no unit%s includes it by its name: pageck never sees it",
		   a->why.file, a->tree.obj, a->audited ? " that was audited" : " of its directory");
}

static int ask(struct ask *a, const char *given)
{
	struct rules rules = { 0 };
	char *file = NULL;
	int status = EXIT_USAGE;

	if (parse_place(a, given, &file) || tree_find(&a->opt.kbuild, file) ||
	    !(a->path = tree_file(&a->opt.kbuild, file)))
		goto out;
	a->why.file = path_shown(a->path, a->opt.kbuild.src);
	if (read_line(a))
		goto out;
	if (!answer_from_text(a)) {
		progress_start(&a->progress);
		a->opt.kbuild.allow_nothing = true;
		if (rules_load(&rules, rules_dir(a->opt.rules)))
			goto out;
		a->analyse.facts = &rules.facts;
		a->analyse.words = rules.words;
		a->analyse.all = true;
		a->analyse.root = a->opt.kbuild.src;
		if (collect_units(a) || choose_unit(a))
			goto out;
		a->analyse.units = (unsigned)a->tree.units.n;
		if (a->unit && run(a))
			goto out;
		progress_clear(&a->progress);
		if (a->unit)
			complete(a);
		else
			not_compiled(a);
	}
	why_judge(&a->why);
	status = a->lost ? EXIT_INCOMPLETE : EXIT_CLEAN;
	if (a->json) {
		why_json(stdout, &a->why);
	} else {
		struct report_options o = {
			.all = true, .root = a->opt.kbuild.src, .color = wants_color(STDOUT_FILENO),
		};

		why_text(stdout, &a->why, &o);
	}
	if (fflush(stdout) || ferror(stdout)) {
		error("cannot write to standard output");
		status = EXIT_USAGE;
	}
out:
	progress_clear(&a->progress);
	free(file);
	store_close(a->store);
	kbuild_close(&a->tree);
	rules_free(&rules);
	return status;
}

int cmd_why(int argc, char **argv)
{
	struct ask a = { .opt = tree_options_default() };
	int first = options_parse(argc, argv, why_options, set_option, &a), status = EXIT_USAGE;

	if (first < 0) {
		fputs("see 'pageck why --help'\n", stderr);
		return EXIT_USAGE;
	}
	if (a.opt.help) {
		usage(stdout);
		return EXIT_CLEAN;
	}
	if (argc - first != 1)
		error(argc == first ? "why about which line? It takes FILE:LINE" :
		      "one line at a time");
	else
		status = ask(&a, argv[first]);
	vec_free(&a.scope.paths);
	findings_free(&a.found);
	answer_free(&a.why.answer);
	arena_free(&a.mem);
	return status;
}
