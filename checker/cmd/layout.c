/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pageck layout: shows how a kernel tree lays out struct page and struct folio. */
#include "cmd/cmd.h"
#include "cmd/layout_cmd.h"
#include "cmd/options.h"
#include "cmd/progress.h"
#include "cmd/tree.h"
#include "util/output.h"
#include "cmd/paths.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { O_DIFF = 1, O_DIFF_OBJECTS, O_FORMAT, O_OUTPUT };

const struct option_spec layout_options[] = {
	OPTION_KERNEL("the one around"),
	OPTION_OBJECTS,
	{ O_DIFF,	0,   "diff",	"TREE",	"what is different in this other kernel source tree" },
	{ O_DIFF_OBJECTS, 0, "diff-objects", "DIR", "the object tree of that one" },
	{ O_FORMAT,	'f', "format",	"FORMAT", "text, svg, html or json (default: text)" },
	{ O_OUTPUT,	'o', "output",	"FILE",	"write to FILE, not to standard output" },
	OPTION_RULES,
	OPTION_NO_MAKE,
	OPTION_HELP,
	{ 0 }
};

enum format { F_TEXT, F_SVG, F_HTML, F_JSON };
static const char *const formats[] = { "text", "svg", "html", "json" };

struct layout_args {
	struct tree_options opt;
	const char *diff_src, *diff_obj, *output;
	enum format format;
	struct progress progress;
	struct arena mem;
	struct output to;
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
	default:
		return tree_option(id, value, &a->opt);
	}
	return 0;
}

/* --- one tree ------------------------------------------------------------------------ */

/* Reads the layout from any unit of the kernel proper: the first one in mm/. */
static int read_tree(struct layout_args *a, const char *src, const char *obj,
		     struct layout_tree *t)
{
	struct tree_options o = a->opt;
	struct kbuild_tree tree = { 0 };
	const char *path, *reason;
	int failed;

	o.kbuild.src = src;
	o.kbuild.obj = obj;
	if (tree_find(&o.kbuild, NULL))
		return -1;
	path = arena_printf(&a->mem, "%s/mm", o.kbuild.src);
	failed = tree_open(&tree, &o, &a->progress);
	if (!failed && !tree.zone_device)
		warning("%s is configured without CONFIG_ZONE_DEVICE", tree.obj);
	if (!failed)
		failed = kbuild_units(&tree, &path, 1);
	if (!failed && !tree.units.n)
		failed = error("%s: kbuild compiles nothing there", path);
	progress_clear(&a->progress);
	if (!failed) {
		t->release = intern(tree.release ? tree.release : o.kbuild.src);
		reason = layout_read(t, &tree.units.data[0]);
		if (reason)
			failed = error("cannot parse linux/mm_types.h of %s: %s", tree.src, reason);
	}
	kbuild_close(&tree);
	return failed ? -1 : 0;
}

/* --- the command ----------------------------------------------------------------------- */

static int write_layout(struct layout_args *a, const struct layout_tree *t,
			const struct layout_tree *other, const struct layout_diffs *d)
{
	FILE *out = output_begin(&a->to);
	bool color;

	if (!out)
		return -1;
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
	return output_end(&a->to);
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
	if (output_open(&a->to, a->output, "the layout") || facts_load(&facts, rules_dir(a->opt.rules)) ||
	    read_tree(a, a->opt.kbuild.src, a->opt.kbuild.obj, &t) ||
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
	output_drop(&a->to);
	arena_free(&a->mem);
	return status;
}

int cmd_layout(int argc, char **argv)
{
	static const char *standard[] = { "page", "folio" };
	struct layout_args a = { .opt = tree_options_default() };
	int first = options_parse(argc, argv, layout_options, set_option, &a);

	if (first < 0) {
		fputs("see 'pageck layout --help'\n", stderr);
		return EXIT_USAGE;
	}
	if (a.opt.help) {
		usage(stdout);
		return EXIT_CLEAN;
	}
	if (first < argc)
		return run(&a, (const char **)argv + first, (size_t)(argc - first));
	return run(&a, standard, ARRAY_SIZE(standard));
}
