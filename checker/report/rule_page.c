/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/rule_page.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *next_line(const char *s)
{
	s += strcspn(s, "\n");
	return *s ? s + 1 : s;
}

/* Lines up to an empty one, joined by spaces. */
static const char *first_paragraph(struct arena *mem, const char *s)
{
	struct strbuf b = { 0 };
	const char *r;

	while (*s && (*s == '#' || *s == '\n'))
		s = next_line(s);
	while (*s && *s != '\n') {
		if (b.n)
			strbuf_addc(&b, ' ');
		strbuf_add(&b, s, strcspn(s, "\n"));
		s = next_line(s);
	}
	r = arena_strdup(mem, strbuf_str(&b));
	strbuf_free(&b);
	return r;
}

/* A rule's name comes from the program, but a page is opened by it. */
static bool is_plain(const char *rule)
{
	for (; *rule; rule++)
		if (!isalnum((unsigned char)*rule) && *rule != '-' && *rule != '_')
			return false;
	return true;
}

struct rule_page rule_page_load(struct arena *mem, const char *dir, const char *rule)
{
	struct rule_page p = { "", "" };
	char *path, *text;

	if (!dir || !is_plain(rule))
		return p;
	path = xasprintf("%s/%s.md", dir, rule);
	text = read_file(path, NULL);
	free(path);
	if (!text)
		return p;
	p.text = arena_strdup(mem, text);
	p.summary = first_paragraph(mem, p.text);
	free(text);
	return p;
}
