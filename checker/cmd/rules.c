/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pageck rules: lists the rules, checks that they load, and that a tree has what they name. */
#include "cmd/cmd.h"
#include "cmd/options.h"
#include "cmd/rules_cocci.h"
#include "cmd/rules_propose.h"
#include "facts/facts.h"
#include "facts/declared.h"

#include <stdlib.h>
#include <string.h>

enum { O_KERNEL = 1, O_HELP };

const struct option_spec rules_options[] = {
	{ O_KERNEL,	'k', "kernel",	"TREE",	"check: also against this kernel source tree; with\n"
						"several, a name is missing when all lack it" },
	{ O_HELP,	0, "help",	NULL,	"this text" },
	{ 0 },
};

struct rules_args {
	VEC(const char *) trees;
	char **files;
	int nfiles;
	bool help;
};

static int usage(FILE *out, int status)
{
	fputs("usage: pageck rules check [-k TREE]... [DIR]\n"
	      "       pageck rules list [DIR]\n"
	      "       pageck rules doc [DIR]\n"
	      "       pageck rules cocci FILE...\n"
	      "       pageck rules propose -k TREE [-O OBJECTS] [--rules DIR] [PATH...]\n\n"
	      "check loads the rules and says what is wrong with them; list has a line for each\n"
	      "fact, doc the same as Markdown. propose writes rows that the tree's own code shows to\n"
	      "be so. cocci rewrites the lists of names in semantic\n"
	      "patches. DIR: another rules directory.\n\n", out);
	options_usage(out, rules_options);
	fputs("\nExit status: 0; 1 check -k: a tree lacks what a row without 'when' names, with\n"
	      "several trees: all do; 2 the rules don't load, or usage.\n", out);
	return status;
}

static int take_option(int id, const char *value, void *ctx)
{
	struct rules_args *a = ctx;

	if (id == O_KERNEL)
		vec_push(&a->trees, value);
	else
		a->help = true;
	return 0;
}

/* --- check -------------------------------------------------------------------------- */

static int check(const struct facts *f, const struct rules_args *a, const char *dir)
{
	int missing = 0;

	if (a->trees.n)
		missing = facts_check_trees(f, a->trees.data, a->trees.n, stdout);
	if (missing < 0)
		return EXIT_USAGE;
	printf("%s: %zu facts about %zu functions, %zu words to look for, hash %016llx\n", dir,
	       f->all.n, f->functions.n, f->words.n, (unsigned long long)f->hash);
	if (missing)
		printf("%d of them name%s what no tree given here has\n", missing,
		       missing == 1 ? "s" : "");
	return missing ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* --- list and doc ------------------------------------------------------------------------- */

static int list(const struct facts *f, const struct rules_args *a, const char *dir)
{
	struct strbuf b = { 0 };
	size_t i;

	(void)a;
	(void)dir;
	for (i = 0; i < f->all.n; i++) {
		const struct fact *row = f->all.data[i];
		size_t start;

		strbuf_reset(&b);
		strbuf_addf(&b, "%-11s%-36s ", fact_section_name(row->section), row->name);
		fact_describe(&b, f, row);
		strbuf_adds(&b, "  [");
		start = b.n;
		when_describe(&b, &row->when);
		strbuf_adds(&b, b.n > start ? "; " : "");
		strbuf_adds(&b, row->ref);
		strbuf_addc(&b, ']');
		puts(strbuf_str(&b));
	}
	strbuf_free(&b);
	return EXIT_CLEAN;
}

/* Appends a table cell: a bar would end it, and * or _ would be markup. */
static void add_cell(struct strbuf *out, const char *text)
{
	strbuf_addc(out, ' ');
	for (; text && *text; text++) {
		if (strchr("|*_\\<", *text))
			strbuf_addc(out, '\\');
		strbuf_addc(out, *text);
	}
	strbuf_adds(out, " |");
}

static void doc_row(const struct facts *f, const struct fact *row)
{
	struct strbuf out = { 0 }, b = { 0 };

	strbuf_addf(&out, "| `%s` |", row->name);
	fact_describe(&b, f, row);
	add_cell(&out, strbuf_str(&b));
	strbuf_reset(&b);
	when_describe(&b, &row->when);
	add_cell(&out, strbuf_str(&b));
	add_cell(&out, row->why);
	add_cell(&out, row->ref);
	puts(strbuf_str(&out));
	strbuf_free(&out);
	strbuf_free(&b);
}

static int doc(const struct facts *f, const struct rules_args *a, const char *dir)
{
	enum fact_section s;
	size_t i;

	(void)a;
	(void)dir;
	puts("# What the kernel's API means\n\n"
	     "Written by `pageck rules doc`; the format is described in rules-format.md.");
	for (s = 0; s < FACT_NSECTIONS; s++) {
		bool started = false;

		for (i = 0; i < f->all.n; i++) {
			if (f->all.data[i]->section != s)
				continue;
			if (!started)
				printf("\n## %s\n\n| name | says | when | note | ref |\n"
				       "|---|---|---|---|---|\n", fact_section_name(s));
			started = true;
			doc_row(f, f->all.data[i]);
		}
	}
	return EXIT_CLEAN;
}

static int cocci(const struct facts *f, const struct rules_args *a, const char *dir)
{
	(void)dir;
	return rules_cocci(f, a->files, a->nfiles) ? EXIT_USAGE : EXIT_CLEAN;
}

/* --- the command ---------------------------------------------------------------------------------- */

static const struct action {
	const char *name;
	int (*run)(const struct facts *f, const struct rules_args *a, const char *dir);
	bool takes_trees, takes_files;
} actions[] = {
	{ "check", check, true, false }, { "list", list, false, false },
	{ "doc", doc, false, false }, { "cocci", cocci, false, true },
};

static const struct action *find_action(const char *name)
{
	const char *names[ARRAY_SIZE(actions)], *near;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(actions); i++) {
		names[i] = actions[i].name;
		if (!strcmp(names[i], name))
			return &actions[i];
	}
	near = str_nearest(name, names, ARRAY_SIZE(names));
	if (near)
		error("unknown action '%s', did you mean '%s'?", name, near);
	else
		error("unknown action '%s', expected check, list, doc, cocci or propose", name);
	return NULL;
}

static int run(const struct action *action, const struct rules_args *a, const char *dir)
{
	struct facts facts = { 0 };
	int status = EXIT_USAGE;

	if (!facts_load(&facts, dir))
		status = action->run(&facts, a, dir);
	facts_free(&facts);
	if (fflush(stdout) || ferror(stdout))
		return error("cannot write to standard output"), EXIT_USAGE;
	return status;
}

static int other_actions(int argc, char **argv)
{
	struct rules_args a = { 0 };
	const struct action *action;
	int first = options_parse(argc, argv, rules_options, take_option, &a);
	int status = EXIT_USAGE;

	if (first < 0)
		goto out;
	if (a.help) {
		status = usage(stdout, EXIT_CLEAN);
		goto out;
	}
	if (first == argc) {
		usage(stderr, EXIT_USAGE);
		goto out;
	}
	action = find_action(argv[first]);
	if (!action)
		goto out;
	if (action->takes_files) {
		a.files = argv + first + 1;
		a.nfiles = argc - first - 1;
	}
	if (action->takes_files && !a.nfiles)
		error("no file: which semantic patches?");
	else if (!action->takes_files && argc - first > 2)
		error("one directory of rules at a time, not '%s' too", argv[first + 2]);
	else if (a.trees.n && !action->takes_trees)
		error("-k belongs to 'pageck rules check'");
	else
		status = run(action, &a, !action->takes_files && argc - first > 1 ?
			     argv[first + 1] : facts_dir());
out:
	vec_free(&a.trees);
	return status;
}

int cmd_rules(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "propose"))
		return rules_propose(argc - 1, argv + 1);
	return other_actions(argc, argv);
}
