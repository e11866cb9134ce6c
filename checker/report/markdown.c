/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/markdown.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MAX_CELLS	8

struct page {
	FILE *out;
	const struct markdown_options *o;
	struct strbuf text;		/* the paragraph or list item being collected */
	/* printed before it; later lines are indented by its width */
	const char *lead;
	VEC(char *) table;		/* rows of the table being collected */
	bool fence;
	/* something was printed: separate the next block by an empty line */
	bool any;
};

static const char *const bold = "\033[1m", *const under = "\033[4m",
		  *const cyan = "\033[36m", *const off = "\033[0m";

static void color(struct strbuf *b, const struct page *p, const char *code)
{
	if (p->o->color)
		strbuf_adds(b, code);
}

/* --- inside a line ---------------------------------------------------------------------- */

/* Renders [text](target): the text, and the target unless it is a page of ours. */
static const char *add_link(struct strbuf *b, const struct page *p, const char *s)
{
	const char *end = strchr(s, ']'), *close = end && end[1] == '(' ? strchr(end, ')') : NULL;
	char *text;

	if (!close)
		return NULL;
	text = xasprintf("%.*s", (int)(end - s - 1), s + 1);
	color(b, p, under);
	strbuf_add_escaped(b, text);
	color(b, p, off);
	free(text);
	if (str_starts(end + 2, "http")) {
		text = xasprintf(" <%.*s>", (int)(close - end - 2), end + 2);
		strbuf_add_escaped(b, text);
		free(text);
	}
	return close + 1;
}

static const char *add_marked(struct strbuf *b, const struct page *p, const char *s, const char *mark,
			      const char *code)
{
	size_t n = strlen(mark);
	const char *end = strstr(s + n, mark);
	char *text;

	if (!end || end == s + n)
		return NULL;
	text = xasprintf("%.*s", (int)(end - s - (ptrdiff_t)n), s + n);
	color(b, p, code);
	strbuf_add_escaped(b, text);
	color(b, p, off);
	free(text);
	return end + n;
}

static void add_inline(struct strbuf *b, const struct page *p, const char *s)
{
	while (*s) {
		const char *next = NULL;
		char one[2] = { *s, 0 };

		if (*s == '\\' && s[1] && ispunct((unsigned char)s[1])) {
			one[0] = *++s;
		} else if (*s == '`') {
			next = add_marked(b, p, s, "`", cyan);
		} else if (s[0] == '*' && s[1] == '*') {
			next = add_marked(b, p, s, "**", bold);
		} else if (*s == '[') {
			next = add_link(b, p, s);
		}
		if (next) {
			s = next;
			continue;
		}
		if ((unsigned char)*s >= 0x80) {
			const char *from = s;
			char *text;

			while ((unsigned char)*s >= 0x80)
				s++;
			text = xasprintf("%.*s", (int)(s - from), from);
			strbuf_add_escaped(b, text);
			free(text);
			continue;
		}
		strbuf_add_escaped(b, one);
		s++;
	}
}

/* Columns that a rendered text occupies. */
static unsigned width(const char *s, size_t n)
{
	unsigned w = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (s[i] == '\033') {
			while (i < n && s[i] != 'm')
				i++;
			continue;
		}
		w += ((unsigned char)s[i] & 0xc0) != 0x80;
	}
	return w;
}

/* --- blocks -------------------------------------------------------------------------------- */

static void gap(struct page *p)
{
	if (p->any)
		fputc('\n', p->out);
	p->any = true;
}

/* Prints text wrapped at the page's width; the cursor is at column `indent`. */
static void wrap(struct page *p, const char *s, unsigned indent)
{
	unsigned at = indent;
	bool first = true;

	while (*s) {
		size_t n = strcspn(s, " ");
		unsigned w = width(s, n);

		if (!first && at + 1 + w > p->o->width) {
			fprintf(p->out, "\n%*s", (int)indent, "");
			at = indent;
		} else if (!first) {
			fputc(' ', p->out);
			at++;
		}
		fwrite(s, 1, n, p->out);
		at += w;
		first = false;
		s += n;
		while (*s == ' ')
			s++;
	}
	fputc('\n', p->out);
}

static void end_text(struct page *p)
{
	struct strbuf b = { 0 };
	const char *lead = p->lead ? p->lead : "";
	bool item = !strcmp(lead, "  * ");

	if (!p->text.n)
		return;
	if (!item || !p->any)
		gap(p);
	add_inline(&b, p, strbuf_str(&p->text));
	fputs(lead, p->out);
	wrap(p, strbuf_str(&b), (unsigned)strlen(lead));
	strbuf_free(&b);
	strbuf_reset(&p->text);
	p->lead = NULL;
}

/* Renders the cells of a row; the caller frees the strings. */
static unsigned split_row(const struct page *p, const char *row, char **cell)
{
	unsigned n = 0;

	while (*row == ' ')
		row++;
	row += *row == '|';
	while (*row && n < MAX_CELLS) {
		const char *end = row;
		struct strbuf b = { 0 };
		char *text;
		size_t len;

		while (*end && (*end != '|' || (end > row && end[-1] == '\\')))
			end++;
		if (!*end)
			break;
		while (*row == ' ')
			row++;
		len = end > row ? (size_t)(end - row) : 0;
		while (len && row[len - 1] == ' ')
			len--;
		text = xasprintf("%.*s", (int)len, row);
		add_inline(&b, p, text);
		free(text);
		cell[n++] = xstrdup(strbuf_str(&b));
		strbuf_free(&b);
		row = end + 1;
	}
	return n;
}

static bool is_rule_row(const char *row)
{
	return row[strspn(row, "|-: ")] == '\0';
}

static void table_row(struct page *p, const char *row, const unsigned *columns, bool head)
{
	struct strbuf lead = { 0 };
	char *cell[MAX_CELLS];
	unsigned start = 2, n = split_row(p, row, cell), k;

	for (k = 0; k + 1 < n; k++) {
		unsigned w = width(cell[k], strlen(cell[k]));

		if (head)
			color(&lead, p, bold);
		strbuf_adds(&lead, cell[k]);
		if (head)
			color(&lead, p, off);
		start += columns[k] + 2;
		/* too wide for its column: continue on the next line */
		if (w > columns[k])
			strbuf_addf(&lead, "\n%*s", (int)start, "");
		else
			strbuf_addf(&lead, "%*s", (int)(columns[k] - w + 2), "");
	}
	fprintf(p->out, "  %s", strbuf_str(&lead));
	wrap(p, n ? cell[n - 1] : "", start);
	strbuf_free(&lead);
	for (k = 0; k < n; k++)
		free(cell[k]);
}

static void measure(struct page *p, const char *row, unsigned *columns)
{
	char *cell[MAX_CELLS];
	unsigned n = split_row(p, row, cell), k, w;

	for (k = 0; k < n; k++) {
		w = width(cell[k], strlen(cell[k]));
		if (w > p->o->width / 2)
			w = p->o->width / 2;
		if (w > columns[k])
			columns[k] = w;
		free(cell[k]);
	}
}

/* Prints a table with columns as wide as their cells; the last column is wrapped. */
static void end_table(struct page *p)
{
	unsigned columns[MAX_CELLS] = { 0 };
	size_t i;

	if (!p->table.n)
		return;
	gap(p);
	for (i = 0; i < p->table.n; i++)
		if (!is_rule_row(p->table.data[i]))
			measure(p, p->table.data[i], columns);
	for (i = 0; i < p->table.n; i++) {
		if (!is_rule_row(p->table.data[i]))
			table_row(p, p->table.data[i], columns, i == 0);
		free(p->table.data[i]);
	}
	p->table.n = 0;
}

static void heading(struct page *p, const char *line)
{
	struct strbuf b = { 0 };
	unsigned level = 0;

	while (line[level] == '#')
		level++;
	gap(p);
	color(&b, p, bold);
	if (level == 1)
		color(&b, p, under);
	strbuf_add_escaped(&b, line + level + (line[level] == ' '));
	color(&b, p, off);
	fprintf(p->out, "%s\n", strbuf_str(&b));
	strbuf_free(&b);
}

static void code_line(struct page *p, const char *line)
{
	struct strbuf b = { 0 };
	unsigned at = 0;

	/* tab stops count from the code's own margin */
	for (; *line; line++) {
		char one[2] = { *line, 0 };

		if (*line == '\t') {
			do
				strbuf_addc(&b, ' ');
			while (++at % 8);
			continue;
		}
		strbuf_add_escaped(&b, one);
		at++;
	}
	fprintf(p->out, "    %s%s%s\n", p->o->color ? cyan : "",
		strbuf_str(&b), p->o->color ? off : "");
	strbuf_free(&b);
}

static void collect(struct page *p, const char *line)
{
	while (*line == ' ')
		line++;
	if (p->text.n)
		strbuf_addc(&p->text, ' ');
	strbuf_adds(&p->text, line);
}

static void one_line(struct page *p, const char *line)
{
	if (str_starts(line, "```")) {
		end_text(p);
		end_table(p);
		if (!p->fence)
			gap(p);
		p->fence = !p->fence;
	} else if (p->fence) {
		code_line(p, line);
	} else if (*line == '|') {
		end_text(p);
		vec_push(&p->table, xstrdup(line));
	} else if (*line == '#') {
		end_text(p);
		end_table(p);
		heading(p, line);
	} else if (!*line) {
		end_text(p);
		end_table(p);
	} else if ((*line == '*' || *line == '-') && line[1] == ' ') {
		bool list = p->text.n && p->lead && str_starts(p->lead, "  * ");

		end_text(p);
		end_table(p);
		if (!list)
			gap(p);
		p->lead = "  * ";
		collect(p, line + 2);
	} else if (*line == '>') {
		if (!p->lead || strcmp(p->lead, "  | ")) {
			end_text(p);
			p->lead = "  | ";
		}
		collect(p, line + 1);
	} else {
		end_table(p);
		collect(p, line);
	}
}

void markdown_print(FILE *out, const char *text, const struct markdown_options *o)
{
	struct page p = { .out = out, .o = o };

	while (*text) {
		size_t n = strcspn(text, "\n");
		char *line = xasprintf("%.*s", (int)n, text);

		one_line(&p, line);
		free(line);
		text += n + (text[n] == '\n');
	}
	end_text(&p);
	end_table(&p);
	vec_free(&p.table);
	strbuf_free(&p.text);
}

char *markdown_summary(const char *text)
{
	static const struct markdown_options plain = { .width = 80 };
	struct page p = { .o = &plain };
	struct strbuf b = { 0 }, raw = { 0 };
	const char *end;
	char *s;

	while (*text == '#' || *text == '\n') {
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	end = strstr(text, "\n\n");
	for (; *text && text != end; text++) {
		if (text[0] == '.' && (text[1] == ' ' || text[1] == '\n'))
			break;
		strbuf_addc(&raw, *text == '\n' ? ' ' : *text);
	}
	add_inline(&b, &p, strbuf_str(&raw));
	s = xstrdup(strbuf_str(&b));
	strbuf_free(&b);
	strbuf_free(&raw);
	return s;
}
