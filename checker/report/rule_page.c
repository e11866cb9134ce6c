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

/*
 * The next paragraph joined into one line; *s moves behind it. NULL before a section or at the end.
 */
static const char *next_paragraph(struct arena *mem, const char **s)
{
	struct strbuf b = { 0 };
	const char *r = NULL;

	while (**s == '\n')
		++*s;
	for (; **s && **s != '\n' && **s != '#'; *s = next_line(*s))
		strbuf_addf(&b, "%s%.*s", b.n ? " " : "", (int)strcspn(*s, "\n"), *s);
	if (b.n)
		r = arena_strdup(mem, b.s);
	strbuf_free(&b);
	return r;
}

/* Rejects names that aren't plain words, since the name becomes part of a path. */
static bool is_plain(const char *rule)
{
	for (; *rule; rule++)
		if (!isalnum((unsigned char)*rule) && *rule != '-' && *rule != '_')
			return false;
	return true;
}

struct rule_page rule_page_load(struct arena *mem, const char *dir, const char *rule)
{
	struct rule_page p = { "", "", "" };
	const char *at, *first, *second;
	char *path, *text;

	if (!dir || !is_plain(rule))
		return p;
	path = xasprintf("%s/%s.md", dir, rule);
	text = read_file(path, NULL);
	free(path);
	if (!text)
		return p;
	p.text = arena_strdup(mem, text);
	at = p.text[0] == '#' ? next_line(p.text) : p.text;
	first = next_paragraph(mem, &at);
	second = next_paragraph(mem, &at);
	p.summary = first ? first : "";
	p.full = second ? second : p.summary;
	free(text);
	return p;
}
