/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pageck layout: how a kernel tree lays out struct page and struct folio. */
#include "cmd/cmd.h"
#include "cmd/layout_cmd.h"
#include "cmd/options.h"
#include "cmd/progress.h"
#include "cmd/tree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { O_KERNEL = 1, O_OBJECTS, O_DIFF, O_DIFF_OBJECTS, O_FORMAT, O_OUTPUT, O_RULES, O_NO_MAKE, O_HELP };

const struct option_spec layout_options[] = {
	{ O_KERNEL,	'k', "kernel",	"DIR",	"the kernel source tree (default: the one around the\n"
						"current directory)" },
	{ O_OBJECTS,	'O', "objects",	"DIR",	"its object tree, when it was built with O=DIR" },
	{ O_DIFF,	0,   "diff",	"TREE",	"what is different in this other kernel source tree" },
	{ O_DIFF_OBJECTS, 0, "diff-objects", "DIR", "the object tree of that one" },
	{ O_FORMAT,	'f', "format",	"FORMAT", "text, svg, html or json (default: text)" },
	{ O_OUTPUT,	'o', "output",	"FILE",	"write to FILE, not to standard output" },
	{ O_RULES,	0,   "rules",	"DIR",	"read the rules from DIR" },
	{ O_NO_MAKE,	0,   "no-make",	NULL,	"don't run the tree's makefiles: only what has been built" },
	{ O_HELP,	'h', "help",	NULL,	"this text" },
	{ 0 }
};

enum format { F_TEXT, F_SVG, F_HTML, F_JSON };
static const char *const formats[] = { "text", "svg", "html", "json" };

struct layout_args {
	const char *src, *obj, *diff_src, *diff_obj, *output, *rules;
	enum format format;
	bool no_make;
	bool help;
	struct progress progress;
};

static void usage(FILE *out)
{
	fputs("usage: pageck layout [OPTION...] [RECORD...]\n\n"
	      "Shows how a kernel tree, configured as it is, lays out its records: which members\n"
	      "share their bytes, and in which arm of a union. RECORD: a name that\n"
	      "linux/mm_types.h knows (default: page folio).\n\n", out);
	options_usage(out, layout_options);
	fputs("\nExit status: 0; with --diff 1 when something is different; 2 usage, configuration\n"
	      "or environment.\n", out);
}

static int set_format(struct layout_args *a, const char *value)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(formats); i++)
		if (!strcmp(value, formats[i])) {
			a->format = (enum format)i;
			return 0;
		}
	return error("--format takes 'text', 'svg', 'html' or 'json', not '%s'", value);
}

static int set_option(int id, const char *value, void *ctx)
{
	struct layout_args *a = ctx;

	switch (id) {
	case O_KERNEL:
		a->src = value;
		break;
	case O_OBJECTS:
		a->obj = value;
		break;
	case O_DIFF:
		a->diff_src = value;
		break;
	case O_DIFF_OBJECTS:
		a->diff_obj = value;
		break;
	case O_FORMAT:
		return set_format(a, value);
	case O_OUTPUT:
		a->output = value;
		break;
	case O_RULES:
		a->rules = value;
		break;
	case O_NO_MAKE:
		a->no_make = true;
		break;
	case O_HELP:
		a->help = true;
		break;
	}
	return 0;
}

/* --- one tree ------------------------------------------------------------------------ */

/* Any unit that is compiled for the kernel proper will do; the first of mm/ is one. */
static int read_tree(struct layout_args *a, const char *src, const char *obj,
		     struct layout_tree *t)
{
	struct kbuild_options o = { .obj = obj, .no_make = a->no_make };
	char *real = realpath(src, NULL), *mm = real ? xasprintf("%s/mm", real) : NULL;
	struct kbuild_tree tree = { 0 };
	const char *path = mm, *reason;
	int failed = -1;

	if (!real) {
		error("cannot open the kernel tree %s: %s", src, strerror(errno));
		goto out;
	}
	if (!is_kernel_tree(real)) {
		error("%s is not a kernel source tree (no Kbuild, Makefile and include/linux)", src);
		goto out;
	}
	o.src = real;
	failed = tree_open(&tree, &o, a->rules, 1, &a->progress);
	if (!failed && !tree.zone_device)
		warning("%s is configured without CONFIG_ZONE_DEVICE", tree.obj);
	if (!failed)
		failed = kbuild_units(&tree, &path, 1);
	if (!failed && !tree.units.n)
		failed = error("%s: kbuild compiles nothing there", mm);
	progress_clear(&a->progress);
	if (!failed) {
		t->release = intern(tree.release ? tree.release : src);
		reason = layout_read(t, &tree.units.data[0]);
		if (reason)
			failed = error("cannot parse linux/mm_types.h of %s: %s", tree.src, reason);
	}
	kbuild_close(&tree);
out:
	free(real);
	free(mm);
	return failed ? -1 : 0;
}

/* --- the command ----------------------------------------------------------------------- */

static int write_layout(struct layout_args *a, const struct layout_tree *t,
			const struct layout_tree *other, const struct layout_diffs *d)
{
	FILE *out = stdout;
	bool color, bad;

	if (a->output && !(out = fopen(a->output, "w")))
		return error("cannot write %s: %s", a->output, strerror(errno));
	color = wants_color(fileno(out));
	switch (a->format) {
	case F_TEXT:
		if (other)
			layout_diff_text(out, t, other, d, color);
		else
			layout_text(out, t, color);
		break;
	case F_SVG:
		layout_svg(out, t, other);
		break;
	case F_HTML:
		layout_html(out, t, other, d);
		break;
	case F_JSON:
		layout_json(out, t, other, d);
		break;
	}
	bad = fflush(out) || ferror(out);
	if (a->output)
		bad |= fclose(out) != 0;
	return bad ? error("cannot write %s", a->output ? a->output : "to standard output") : 0;
}

static int run(struct layout_args *a, const char **tags, size_t ntags)
{
	struct facts facts = { 0 };
	struct layout_tree t = { .tags = tags, .n = ntags, .facts = &facts }, other = t;
	struct layout_diffs diffs = { 0 };
	int status = EXIT_USAGE;

	t.records = xcalloc(ntags, sizeof(*t.records));
	other.records = xcalloc(ntags, sizeof(*other.records));
	progress_start(&a->progress);
	if (facts_load(&facts, rules_dir(a->rules)) || read_tree(a, a->src, a->obj, &t) ||
	    (a->diff_src && read_tree(a, a->diff_src, a->diff_obj, &other))) {
		progress_clear(&a->progress);
		goto out;
	}
	if (a->diff_src)
		layout_compare(&diffs, &t, &other);
	if (!write_layout(a, &t, a->diff_src ? &other : NULL, a->diff_src ? &diffs : NULL))
		status = diffs.v.n ? EXIT_FINDINGS : EXIT_CLEAN;
out:
	layout_diffs_free(&diffs);
	layout_tree_free(&t);
	layout_tree_free(&other);
	facts_free(&facts);
	return status;
}

int cmd_layout(int argc, char **argv)
{
	static const char *standard[] = { "page", "folio" };
	struct layout_args a = { 0 };
	int first = options_parse(argc, argv, layout_options, set_option, &a);

	if (first < 0) {
		fputs("see 'pageck layout --help'\n", stderr);
		return EXIT_USAGE;
	}
	if (a.help) {
		usage(stdout);
		return EXIT_CLEAN;
	}
	if (!a.src)
		a.src = kernel_tree_above(".");
	if (!a.src) {
		error("the current directory is in no kernel source tree; name one with -k DIR");
		return EXIT_USAGE;
	}
	if (first < argc)
		return run(&a, (const char **)argv + first, (size_t)(argc - first));
	return run(&a, standard, ARRAY_SIZE(standard));
}
