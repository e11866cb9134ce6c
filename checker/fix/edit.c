/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fix/edit.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static void add(struct edits *e, struct span at, const char *fmt, va_list ap)
{
	struct strbuf b = { 0 };

	strbuf_vaddf(&b, fmt, ap);
	vec_push(&e->v, ((struct edit){ at, arena_strdup(e->mem, strbuf_str(&b)) }));
	strbuf_free(&b);
}

void edit_add(struct edits *e, struct span at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(e, at, fmt, ap);
	va_end(ap);
}

void edit_insert(struct edits *e, size_t at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(e, (struct span){ at, at }, fmt, ap);
	va_end(ap);
}

/* Prefixes each line of `text` with the indentation and ends it with a newline. */
static const char *indented(struct edits *e, const char *indent, const char *text)
{
	struct strbuf b = { 0 };
	const char *r;

	while (*text) {
		size_t n = strcspn(text, "\n");

		strbuf_adds(&b, indent);
		strbuf_add(&b, text, n);
		strbuf_addc(&b, '\n');
		text += n + (text[n] == '\n');
	}
	r = arena_strdup(e->mem, strbuf_str(&b));
	strbuf_free(&b);
	return r;
}

static bool only_space(const struct code *c, size_t from, size_t to)
{
	while (from < to && isspace((unsigned char)c->text[from]))
		from++;
	return from == to;
}

/* The end of the line: a comment after the statement belongs to it. */
static size_t end_of_line(const struct code *c, size_t at)
{
	while (at < c->n && c->text[at] != '\n')
		at++;
	return at;
}

/* Where a branch begins: after the condition, or after `else`. */
static size_t branch_head(const struct stmt *above, const struct stmt *branch)
{
	return above->orelse == branch ? above->other + strlen("else") : above->head;
}

/*
 * Puts braces around a branch that is a single statement, with `before` and `behind` added inside.
 */
static void braces(struct edits *e, const struct code *c, struct stmt *branch, const char *before,
		   const char *behind)
{
	const struct stmt *above = branch->parent;
	const char *outer = span_dup(e->mem, c, code_indent(c, above->at.from));
	const char *inner = arena_printf(e->mem, "%s\t", outer);
	size_t head = branch_head(above, branch), end = end_of_line(c, branch->at.to);
	bool closes_loop = above->kind == ST_LOOP && above->cond.from > branch->at.from;

	if (only_space(c, head, branch->at.from)) {
		edit_add(e, (struct span){ head, branch->at.from }, " {\n%s%s", indented(e, inner, before), inner);
	} else {
		edit_insert(e, head, " {");
		edit_insert(e, code_indent(c, branch->at.from).from, "%s", indented(e, inner, before));
	}
	edit_insert(e, end, "\n%s%s}", indented(e, inner, behind), outer);
	if (above->other && above->body == branch && only_space(c, end, above->other))
		edit_add(e, (struct span){ end, above->other }, " ");
	else if (closes_loop)
		edit_add(e, (struct span){ end, end + strspn(c->text + end, " \t\n") }, " ");
}

/* Kernel style: when one branch of an `if` gets braces, so does the other. */
static void braces_beside(struct edits *e, const struct code *c, const struct stmt *branch)
{
	const struct stmt *above = branch->parent;
	struct stmt *beside;

	if (above->kind != ST_IF)
		return;
	beside = above->body == branch ? above->orelse : above->body;
	if (!beside || beside->kind == ST_BLOCK || (beside == above->orelse && beside->kind == ST_IF))
		return;
	braces(e, c, beside, "", "");
}

static bool is_block_item(const struct stmt *s)
{
	return s->parent && s->parent->kind == ST_BLOCK;
}

static bool begins_line(const struct code *c, size_t at)
{
	return code_indent(c, at).to == at;
}

/*
 * The start of a comment directly above the statement, which belongs to it; else the statement's
 * line.
 */
static size_t above_comment(const struct code *c, size_t line)
{
	size_t at = line, from;

	if (at < 3 || memcmp(c->text + at - 3, "*/\n", 3))
		return line;
	do {
		if (!at)
			return line;
		from = code_indent(c, at - 1).from;
		at = from;
	} while (!memmem(c->text + from, line - from, "/*", 2));
	return c->text[code_indent(c, from).to] == '/' ? from : line;
}

void edit_before(struct edits *e, const struct code *c, struct stmt *s, const char *text)
{
	const char *indent;

	if (!is_block_item(s)) {
		braces(e, c, s, text, "");
		braces_beside(e, c, s);
		return;
	}
	indent = span_dup(e->mem, c, code_indent(c, s->at.from));
	/* a statement on the line of its label: "out: return ret;" */
	if (!begins_line(c, s->at.from))
		edit_insert(e, s->at.from, "\n%s\t%s%s\t", indent, indented(e, "", text), indent);
	else
		edit_insert(e, above_comment(c, code_indent(c, s->at.from).from), "%s", indented(e, indent, text));
}

void edit_at_end(struct edits *e, const struct code *c, struct stmt *s, const char *text)
{
	const char *indent;
	size_t brace;

	if (s->kind != ST_BLOCK) {
		braces(e, c, s, "", text);
		braces_beside(e, c, s);
		return;
	}
	brace = s->at.to - 1;
	indent = arena_printf(e->mem, "%s\t", span_dup(e->mem, c, code_indent(c, brace)));
	if (begins_line(c, brace))
		edit_insert(e, code_indent(c, brace).from, "%s", indented(e, indent, text));
	else
		edit_insert(e, brace, "\n%s%s", indented(e, indent, text),
			    span_dup(e->mem, c, code_indent(c, s->at.from)));
}

static int compare(const void *pa, const void *pb)
{
	const struct edit *a = pa, *b = pb;

	if (a->at.from != b->at.from)
		return a->at.from < b->at.from ? -1 : 1;
	/* insertions before a replacement at the same place; else in the order of creation */
	if (a->at.to != b->at.to)
		return a->at.to < b->at.to ? -1 : 1;
	return a < b ? -1 : a > b;
}

char *edits_apply(const struct edits *e, const char *text, size_t n, size_t *len)
{
	struct edit *sorted = xcalloc(e->v.n + 1, sizeof(*sorted));
	struct strbuf out = { 0 };
	size_t at = 0, i;

	if (e->v.n)
		memcpy(sorted, e->v.data, e->v.n * sizeof(*sorted));
	qsort(sorted, e->v.n, sizeof(*sorted), compare);
	for (i = 0; i < e->v.n; i++) {
		const struct edit *d = &sorted[i];

		if (d->at.from < at || d->at.to > n)
			continue;
		strbuf_add(&out, text + at, d->at.from - at);
		strbuf_adds(&out, d->text);
		at = d->at.to;
	}
	strbuf_add(&out, text + at, n - at);
	free(sorted);
	*len = out.n;
	return out.s ? out.s : xstrdup("");
}
