/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/audit.h"

#include "cmd/cmd.h"
#include "cmd/layout_cmd.h"
#include "external/external.h"
#include "cmd/paths.h"

#include <stdlib.h>
#include <string.h>

/* A drawing of the tree's struct page; NULL when it has none. free() it. */
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

int audit_report(struct audit *a)
{
	bool text = a->format == FORMAT_TEXT;
	char *svg = a->format == FORMAT_HTML ? draw_layout(a) : NULL;
	FILE *out = output_begin(&a->report_to);

	if (!out) {
		free(svg);
		return -1;
	}
	a->report.layout = svg;
	a->report.color = text && wants_color(fileno(out));
	report_write(out, a->format, &a->found, &a->report);
	a->report.layout = NULL;
	free(svg);
	if (output_end(&a->report_to))
		return -1;
	/* with --verbose the report itself lists them */
	if (!text || !a->report.verbose)
		report_not_analysed(stderr, &a->found);
	if (text || a->stats)
		report_summary(stderr, &a->found, &a->report);
	return 0;
}

const char *audit_config(const struct audit *a)
{
	const char *names[2] = { "", ", configured by pageck (defconfig and rules/zone-device.config)" };
	bool ours = !a->opt.kbuild.obj && strcmp(a->tree.obj, a->tree.src);
	char *s = xasprintf("%s/.config%s", a->tree.obj, names[ours]);
	const char *r = intern(s);

	free(s);
	return r;
}

/* Lists the units that contain a word of the rules. */
int audit_list(struct audit *a)
{
	FILE *out = output_begin(&a->report_to);
	size_t i;

	if (!out)
		return -1;
	for (i = 0; i < a->tree.units.n; i++)
		if (engine_unit_matters(&a->tree.units.data[i], a->analyse.words))
			fprintf(out, "%s\n", a->tree.units.data[i].shown);
	return output_end(&a->report_to);
}
