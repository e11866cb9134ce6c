/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pageck check: analyses one file, with its compiler's arguments, the way kbuild calls $(CHECK). It
 * must never break a build: it accepts every flag of a compiler, of sparse and of 0-day, and exits
 * with 0 unless -Wpageck-error, or PAGECK_STRICT=1 for errors of its own, asks for more.
 */
#include "cmd/cmd.h"
#include "cmd/options.h"
#include "whole/last_audit.h"
#include "unit/pool.h"
#include "change/suppressions.h"
#include "unit/analyse.h"
#include "external/external.h"
#include "report/wire.h"
#include "text/scan.h"
#include "text/local_headers.h"
#include "cmd/paths.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	O_ALL = 1, O_VERBOSE, O_FORMAT, O_DUMP, O_RULES, O_NO_PCH, O_NO_FORK, O_TIMEOUT,
	O_STATS, O_BASELINE, O_CONFIG, O_HELP,
};

const struct option_spec check_options[] = {
	{ O_ALL,	0, "all",	NULL,		"notes too, not only warnings" },
	{ O_VERBOSE,	0, "verbose",	NULL,		"list what was not analysed, and why" },
	{ O_FORMAT,	0, "format",	REPORT_FORMATS,	"text on stderr (default), others on stdout" },
	{ O_BASELINE,	0, "baseline",	"FILE",		"only what is not in FILE is new; the rest is silenced" },
	{ O_CONFIG,	0, "config",	"FILE",		"a table of suppressions (default: .pageck.yaml)" },
	{ O_RULES,	0, "rules",	"DIR",		"read the rules from DIR" },
	{ O_DUMP,	0, "dump",	"cfg|dot|flow FUNCTION|reach",
	  "print a function's graph as text or Graphviz, or the states that reach it" },
	{ O_NO_PCH,	0, "no-pch",	NULL,		"parse headers afresh, without the cache" },
	{ O_NO_FORK,	0, "no-fork",	NULL,		"no process of its own, no limits: for a debugger" },
	{ O_TIMEOUT,	0, "timeout",	"SECONDS",	"what the file may take (default: 60)" },
	{ O_STATS,	0, "stats",	NULL,		"end with a line of statistics" },
	{ O_HELP,	0, "help",	NULL,		"this text" },
	{ 0 }
};

struct check {
	struct analyse_options analyse;
	struct report_options report;
	struct suppress_options suppress;
	enum report_format format;
	const char *rules;
	unsigned timeout;
	bool help, no_fork;
	VEC(const char *) compiler;	/* all arguments that aren't ours */
	/* the arguments that sparse would have got, including its own flags */
	VEC(const char *) sparse;
};

static void usage(FILE *out)
{
	fputs("usage: pageck check [OPTION...] COMPILER-ARGUMENT... FILE.c\n"
	      "       make C=1|C=2 CHECK=pageck\n\n"
	      "Checks one file, with the arguments that a compiler gets: what kbuild calls as\n"
	      "$(CHECK). A build is never broken by it.\n\n", out);
	options_usage(out, check_options);
	fputs("      -Wpageck-error        findings are errors, and the exit status is 1\n"
	      "\nEvery other argument is the compiler's. In the environment PAGECK_ALL=1 is\n"
	      "--all, PAGECK_STRICT=1 makes an error of pageck's own the exit status 2, and\n"
	      "PAGECK_SPARSE=1 (or the path of a sparse) runs sparse as well.\n"
	      "\nExit status: 0, whatever is found; with -Wpageck-error 1 for findings; with\n"
	      "PAGECK_STRICT=1 2 for an error of pageck's own; 2 usage.\n", out);
}

static bool env_is_set(const char *name)
{
	const char *s = getenv(name);

	return s && *s && strcmp(s, "0");
}

static int set_dump(struct check *c, const char *kind)
{
	if (!strcmp(kind, "cfg"))
		c->analyse.dump = DUMP_CFG;
	else if (!strcmp(kind, "dot"))
		c->analyse.dump = DUMP_DOT;
	else if (!strcmp(kind, "flow"))
		c->analyse.dump = DUMP_FLOW;
	else if (!strcmp(kind, "reach"))
		c->analyse.dump = DUMP_REACH;
	else
		return error("--dump takes 'cfg', 'dot' or 'flow', then a function's name, or "
			     "'reach', not '%s'", kind);
	return 0;
}

static int own_option(struct check *c, int id, const char *value)
{
	int format;

	switch (id) {
	case O_ALL:
		c->report.all = true;
		break;
	case O_VERBOSE:
		c->report.verbose = true;
		break;
	case O_FORMAT:
		format = report_format(value);
		if (format < 0)
			return -1;
		c->format = (enum report_format)format;
		break;
	case O_BASELINE:
		c->suppress.baseline = value;
		break;
	case O_CONFIG:
		c->suppress.config = value;
		break;
	case O_DUMP:
		return set_dump(c, value);
	case O_RULES:
		c->rules = value;
		break;
	case O_NO_PCH:
		c->analyse.no_pch = true;
		break;
	case O_NO_FORK:
		c->no_fork = true;
		break;
	case O_TIMEOUT:
		return option_number("--timeout", value, 1, 86400, &c->timeout);
	case O_STATS:
		c->report.summary = true;
		break;
	case O_HELP:
		c->help = true;
		break;
	}
	return 0;
}

/* Handles flags of sparse that mean something here; front_args_init() drops the others. */
static bool sparse_flag(struct check *c, const char *arg)
{
	if (!strcmp(arg, "-Wpageck-error")) {
		c->report.error = true;
	} else if (!strcmp(arg, "-Wno-pageck-error")) {
		c->report.error = false;
	} else if (!strcmp(arg, "-fdiagnostic-prefix")) {
		c->report.prefix = "pageck: ";
	} else if (str_starts(arg, "-fdiagnostic-prefix=")) {
		const char *word = strchr(arg, '=') + 1;
		char *prefix = xasprintf(*word ? "%s: " : "%s", word);

		c->report.prefix = intern(prefix);
		free(prefix);
	} else if (str_starts(arg, "-fmax-warnings=")) {
		/* "unlimited", and anything else that isn't a number, means no limit */
		c->report.max_warnings = (unsigned)strtoul(strchr(arg, '=') + 1, NULL, 10);
	} else {
		return str_starts(arg, "--arch=");
	}
	return true;
}

/* Is it an option whose argument is the next word, which must not be taken for one of ours? */
static bool takes_next(const char *arg)
{
	static const char *const list[] = {
		"-I", "-D", "-U", "-include", "-imacros", "-isystem", "-iquote", "-idirafter",
		"-iprefix", "-iwithprefix", "-iwithprefixbefore", "-isysroot", "-x", "-o", "-MF",
		"-MT", "-MQ", "-Xpreprocessor", "-Xassembler", "-Xlinker", "-Xclang", "-mllvm",
		"-arch", "-aux-info", "-T", "-e", "-L", "-l", "-u", "-z", "-B", "--param",
		"-target", "-multiarch-dir", "-gcc-base-dir",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(list); i++)
		if (!strcmp(arg, list[i]))
			return true;
	return false;
}

/* Splits argv into our options and the compiler's, which stay in order. */
static int separate(struct check *c, int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		const struct option_spec *o = NULL;
		const char *arg = argv[i], *value;

		if (str_starts(arg, "--"))
			o = options_find(check_options, arg + 2, strcspn(arg + 2, "="));
		if (!o) {
			if (!str_ends(arg, "pageck-error"))
				vec_push(&c->sparse, arg);
			if (sparse_flag(c, arg))
				continue;
			vec_push(&c->compiler, arg);
			if (takes_next(arg) && i + 1 < argc) {
				vec_push(&c->compiler, argv[++i]);
				vec_push(&c->sparse, argv[i]);
			}
			continue;
		}
		value = strchr(arg, '=');
		if (value && !o->arg)
			return error("option '--%s' takes no argument", o->name);
		if (value)
			value++;
		else if (o->arg && !(value = argv[++i]))
			return error("option '--%s' needs an argument", o->name);
		if (own_option(c, o->id, value))
			return -1;
		if (o->id == O_DUMP && c->analyse.dump != DUMP_REACH &&
		    !(c->analyse.dump_function = argv[++i]))
			return error("--dump=%s needs the name of a function", value);
	}
	return 0;
}

/* Assembly has nothing to check, but is no usage error. */
static bool is_assembly(const char *file)
{
	return str_ends(file, ".S") || str_ends(file, ".s");
}

/*
 * Sets the root of relative names. kbuild names a file relative to the source tree when it builds
 * in it, else by absolute path. In both cases the rules' globs and fingerprints need the name in
 * the tree, while messages show the name that kbuild gave.
 */
static void set_root(struct check *c, const char *file)
{
	char cwd[PATH_MAX];

	if (file[0] != '/')
		return;
	c->analyse.root = c->report.root = kernel_tree_above(file);
	if (!c->report.root || (getcwd(cwd, sizeof(cwd)) && !strcmp(cwd, c->report.root)))
		return;
	c->report.show_root = c->report.root;
}

static void report(const struct check *c, const struct findings *f)
{
	report_write(c->format == FORMAT_TEXT ? stderr : stdout, c->format, f, &c->report);
	if (c->report.summary && c->format != FORMAT_TEXT && c->format != FORMAT_EXPECT)
		report_summary(stderr, f, &c->report);
}

/* The directory of an external module, to which its files' names are relative; or NULL. */
static const char *module_of(const char *file)
{
	const char *dir = getenv("KBUILD_EXTMOD");
	size_t n = dir ? strlen(dir) : 0;

	return n && !strncmp(file, dir, n) && file[n] == '/' ? dir : NULL;
}

static int settle(struct check *c, struct findings *f, const char *file)
{
	struct suppress_options *o = &c->suppress;
	int r;

	o->root = c->report.root;
	o->module = c->report.module = module_of(file);
	o->units = o->scope = &file;
	o->nunits = o->nscope = 1;
	suppress_defaults(o);
	r = findings_finish(f, o);
	o->units = o->scope = NULL;
	return r;
}

/* --- the run ---------------------------------------------------------------- */

struct job {
	struct check *c;
	const struct front_args *args;
	struct findings found;
};

static void analyse_one(size_t i, struct strbuf *out, void *arg)
{
	struct job *j = arg;
	struct findings found = { 0 };

	(void)i;
	analyse_file(j->args, j->args->file, &j->c->analyse, &found);
	wire_put(out, &found);
	findings_free(&found);
}

static bool one_done(size_t i, const char *reason, const char *bytes, size_t n, void *arg)
{
	struct job *j = arg;

	(void)i;
	if (!reason)
		return !wire_get(&j->found, bytes, n);
	j->found.stats.units++;
	findings_not_analysed(&j->found, j->args->file, NULL, reason);
	return true;
}

/*
 * Runs the analysis in a process of its own: a unit that crashes or needs too much memory must not
 * fail the build.
 */
static void analyse(struct job *j)
{
	struct pool_options pool = {
		.jobs = 1, .timeout = j->c->timeout, .memory = UNIT_MEMORY, .forward = true,
		.work = analyse_one, .done = one_done, .arg = j,
	};

	if (POOL_CAN_LIMIT && !j->c->no_fork && j->c->analyse.dump == DUMP_NONE)
		pool_run(&pool, 1);
	else
		analyse_file(j->args, j->args->file, &j->c->analyse, &j->found);
}

/* Reports what makes the run useless: the unit, or the function to dump, could not be analysed. */
static int say_not_analysed(const struct check *c, const struct findings *f)
{
	int r = 0;
	size_t i;

	for (i = 0; i < f->skipped.n; i++) {
		const struct not_analysed *n = &f->skipped.data[i];

		if (!n->function)
			r = error("%s is not analysed: %s", n->file, n->reason);
		else if (c->analyse.dump != DUMP_NONE)
			r = error("cannot show '%s': %s", n->function, n->reason);
	}
	return r;
}

/*
 * Does the file contain a word of the rules? Tested before rules are loaded or a process is forked.
 */
static bool can_matter(const struct check *c, const char *file, const struct front_words *words)
{
	char *text;
	size_t len;
	bool yes;

	if (c->analyse.dump != DUMP_NONE)
		return true;
	text = read_file(file, &len);
	yes = !text || front_words_match(words, text, len) ||
	      front_local_headers_match(words, file, text) || last_audit_matter(file, text, len);
	free(text);
	return yes;
}

/* Analyses a->file and reports. -1 after error(). */
static int check_file(struct check *c, const struct front_args *a, unsigned *count)
{
	struct job job = { .c = c, .args = a };
	const char *dir = rules_dir(c->rules);
	struct last_audit *others;
	double start = now_seconds();
	struct rules rules;
	int r = -1;

	c->report.main_file = a->file;
	c->report.docs = docs_dir(dir);
	if (rules_load_words(&rules, dir))
		goto out;
	if (can_matter(c, a->file, rules.words)) {
		if (rules_complete(&rules, dir))
			goto out;
		set_root(c, a->file);
		c->analyse.facts = &rules.facts;
		c->analyse.no_skip = true;
		others = c->analyse.dump == DUMP_NONE ? last_audit_open(a->file, &c->analyse) : NULL;
		analyse(&job);
		last_audit_close(others);
	} else {
		job.found.stats.units = job.found.stats.skipped = 1;
	}
	/* if the table or the baseline can't be read, nothing is suppressed */
	r = settle(c, &job.found, a->file);
	job.found.stats.seconds = now_seconds() - start;
	r |= say_not_analysed(c, &job.found);
	if (c->analyse.dump == DUMP_NONE || c->analyse.dump == DUMP_FLOW)
		report(c, &job.found);
	*count = report_count(&job.found, &c->report);
out:
	findings_free(&job.found);
	rules_free(&rules);
	return r;
}

static void check_free(struct check *c)
{
	vec_free(&c->compiler);
	vec_free(&c->sparse);
}

int cmd_check(int argc, char **argv)
{
	struct check c = { .timeout = UNIT_TIMEOUT, .analyse.units = 1 };
	struct front_args a;
	unsigned count = 0;
	int status = EXIT_CLEAN;

	c.report.all = env_is_set("PAGECK_ALL");
	c.report.color = wants_color(STDERR_FILENO);
	if (separate(&c, argc, argv)) {
		check_free(&c);
		return EXIT_USAGE;
	}
	if (c.help) {
		usage(stdout);
		check_free(&c);
		return EXIT_CLEAN;
	}
	c.analyse.all = c.report.all;
	/* run by hand: say that it ran */
	if (c.format == FORMAT_TEXT && c.analyse.dump == DUMP_NONE)
		c.report.summary |= is_interactive(STDERR_FILENO);
	if (c.format != FORMAT_TEXT)
		c.report.command = command_line(argc, argv);
	front_args_init(&a, NULL, c.compiler.data, c.compiler.n);
	if (!a.file && !getenv("MAKELEVEL")) {
		error("no file to check");
		usage(stderr);
		status = EXIT_USAGE;
	} else if (a.file && !is_assembly(a.file) && !getenv("MAKELEVEL") && access(a.file, R_OK)) {
		/* can't happen under make, which has just compiled it */
		error("cannot read %s: %s", a.file, strerror(errno));
		status = EXIT_USAGE;
	} else if (a.file && !is_assembly(a.file)) {
		/* sparse goes first, so that its output precedes ours */
		int sparse = c.analyse.dump == DUMP_NONE ?
			engine_run_sparse_too(c.sparse.data, c.sparse.n) : 0;

		if (check_file(&c, &a, &count))
			status = env_is_set("PAGECK_STRICT") ? EXIT_USAGE : EXIT_CLEAN;
		if (!status && count && c.report.error)
			status = EXIT_FINDINGS;
		if (!status)
			status = sparse;
	}
	front_args_free(&a);
	check_free(&c);
	return status;
}
