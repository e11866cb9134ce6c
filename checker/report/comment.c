/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/comment.h"

#include "report/scope.h"

#include <ctype.h>
#include <string.h>

#define MARK "pageck: ignore "
#define COMMENT_LINES 30 /* maximal distance of the comment's first line from the finding */

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

/*
 * The next rule of a list: its start, *n characters long, with *s moved behind it; NULL at the end.
 */
static const char *next_rule(const char **s, size_t *n)
{
	const char *word = skip_space(*s), *end = word;

	while (is_rule_char(*end))
		end++;
	*n = (size_t)(end - word);
	*s = skip_space(end);
	if (!*n)
		return NULL;
	if (**s == ',')
		++*s;
	return word;
}

/* Skips the list of rules that follows MARK; *hit: `rule` is one of them. */
static const char *scan_rules(const char *s, const char *rule, bool *hit)
{
	const char *word;
	size_t n;

	*hit = false;
	while ((word = next_rule(&s, &n)))
		if (strlen(rule) == n && !strncmp(word, rule, n))
			*hit = true;
	return s;
}

/* The text from the colon to the end of the comment; "" when there is none. */
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

static const char *key_of(struct comments *c, const char *file, unsigned line, const char *rule,
			  size_t n)
{
	return arena_printf(&c->f->mem, "%s:%u:%.*s", file_in_roots(file, c->o), line, (int)n,
			    rule);
}

static const char *reason_in_line(struct comments *c, const struct finding *x, const char *text,
				  unsigned line)
{
	const char *mark = text;

	while ((mark = strstr(mark, MARK))) {
		const char *rest, *reason;
		bool hit;

		mark += strlen(MARK);
		rest = scan_rules(mark, x->rule, &hit);
		if (!hit)
			continue;
		table_put(&c->used, key_of(c, x->file, line, x->rule, strlen(x->rule)), c);
		reason = reason_of(rest, &c->f->mem);
		if (!reason[0])
			findings_remark(c->f, x->file, line, "'%s%s' gives no reason", MARK,
					x->rule);
		return reason;
	}
	return NULL;
}

/* Does the line consist of a comment, or a part of one? */
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

const char *comment_reason(struct comments *c, const struct finding *x)
{
	unsigned line = x->line, above;
	const char *text = source_line(&c->sources, x->file, line), *reason;

	if (!text)
		return NULL;
	if ((reason = reason_in_line(c, x, text, line)))
		return reason;
	for (above = 1; above < line && above <= COMMENT_LINES; above++) {
		text = source_line(&c->sources, x->file, line - above);
		if (!text || !is_comment_line(text))
			return NULL;
		if ((reason = reason_in_line(c, x, text, line - above)))
			return reason;
	}
	return NULL;
}

static void remark_unused(struct comments *c, const char *file, unsigned line, const char *rule,
			  size_t n)
{
	const struct suppress_options *o = c->o;
	struct strbuf word = { 0 };
	const char *near;
	size_t i;

	strbuf_add(&word, rule, n);
	for (i = 0; i < o->nrules && strcmp(o->rules[i], word.s); i++)
		;
	if (!o->nrules || i < o->nrules)
		findings_remark(c->f, file, line, "'%s%s' silences nothing", MARK, word.s);
	else if ((near = str_nearest(word.s, o->rules, o->nrules)))
		findings_remark(c->f, file, line,
				"'%s%s': there is no such rule; did you mean '%s'?", MARK, word.s,
				near);
	else
		findings_remark(c->f, file, line, "'%s%s': there is no such rule", MARK, word.s);
	strbuf_free(&word);
}

/* Effect of a line on the nesting of preprocessor conditionals: 1, -1 or 0. */
static int opens(const char *text)
{
	text = skip_space(text);
	if (*text != '#')
		return 0;
	text = skip_space(text + 1);
	return str_starts(text, "if") ? 1 : str_starts(text, "endif") ? -1 : 0;
}

/*
 * In a file with preprocessor conditionals it isn't known which lines were compiled, so a comment
 * inside one may be in use.
 */
static void unused_in(struct comments *c, const char *file)
{
	const char *text, *mark, *word;
	unsigned line;
	int depth = 0;
	size_t n;

	for (line = 1; (text = source_line(&c->sources, file, line)); line++) {
		depth += opens(text);
		for (mark = text; depth <= 0 && (mark = strstr(mark, MARK));) {
			mark += strlen(MARK);
			while ((word = next_rule(&mark, &n)))
				if (!table_get(&c->used, key_of(c, file, line, word, n)))
					remark_unused(c, file, line, word, n);
		}
	}
}

/*
 * Headers are skipped: an inline function differs between units, so the comment may be needed in
 * one that this run didn't analyse.
 */
void comments_unused(struct comments *c)
{
	size_t i;

	for (i = 0; i < c->f->analysed.n; i++)
		if (scope_file_complete(c->f, c->f->analysed.data[i], c->o))
			unused_in(c, c->f->analysed.data[i]);
}

void comments_free(struct comments *c)
{
	source_cache_free(&c->sources);
	table_free(&c->used);
}
