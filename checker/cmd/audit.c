/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pageck audit: analyses every unit that a configured tree builds below some paths. */
#include "cmd/audit.h"
#include "cmd/cmd.h"
#include "change/renames.h"
#include "cmd/options.h"
#include "whole/rounds.h"
#include "whole/audit_scope.h"
#include "cmd/tree.h"
#include "unit/analyse.h"
#include "change/suppressions.h"
#include "external/external.h"
#include "report/baseline.h"
#include "report/suppress.h"
#include "cmd/paths.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	O_ALL = 1, O_VERBOSE, O_FORMAT, O_OUTPUT, O_BASELINE, O_WRITE_BASELINE, O_ENGINES, O_LIST,
	O_NO_SKIP, O_SHARD, O_STATS, O_STRICT,
};

const struct option_spec audit_options[] = {
	OPTION_KERNEL("the one PATH lies in"),
	OPTION_OBJECTS,
	OPTION_MODULE("audit an external module's directory"),
	OPTION_COMMANDS,
	OPTION_JOBS,
	{ O_ALL,	'a', "all",	NULL,	"notes too, not only warnings" },
	{ O_VERBOSE,	'v', "verbose",	NULL,	"list what was not analysed, and why" },
	{ O_FORMAT,	'f', "format",	REPORT_FORMATS, "how findings are written (default: text)" },
	{ O_OUTPUT,	'o', "output",	"FILE",	"write them to FILE, not to standard output" },
	{ O_BASELINE,	'b', "baseline", "FILE", "only what is not in FILE is new; the rest is silenced" },
	{ O_WRITE_BASELINE, 0, "write-baseline", "FILE", "leave what there is in FILE, as a baseline" },
	OPTION_CONFIG,
	{ O_ENGINES,	0,   "engines",	"LIST",	"also ask cocci and sparse: libclang,cocci,sparse" },
	{ O_LIST,	0,   "list",	NULL,	"only print the files that can matter, for other tools" },
	OPTION_RULES,
	OPTION_NO_MAKE,
	OPTION_NO_PCH,
	{ O_NO_SKIP,	0,   "no-skip",	NULL,	"parse also files without a word of the rules" },
	OPTION_NO_STORE,
	{ O_SHARD,	0,   "shard",	"I/N",	"do part I of N and leave it in the file of --output" },
	OPTION_TIMEOUT,
	{ O_STATS,	0,   "stats",	NULL,	"a line of statistics with JSON too" },
	{ O_STRICT,	0,   "strict",	NULL,	"status 3 when something was not analysed, with findings too" },
	OPTION_HELP,
	{ 0 }
};

static void usage(FILE *out)
{
	fputs("usage: pageck audit [OPTION...] [PATH...]\n\n"
	      "Checks every file that a kernel or module tree builds at or below the PATHs.\n"
	      "A PATH is relative to the current directory, else to the kernel tree.\n\n", out);
	options_usage(out, audit_options);
	fputs("\nExit status: 0 nothing to report, 1 findings, 2 usage, configuration or\n"
	      "environment, 3 no findings, but something could not be analysed.\n", out);
}

static int set_shard(struct audit *a, const char *value)
{
	char end;

	if (sscanf(value, "%u/%u%c", &a->shard, &a->shards, &end) != 2 || !a->shard ||
	    a->shard > a->shards || a->shards > MAX_SHARDS)
		return error("--shard takes I/N, from 1/N to N/N, not '%s'", value);
	return 0;
}

int audit_option(int id, const char *value, void *ctx)
{
	struct audit *a = ctx;
	int n;

	switch (id) {
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
	case O_OUTPUT:
		a->output = value;
		break;
	case O_ENGINES:
		return engines_parse(value, &a->engines);
	case O_LIST:
		a->list = true;
		break;
	case O_NO_SKIP:
		a->analyse.no_skip = true;
		break;
	case O_SHARD:
		return set_shard(a, value);
	case O_STATS:
		a->stats = true;
		break;
	case O_STRICT:
		a->strict = true;
		break;
	default:
		return tree_option(id, value, &a->opt);
	}
	return 0;
}

/* --- the tree and the paths ------------------------------------------------- */

/* Opens input and output files at the start, so that errors don't show after a long run. */
static int open_files(struct audit *a)
{
	struct suppress_options *o = &a->suppress;

	o->root = a->opt.kbuild.src;
	o->module = a->opt.kbuild.module;
	o->config = a->opt.config;
	if (o->config && access(o->config, R_OK))
		return error("cannot read %s: %s", o->config, strerror(errno));
	suppress_defaults(o);
	if (!a->list && !a->shards && !(o->opened = suppress_open(&a->found, o)))
		return -1;
	if (a->write_baseline && output_open(&a->baseline_to, a->write_baseline, "the baseline"))
		return -1;
	return output_open(&a->report_to, a->output, a->list ? "the list" : "the report");
}

static int open_tree(struct audit *a)
{
	if (tree_open(&a->tree, &a->opt, &a->progress))
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

/* Runs the external engines. Called before findings_finish(), which needs the complete list. */
static void ask_witnesses(struct audit *a)
{
	struct engine_options o = {
		.engines = a->engines, .root = a->analyse.root, .rules_dir = rules_dir(a->opt.rules),
		.facts = a->analyse.facts, .words = a->analyse.words, .jobs = a->opt.jobs,
		.timeout = a->opt.timeout, .memory = UNIT_MEMORY, .progress = on_witness, .arg = a,
	};

	/* not in a shard: merge runs them on the whole */
	if (!a->shards)
		engines_run(&o, a->tree.units.data, a->tree.units.n, &a->found);
}

static struct store *open_store(struct audit *a)
{
	struct store_roots roots = { a->tree.src, a->tree.obj };
	const char *cache = a->opt.no_store ? NULL : cache_dir();

	return store_open(cache ? store_path(cache, a->tree.obj) : NULL, &roots, false);
}

/* Sorts, and applies suppressions and the baseline. */
static int settle(struct audit *a)
{
	struct suppress_options *o = &a->suppress;
	VEC(const char *) units = { 0 };
	size_t i;
	int r;

	for (i = 0; i < a->tree.units.n; i++)
		vec_push(&units, a->tree.units.data[i].shown);
	o->root = a->tree.src;
	o->obj = a->tree.obj;
	o->units = units.data;
	o->nunits = units.n;
	o->scope = a->paths.data;
	o->nscope = a->paths.n;
	r = findings_finish(&a->found, o);
	o->opened = NULL;
	if (!r && a->write_baseline)
		r = baseline_write(&a->baseline_to, &a->found, &a->report, o, moves_commit(o->arg));
	vec_free(&units);
	return r;
}

/* Records requested paths that have no unit. */
static void add_lost(struct audit *a)
{
	const struct kbuild_tree *t = &a->tree;
	size_t i;

	for (i = 0; i < t->missing.n; i++) {
		a->found.stats.units++;
		if (t->from_json)
			findings_lost(&a->found, NOT_UNIT, t->missing.data[i],
				      "it is in the compilation database, and not there");
		else
			findings_lost(&a->found, NOT_GENERATED, t->missing.data[i],
				      "a generated file that doesn't exist before a build");
	}
	for (i = 0; i < t->unbuilt.n; i++)
		findings_lost(&a->found, NOT_BUILT, t->unbuilt.data[i].shown,
			      t->unbuilt.data[i].reason);
}

static int run(struct audit *a)
{
	struct rounds_options rounds = {
		.tree = &a->tree, .analyse = &a->analyse, .jobs = a->opt.jobs, .timeout = a->opt.timeout,
		.forward = a->report.verbose, .progress = on_round, .arg = a,
		.shard = a->shard, .shards = a->shards,
	};
	int failed = 0, k;

	if (a->nmerge && a->config_hash != rounds_config_hash(&a->analyse))
		return error("%s was made by another pageck, with another libclang, or with other rules or options: merge with the same",
			     a->merge[0]);
	rounds.store = a->shards ? shard_open(a) : open_store(a);
	if (a->shards && !rounds.store)
		return -1;
	for (k = 0; k < a->nmerge && !failed; k++)
		failed = store_import(rounds.store, a->merge[k]) < 0;
	if (!failed)
		failed = rounds_run(&rounds, &a->found);
	if (!failed && !a->shards)
		scope_leave(rounds.store, &a->analyse, a->opt.kbuild.module, a->opt.kbuild.json,
			    a->paths.data, a->paths.n);
	if (a->shards)
		failed |= shard_close(a, rounds.store);
	else
		store_close(rounds.store);
	add_lost(a);
	if (!failed)
		ask_witnesses(a);
	progress_clear(&a->progress);
	return failed || settle(a) ? -1 : 0;
}

static void describe(struct audit *a, const struct rules *rules)
{
	a->analyse.facts = &rules->facts;
	a->analyse.words = rules->words;
	a->analyse.all = a->report.all;
	a->analyse.no_pch = a->opt.no_pch;
	a->analyse.root = a->report.root = a->tree.src;
	a->analyse.units = (unsigned)a->tree.units.n;
	a->report.module = a->opt.kbuild.module;
	a->report.docs = docs_dir(rules_dir(a->opt.rules));
	a->report.tree = a->tree.release;
	a->report.config = audit_config(a);
}

/* The exit status: findings take precedence over units that were not analysed, unless --strict. */
static int status_of(const struct audit *a)
{
	bool lost = report_count_not_analysed(&a->found) || a->tree.broken.n;

	if (lost && a->strict)
		return EXIT_INCOMPLETE;
	if (report_count(&a->found, &a->report))
		return EXIT_FINDINGS;
	return lost ? EXIT_INCOMPLETE : EXIT_CLEAN;
}

static int do_audit(struct audit *a, const struct rules *rules)
{
	double start = now_seconds();

	if (open_files(a) || open_tree(a)) {
		progress_clear(&a->progress);
		return EXIT_USAGE;
	}
	describe(a, rules);
	if (a->list) {
		progress_clear(&a->progress);
		return audit_list(a) ? EXIT_USAGE : EXIT_CLEAN;
	}
	if (run(a))
		return EXIT_USAGE;
	a->found.stats.seconds = now_seconds() - start;
	if (!a->shards)
		return audit_report(a) ? EXIT_USAGE : status_of(a);
	report_summary(stderr, &a->found, &a->report);
	return EXIT_CLEAN;
}

int audit_run(struct audit *a, char **paths, int npaths)
{
	struct rules rules = { 0 };
	int status = EXIT_USAGE;

	progress_start(&a->progress);
	if (!rules_load(&rules, rules_dir(a->opt.rules)) && !tree_find_paths(&a->opt.kbuild, paths, npaths, &a->paths))
		status = do_audit(a, &rules);
	suppress_close(a->suppress.opened);
	output_drop(&a->report_to);
	output_drop(&a->baseline_to);
	kbuild_close(&a->tree);
	vec_free(&a->paths);
	rules_free(&rules);
	findings_free(&a->found);
	return status;
}

struct audit audit_begin(int argc, char **argv)
{
	return (struct audit){
		.opt = tree_options_default(),
		.report.command = command_line(argc, argv),
	};
}

int cmd_audit(int argc, char **argv)
{
	struct audit a = audit_begin(argc, argv);
	int first = options_parse(argc, argv, audit_options, audit_option, &a);

	if (first < 0) {
		fputs("see 'pageck audit --help'\n", stderr);
		return EXIT_USAGE;
	}
	if (a.opt.help) {
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
	return audit_run(&a, argv + first, argc - first);
}
