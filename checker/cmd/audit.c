/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pageck audit: every unit that a configured tree builds below some paths.
 */
#include "cmd/cmd.h"
#include "cmd/layout_cmd.h"
#include "change/renames.h"
#include "cmd/options.h"
#include "cmd/progress.h"
#include "whole/rounds.h"
#include "whole/audit_scope.h"
#include "cmd/tree.h"
#include "unit/analyse.h"
#include "change/suppressions.h"
#include "external/external.h"
#include "kbuild/kbuild.h"
#include "report/baseline.h"
#include "store/store.h"
#include "util/bytes.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_JOBS	512
#define MAX_SHARDS	10000

enum {
	O_KERNEL = 1, O_OBJECTS, O_MODULE, O_COMMANDS, O_JOBS, O_ALL, O_VERBOSE, O_FORMAT,
	O_OUTPUT, O_BASELINE, O_WRITE_BASELINE, O_CONFIG, O_ENGINES, O_LIST, O_RULES, O_NO_PCH,
	O_NO_SKIP, O_NO_STORE, O_SHARD, O_TIMEOUT, O_STATS, O_HELP,
};

const struct option_spec audit_options[] = {
	{ O_KERNEL,	'k', "kernel",	"DIR",	"the kernel source tree (default: the one PATH lies in)" },
	{ O_OBJECTS,	'O', "objects",	"DIR",	"its object tree, when it was built with O=DIR" },
	{ O_MODULE,	'M', "module",	"DIR",	"audit an external module's directory" },
	{ O_COMMANDS,	'p', "commands", "FILE", "take arguments from a compile_commands.json" },
	{ O_JOBS,	'j', "jobs",	"N",	"worker processes (default: one a processor)" },
	{ O_ALL,	'a', "all",	NULL,	"notes too, not only warnings" },
	{ O_VERBOSE,	'v', "verbose",	NULL,	"list what was not analysed, and why" },
	{ O_FORMAT,	'f', "format",	REPORT_FORMATS, "how findings are written (default: text)" },
	{ O_OUTPUT,	'o', "output",	"FILE",	"write them to FILE, not to standard output" },
	{ O_BASELINE,	'b', "baseline", "FILE", "only what is not in FILE is new; the rest is silenced" },
	{ O_WRITE_BASELINE, 0, "write-baseline", "FILE", "leave what there is in FILE, as a baseline" },
	{ O_CONFIG,	0,   "config",	"FILE",	"a table of suppressions (default: .pageck.yaml)" },
	{ O_ENGINES,	0,   "engines",	"LIST",	"also ask cocci and sparse: libclang,cocci,sparse" },
	{ O_LIST,	0,   "list",	NULL,	"only print the files that can matter, for other tools" },
	{ O_RULES,	0,   "rules",	"DIR",	"read the rules from DIR" },
	{ O_NO_PCH,	0,   "no-pch",	NULL,	"parse headers afresh, without the cache" },
	{ O_NO_SKIP,	0,   "no-skip",	NULL,	"parse also files without a word of the rules" },
	{ O_NO_STORE,	0,   "no-store", NULL,	"neither use nor keep what runs find out about the tree" },
	{ O_SHARD,	0,   "shard",	"I/N",	"do part I of N and leave it in the file of --output" },
	{ O_TIMEOUT,	0,   "timeout",	"SECONDS", "what one unit may take (default: 60)" },
	{ O_STATS,	0,   "stats",	NULL,	"a line of statistics with JSON too" },
	{ O_HELP,	'h', "help",	NULL,	"this text" },
	{ 0 }
};

struct audit {
	struct kbuild_options kbuild;
	struct analyse_options analyse;
	struct report_options report;
	struct suppress_options suppress;
	enum report_format format;
	bool help, stats, no_store;
	const char *write_baseline;
	const char *rules, *output;
	unsigned engines;		/* ENGINE_*; 0: ourselves alone */
	bool list;
	unsigned jobs, timeout, shard, shards;
	char **merge;			/* files of shards */
	int nmerge;
	VEC(const char *) paths;	/* absolute */
	/* while it runs */
	struct kbuild_tree tree;
	struct findings found;
	struct progress progress;
	uint64_t made_with;		/* the parts to merge: rounds_made_with() */
};

static void usage(FILE *out)
{
	fputs("usage: pageck audit [OPTION...] [PATH...]\n\n"
	      "Checks every file that a kernel or module tree builds at or below the PATHs.\n"
	      "A PATH is relative to the current directory, else to the kernel tree.\n\n", out);
	options_usage(out, audit_options);
	fputs("\nExit status: 0 nothing to report, 1 findings, 2 usage, configuration or\n"
	      "environment.\n", out);
}

static int set_shard(struct audit *a, const char *value)
{
	char end;

	if (sscanf(value, "%u/%u%c", &a->shard, &a->shards, &end) != 2 || !a->shard ||
	    a->shard > a->shards || a->shards > MAX_SHARDS)
		return error("--shard takes I/N, from 1/N to N/N, not '%s'", value);
	return 0;
}

static int set_option(int id, const char *value, void *ctx)
{
	struct audit *a = ctx;
	int n;

	switch (id) {
	case O_KERNEL:
		a->kbuild.src = value;
		break;
	case O_OBJECTS:
		a->kbuild.obj = value;
		break;
	case O_MODULE:
		a->kbuild.module = value;
		break;
	case O_COMMANDS:
		a->kbuild.json = value;
		break;
	case O_JOBS:
		return option_number("-j", value, 1, MAX_JOBS, &a->jobs);
	case O_ALL:
		a->report.all = true;
		break;
	case O_VERBOSE:
		a->report.verbose = true;
		break;
	case O_FORMAT:
		n = report_format(value);
		if (n < 0)
			return -1;
		a->format = (enum report_format)n;
		break;
	case O_BASELINE:
		a->suppress.baseline = value;
		break;
	case O_WRITE_BASELINE:
		a->write_baseline = value;
		break;
	case O_CONFIG:
		a->suppress.config = value;
		break;
	case O_OUTPUT:
		a->output = value;
		break;
	case O_ENGINES:
		return engines_parse(value, &a->engines);
	case O_LIST:
		a->list = true;
		break;
	case O_RULES:
		a->rules = value;
		break;
	case O_NO_PCH:
		a->analyse.no_pch = true;
		break;
	case O_NO_SKIP:
		a->analyse.no_skip = true;
		break;
	case O_NO_STORE:
		a->no_store = true;
		break;
	case O_SHARD:
		return set_shard(a, value);
	case O_TIMEOUT:
		return option_number("--timeout", value, 1, 86400, &a->timeout);
	case O_STATS:
		a->stats = true;
		break;
	case O_HELP:
		a->help = true;
		break;
	}
	return 0;
}

/* --- which tree, which paths ------------------------------------------------ */

static int open_tree(struct audit *a, char **paths, int npaths)
{
	int i;

	if (tree_find(&a->kbuild, npaths ? paths[0] : NULL))
		return -1;
	for (i = 0; i < npaths; i++) {
		const char *path = tree_path(&a->kbuild, paths[i]);

		if (!path)
			return -1;
		vec_push(&a->paths, path);
	}
	if (tree_open(&a->tree, &a->kbuild, a->rules, a->jobs, &a->progress))
		return -1;
	tree_warn(&a->tree);
	return kbuild_units(&a->tree, a->paths.data, a->paths.n);
}

/* --- the run ------------------------------------------------------------------ */

static void on_round(unsigned round, size_t done, size_t total, size_t warnings, void *arg)
{
	struct audit *a = arg;

	progress_round(&a->progress, round, done, total, warnings);
}

static void on_witness(const char *engine, size_t done, size_t total, void *arg)
{
	struct audit *a = arg;

	progress_step(&a->progress, engine, done, total, PROGRESS_UNCOUNTED);
}

/* Before findings_finish(), which is to see one list. */
static void ask_witnesses(struct audit *a)
{
	struct engine_options o = {
		.engines = a->engines, .root = a->analyse.root, .rules_dir = rules_dir(a->rules),
		.facts = a->analyse.facts, .words = a->analyse.words, .jobs = a->jobs,
		.timeout = a->timeout, .memory = UNIT_MEMORY, .progress = on_witness, .arg = a,
	};

	/* a merge asks them about the whole */
	if (!a->shards)
		engines_run(&o, a->tree.units.data, a->tree.units.n, &a->found);
}

/* What a merge must know to ask kbuild the same question: the tree and the paths. */
static void describe_shard(const struct audit *a, struct store *s)
{
	struct strbuf b = { 0 };
	size_t i, n;

	put_str(&b, a->tree.src);
	put_str(&b, a->kbuild.obj);
	put_str(&b, a->kbuild.module);
	put_str(&b, a->kbuild.json);
	put_uint(&b, a->shards);
	put_uint(&b, rounds_made_with(&a->analyse));
	put_uint(&b, a->paths.n);
	n = strlen(a->tree.src);
	for (i = 0; i < a->paths.n; i++)
		put_str(&b, path_lies_in(a->paths.data[i], a->tree.src) ?
			    a->paths.data[i] + n + (a->paths.data[i][n] == '/') : a->paths.data[i]);
	store_put(s, "shard", b.s, b.n);
	strbuf_reset(&b);
	put_uint(&b, a->shard);
	store_put(s, "shard number", b.s, b.n);
	strbuf_free(&b);
}

static void given_or(const char **option, const char *recorded)
{
	if (!*option)
		*option = recorded;
}

static unsigned shard_number(struct store *s, struct arena *mem)
{
	struct bytes r = { 0 };
	size_t n;

	r.p = store_get(s, "shard number", mem, &n);
	r.end = r.p ? r.p + n : NULL;
	return r.p ? (unsigned)get_uint(&r) : 0;
}

/* Each part once, and all of them? `file` has them by their number. */
static int check_parts(const struct audit *a, const unsigned *number, unsigned shards)
{
	const char **file = xcalloc(shards + 1, sizeof(*file));
	struct strbuf missing = { 0 };
	unsigned i, n = 0;
	int failed = 0;

	for (i = 0; i < (unsigned)a->nmerge && !failed; i++) {
		if (!number[i] || number[i] > shards)
			failed = error("%s is not what 'pageck audit --shard' writes", a->merge[i]);
		else if (file[number[i]])
			failed = error("%s and %s are both part %u of %u", file[number[i]], a->merge[i],
				       number[i], shards);
		else
			file[number[i]] = a->merge[i];
	}
	for (i = 1; i <= shards && !failed; i++)
		if (!file[i] && ++n <= 10)
			strbuf_addf(&missing, "%s%u", n > 1 ? ", " : "", i);
	if (n)
		failed = error("%u of the %u parts of this audit are missing (%s%s): give the files of all",
			       n, shards, strbuf_str(&missing), n > 10 ? ", ..." : "");
	strbuf_free(&missing);
	free(file);
	return failed;
}

/* What isn't given comes from the shards; what they were made of must be the same. */
static int read_shards(struct audit *a, struct arena *mem, char ***paths, int *npaths)
{
	struct store_roots none = { "", "" };
	unsigned *number = arena_array(mem, unsigned, (size_t)a->nmerge), shards = 0;
	const char *first = NULL;
	size_t len = 0;
	int i;

	for (i = 0; i < a->nmerge; i++) {
		struct store *s = store_open(a->merge[i], &none, true);
		struct bytes r;
		size_t n;
		uint32_t k;

		r.p = s ? store_get(s, "shard", mem, &n) : NULL;
		number[i] = r.p ? shard_number(s, mem) : 0;
		store_close(s);
		if (!r.p)
			return error("%s is not what 'pageck audit --shard' writes", a->merge[i]);
		if (first && (n != len || memcmp(first, r.p, n)))
			return error("%s and %s are not parts of one audit: tree, paths, the number of parts, pageck and its rules must be the same",
				     a->merge[0], a->merge[i]);
		if (first)
			continue;
		first = r.p;
		len = n;
		r.end = r.p + n;
		r.bad = false;
		given_or(&a->kbuild.src, get_str(&r, mem));
		given_or(&a->kbuild.obj, get_str(&r, mem));
		given_or(&a->kbuild.module, get_str(&r, mem));
		given_or(&a->kbuild.json, get_str(&r, mem));
		shards = (unsigned)get_uint(&r);
		if (shards > MAX_SHARDS)
			return error("%s is not what 'pageck audit --shard' writes", a->merge[i]);
		a->made_with = get_uint(&r);
		*npaths = (int)get_count(&r);
		*paths = arena_array(mem, char *, (size_t)*npaths);
		for (k = 0; k < (uint32_t)*npaths; k++)
			(*paths)[k] = (char *)get_str(&r, mem);
	}
	return check_parts(a, number, shards);
}

static struct store *open_store(struct audit *a)
{
	struct store_roots roots = { a->tree.src, a->tree.obj };
	const char *cache = a->no_store ? NULL : cache_dir();

	if (!a->shards)
		return store_open(cache ? store_path(cache, a->tree.obj) : NULL, &roots, false);
	unlink(a->output);
	return store_open(a->output, &roots, false);
}

/* Order, suppressions, the baseline. */
static int settle(struct audit *a)
{
	struct suppress_options *o = &a->suppress;
	VEC(const char *) units = { 0 };
	const char *named = o->config;
	size_t i;
	int r;

	for (i = 0; i < a->tree.units.n; i++)
		vec_push(&units, a->tree.units.data[i].shown);
	o->root = a->tree.src;
	o->obj = a->tree.obj;
	o->module = a->kbuild.module;
	o->units = units.data;
	o->nunits = units.n;
	o->scope = a->paths.data;
	o->nscope = a->paths.n;
	if (named && access(named, R_OK)) {
		vec_free(&units);
		return error("cannot read %s: %s", named, strerror(errno));
	}
	suppress_defaults(o);
	r = findings_finish(&a->found, o);
	if (!r && a->write_baseline)
		r = baseline_write(a->write_baseline, &a->found, &a->report, o, moves_commit(o->arg));
	vec_free(&units);
	return r;
}

static int run(struct audit *a)
{
	struct rounds_options rounds = {
		.tree = &a->tree, .analyse = &a->analyse, .jobs = a->jobs, .timeout = a->timeout,
		.forward = a->report.verbose, .progress = on_round, .arg = a,
		.shard = a->shard, .shards = a->shards,
	};
	size_t i;
	int failed = 0, k;

	if (a->nmerge && a->made_with != rounds_made_with(&a->analyse))
		return error("%s was made by another pageck or with other rules or options: merge with the same",
			     a->merge[0]);
	rounds.store = open_store(a);
	for (k = 0; k < a->nmerge && !failed; k++)
		failed = store_import(rounds.store, a->merge[k]) < 0;
	if (!failed)
		failed = rounds_run(&rounds, &a->found);
	if (a->shards) {
		describe_shard(a, rounds.store);
		store_alone(rounds.store);
	} else if (!failed) {
		scope_leave(rounds.store, &a->analyse, a->kbuild.module, a->kbuild.json,
			    a->paths.data, a->paths.n);
	}
	store_close(rounds.store);
	for (i = 0; i < a->tree.missing.n; i++) {
		a->found.stats.units++;
		findings_not_analysed(&a->found, a->tree.missing.data[i], NULL,
				      "a generated file that doesn't exist before a build");
	}
	if (!failed)
		ask_witnesses(a);
	progress_clear(&a->progress);
	return failed || settle(a) ? -1 : 0;
}

/* struct page as the tree has it, drawn; NULL when it has none. */
static char *draw_layout(struct audit *a)
{
	static const char *tags[] = { "page" };
	struct layout_tree t = {
		.release = a->tree.release, .tags = tags, .n = 1, .facts = a->analyse.facts,
	};
	char *svg = NULL;
	size_t n;
	FILE *out;

	t.records = xcalloc(1, sizeof(*t.records));
	if (a->tree.units.n && !layout_read(&t, &a->tree.units.data[0])) {
		out = open_memstream(&svg, &n);
		layout_svg(out, &t, NULL);
		fclose(out);
	}
	layout_tree_free(&t);
	return svg;
}

static int write_report(struct audit *a)
{
	FILE *out = stdout;
	bool bad, text = a->format == FORMAT_TEXT;
	char *svg = NULL;

	if (a->output && !(out = fopen(a->output, "w")))
		return error("cannot write %s: %s", a->output, strerror(errno));
	if (a->format == FORMAT_HTML)
		a->report.layout = svg = draw_layout(a);
	a->report.color = text && is_interactive(fileno(out));
	report_write(out, a->format, &a->found, &a->report);
	free(svg);
	bad = fflush(out) || ferror(out);
	if (a->output)
		bad |= fclose(out) != 0;
	if (bad)
		return error("cannot write %s: %s", a->output ? a->output : "the report",
			     strerror(errno));
	if (text || a->stats)
		report_summary(stderr, &a->found, &a->report);
	return 0;
}

static const char *config_of(const struct audit *a)
{
	const char *names[2] = { "", ", configured by pageck (defconfig and rules/zone-device.config)" };
	char *s = xasprintf("%s/.config%s", a->tree.obj, names[!a->kbuild.obj && strcmp(a->tree.obj, a->tree.src)]);
	const char *r = intern(s);

	free(s);
	return r;
}

/* Which files are worth another tool's time: those with a word of the rules. */
static int list_files(struct audit *a)
{
	FILE *out = a->output ? fopen(a->output, "w") : stdout;
	bool bad;
	size_t i;

	if (!out)
		return error("cannot write %s: %s", a->output, strerror(errno));
	for (i = 0; i < a->tree.units.n; i++)
		if (engine_unit_matters(&a->tree.units.data[i], a->analyse.words))
			fprintf(out, "%s\n", a->tree.units.data[i].shown);
	bad = fflush(out) || ferror(out);
	if (a->output)
		bad |= fclose(out) != 0;
	if (bad)
		return error("cannot write %s: %s", a->output ? a->output : "the list",
			     strerror(errno));
	return 0;
}

static int audit(struct audit *a, char **paths, int npaths)
{
	double start = now_seconds();
	struct rules rules = { 0 };
	int status = EXIT_USAGE;

	progress_start(&a->progress);
	if (rules_load(&rules, rules_dir(a->rules)) || open_tree(a, paths, npaths)) {
		progress_clear(&a->progress);
		goto out;
	}
	a->analyse.facts = &rules.facts;
	a->analyse.words = rules.words;
	a->analyse.all = a->report.all;
	a->analyse.root = a->report.root = a->tree.src;
	a->report.module = a->kbuild.module;
	a->report.docs = docs_dir(rules_dir(a->rules));
	a->report.tree = a->tree.release;
	a->report.config = config_of(a);
	a->analyse.units = (unsigned)a->tree.units.n;
	if (a->list) {
		progress_clear(&a->progress);
		status = list_files(a) ? EXIT_USAGE : EXIT_CLEAN;
		goto out;
	}
	if (run(a))
		goto out;
	a->found.stats.seconds = now_seconds() - start;
	if (a->shards) {
		report_summary(stderr, &a->found, &a->report);
		status = EXIT_CLEAN;
	} else if (!write_report(a))
		status = report_count(&a->found, &a->report) ? EXIT_FINDINGS : EXIT_CLEAN;
out:
	kbuild_close(&a->tree);
	rules_free(&rules);
	findings_free(&a->found);
	return status;
}

static unsigned processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > MAX_JOBS ? MAX_JOBS : (unsigned)n;
}

int cmd_audit(int argc, char **argv)
{
	struct audit a = {
		.jobs = processors(), .timeout = UNIT_TIMEOUT, .report.command = command_line(argc, argv),
	};
	int first = options_parse(argc, argv, audit_options, set_option, &a), status;

	if (first < 0) {
		fputs("see 'pageck audit --help'\n", stderr);
		return EXIT_USAGE;
	}
	if (a.help) {
		usage(stdout);
		return EXIT_CLEAN;
	}
	if (a.shards && (a.suppress.baseline || a.write_baseline)) {
		error("a baseline is for all parts together: give it to 'pageck merge'");
		return EXIT_USAGE;
	}
	if (a.shards && !a.output) {
		error("--shard needs --output FILE: what 'pageck merge' is to read");
		return EXIT_USAGE;
	}
	status = audit(&a, argv + first, argc - first);
	vec_free(&a.paths);
	return status;
}

static void merge_usage(FILE *out)
{
	fputs("usage: pageck merge [OPTION...] SHARD...\n\n"
	      "Puts the parts of an audit together ('pageck audit --shard I/N -o SHARD'): the\n"
	      "same findings as from one run. The tree is needed, where it was or with -k DIR.\n\n",
	      out);
	options_usage(out, audit_options);
}

int cmd_merge(int argc, char **argv)
{
	struct audit a = {
		.jobs = processors(), .timeout = UNIT_TIMEOUT, .report.command = command_line(argc, argv),
	};
	int first = options_parse(argc, argv, audit_options, set_option, &a), status = EXIT_USAGE, npaths = 0;
	struct arena mem = { 0 };
	char **paths = NULL;

	if (first < 0) {
		fputs("see 'pageck merge --help'\n", stderr);
		return EXIT_USAGE;
	}
	if (a.help) {
		merge_usage(stdout);
		return EXIT_CLEAN;
	}
	a.merge = argv + first;
	a.nmerge = argc - first;
	if (!a.nmerge || a.shards) {
		error(a.shards ? "merge takes no --shard" : "merge needs the files of the shards");
		return EXIT_USAGE;
	}
	if (!read_shards(&a, &mem, &paths, &npaths))
		status = audit(&a, paths, npaths);
	vec_free(&a.paths);
	arena_free(&mem);
	return status;
}
