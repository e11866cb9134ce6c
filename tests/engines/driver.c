/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What each engine says of some files, a line a finding, for the scripts beside this:
 *
 *	FILE:LINE: LEVEL: RULE: FUNCTION [ENGINES] MESSAGE
 *
 * usage: driver [OPTION...] FILE.c... [-- COMPILER-ARGUMENT...]
 *        driver [OPTION...] -k KERNEL PATH...
 *
 *	-e ENGINES	as for audit (default: all)
 *	-w		the witnesses alone, without pageck's own findings
 *	-r RULES -j JOBS -t SECONDS
 */
#include "cmd/cmd.h"
#include "unit/analyse.h"
#include "external/external.h"
#include "cmd/paths.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct driver {
	struct engine_options engines;
	struct analyse_options analyse;
	struct rules rules;
	struct findings found;
	bool witnesses_only;
};

static void run(struct driver *d, const struct kbuild_unit *units, size_t n)
{
	double start = now_seconds(), middle;
	size_t i;

	for (i = 0; !d->witnesses_only && i < n; i++) {
		struct front_args a;

		front_args_init(&a, units[i].dir, units[i].argv, units[i].argc);
		a.file = units[i].file;
		analyse_file(&a, units[i].shown, &d->analyse, &d->found);
		front_args_free(&a);
	}
	middle = now_seconds();
	engines_run(&d->engines, units, n, &d->found);
	fprintf(stderr, "driver: %zu units; libclang %.1f s, witnesses %.1f s\n", n,
		middle - start, now_seconds() - middle);
	findings_finish(&d->found, &(struct suppress_options){ .root = d->engines.root });
}

static void print(const struct findings *f)
{
	struct strbuf b = { 0 };
	size_t i;

	for (i = 0; i < f->v.n; i++) {
		const struct finding *x = f->v.data[i];

		if (x->suppressed != NOT_SUPPRESSED)
			continue;
		strbuf_add_escaped(&b, x->file);
		strbuf_addf(&b, ":%u: %s: %s: %s [%s] ", x->line,
			    x->level == LEVEL_NOTE ? "note" : "warning", x->rule,
			    x->function && *x->function ? x->function : "-", x->engines);
		strbuf_add_escaped(&b, x->message);
		strbuf_addc(&b, '\n');
	}
	fputs(strbuf_str(&b), stdout);
	strbuf_free(&b);
}

static void run_kernel(struct driver *d, const char *kernel, char **paths, int npaths)
{
	struct kbuild_options o = { .src = kernel, .cache_dir = cache_dir(), .jobs = 1 };
	struct kbuild_tree t;
	char **full = xcalloc((size_t)npaths + 1, sizeof(*full));
	int i;

	for (i = 0; i < npaths; i++)
		full[i] = xasprintf("%s/%s", kernel, paths[i]);
	if (kbuild_open(&t, &o) || kbuild_units(&t, (const char *const *)full, (size_t)npaths))
		exit(2);
	d->engines.root = d->analyse.root = t.src;
	run(d, t.units.data, t.units.n);
	print(&d->found);
	for (i = 0; i < npaths; i++)
		free(full[i]);
	free(full);
	kbuild_close(&t);
}

static void run_files(struct driver *d, char **args, int n)
{
	VEC(struct kbuild_unit) units = { 0 };
	char cwd[PATH_MAX];
	int files = 0, i;

	while (files < n && strcmp(args[files], "--"))
		files++;
	if (!getcwd(cwd, sizeof(cwd)))
		exit(2);
	d->engines.root = d->analyse.root = cwd;
	for (i = 0; i < files; i++) {
		char *file = realpath(args[i], NULL);

		if (!file)
			die("cannot find %s: %s", args[i], strerror(errno));
		vec_push(&units, ((struct kbuild_unit){
			.file = file, .shown = args[i], .dir = cwd,
			.argv = (const char **)args + files + 1,
			.argc = files < n ? (size_t)(n - files - 1) : 0,
		}));
	}
	run(d, units.data, units.n);
	print(&d->found);
	for (i = 0; i < files; i++)
		free((char *)units.data[i].file);
	vec_free(&units);
}

int main(int argc, char **argv)
{
	struct driver d = { .engines = { .engines = ~0u, .jobs = 2, .timeout = 60,
					 .memory = UNIT_MEMORY },
			    .analyse = { .all = true } };
	const char *kernel = NULL, *rules = NULL;
	int c;

	while ((c = getopt(argc, argv, "+e:r:j:t:k:w")) != -1) {
		if (c == 'e' && engines_parse(optarg, &d.engines.engines))
			return 2;
		if (c == 'r')
			rules = optarg;
		if (c == 'j')
			d.engines.jobs = (unsigned)atoi(optarg);
		if (c == 't')
			d.engines.timeout = atof(optarg);
		if (c == 'k')
			kernel = optarg;
		if (c == 'w')
			d.witnesses_only = true;
		if (c == '?')
			return 2;
	}
	d.engines.rules_dir = rules_dir(rules);
	if (rules_load(&d.rules, d.engines.rules_dir))
		return 2;
	d.engines.facts = d.analyse.facts = &d.rules.facts;
	d.engines.words = d.analyse.words = d.rules.words;
	if (kernel)
		run_kernel(&d, kernel, argv + optind, argc - optind);
	else
		run_files(&d, argv + optind, argc - optind);
	findings_free(&d.found);
	rules_free(&d.rules);
	return 0;
}
