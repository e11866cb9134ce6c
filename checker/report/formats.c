/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/report.h"

#include <string.h>

static const struct {
	const char *name;
	void (*write)(FILE *out, const struct findings *f, const struct report_options *o);
} formats[] = {
	[FORMAT_TEXT] = { "text", report_text },
	[FORMAT_JSON] = { "json", report_json },
	[FORMAT_SARIF] = { "sarif", report_sarif },
	[FORMAT_HTML] = { "html", report_html },
	[FORMAT_MAIL] = { "mail", report_mail },
	[FORMAT_EXPECT] = { "expect", report_expect }, /* for tests only: not offered in messages */
};

int report_format(const char *name)
{
	const char *names[ARRAY_SIZE(formats)], *near;
	struct strbuf list = { 0 };
	size_t i, n = FORMAT_EXPECT;

	for (i = 0; i < ARRAY_SIZE(formats); i++) {
		names[i] = formats[i].name;
		if (!strcmp(name, names[i]))
			return (int)i;
	}
	for (i = 0; i < n; i++)
		strbuf_addf(&list, "%s'%s'", !i ? "" : i + 1 == n ? " or " : ", ", names[i]);
	near = str_nearest(name, names, n);
	if (near)
		error("--format takes %s, not '%s'; did you mean '%s'?", list.s, name, near);
	else
		error("--format takes %s, not '%s'", list.s, name);
	strbuf_free(&list);
	return -1;
}

void report_write(FILE *out, enum report_format format, const struct findings *f,
		  const struct report_options *o)
{
	formats[format].write(out, f, o);
}
