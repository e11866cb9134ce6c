/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/suppress.h"

#include <ctype.h>
#include <string.h>

#define MARK		"pageck: ignore "
#define COMMENT_LINES	30	/* how far above a comment may start */

static const char *skip_space(const char *s)
{
	while (isspace((unsigned char)*s))
		s++;
	return s;
}

static bool is_rule_char(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == '_';
}

/* Past the list of rules after MARK; *hit tells whether `rule` is in it. */
static const char *scan_rules(const char *s, const char *rule, bool *hit)
{
	*hit = false;
	for (;;) {
		const char *word;

		s = skip_space(s);
		word = s;
		while (is_rule_char(*s))
			s++;
		if (strlen(rule) == (size_t)(s - word) && !strncmp(word, rule, (size_t)(s - word)))
			*hit = true;
		s = skip_space(s);
		if (*s != ',')
			return s;
		s++;
	}
}

/* What follows the colon, up to the comment's end; "" when there is nothing. */
static const char *reason_of(const char *s, struct arena *mem)
{
	const char *end;

	if (*s != ':')
		return "";
	s = skip_space(s + 1);
	end = strstr(s, "*/");
	if (!end)
		end = s + strlen(s);
	while (end > s && isspace((unsigned char)end[-1]))
		end--;
	return arena_strndup(mem, s, (size_t)(end - s));
}

static bool suppressed_by_line(struct finding *x, const char *text, unsigned line,
			       struct arena *mem)
{
	const char *mark = text;

	while ((mark = strstr(mark, MARK))) {
		const char *rest;
		bool hit;

		mark += strlen(MARK);
		rest = scan_rules(mark, x->rule, &hit);
		if (!hit)
			continue;
		x->suppressed = BY_COMMENT;
		x->suppress_reason = reason_of(rest, mem);
		if (!x->suppress_reason[0])
			warning("%s:%u: '%s%s' gives no reason", x->file, line, MARK, x->rule);
		return true;
	}
	return false;
}

/* A line that is nothing but (part of) a comment. */
static bool is_comment_line(const char *text)
{
	const char *s = skip_space(text), *end;

	if (str_starts(s, "//"))
		return true;
	if (!str_starts(s, "/*") && *s != '*')
		return false;
	end = strstr(s, "*/");
	return !end || !*skip_space(end + 2);
}

void suppress(struct finding *x, struct source_cache *sources, struct arena *mem)
{
	unsigned line = x->line, above;
	const char *text = source_line(sources, x->file, line);

	if (!text || suppressed_by_line(x, text, line, mem))
		return;
	for (above = 1; above < line && above <= COMMENT_LINES; above++) {
		text = source_line(sources, x->file, line - above);
		if (!text || !is_comment_line(text) ||
		    suppressed_by_line(x, text, line - above, mem))
			return;
	}
}
