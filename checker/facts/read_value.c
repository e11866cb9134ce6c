/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scalars of a row, and the words in which a wrong one is refused. */
#include "facts/row.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

int row_error(const struct row *r, const struct ynode *at, const char *fmt, ...)
{
	struct strbuf b = { 0 };
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&b, fmt, ap);
	va_end(ap);
	error("%s:%u: %s", r->file, at->line, strbuf_str(&b));
	strbuf_free(&b);
	return -1;
}

int row_unknown(const struct row *r, const struct ynode *at, const char *what, const char *text,
		const char *where, const char *const *words, size_t n)
{
	const char *near = str_nearest(text, words, n), *in = where ? " in " : "";

	if (!where)
		where = "";
	if (near)
		return row_error(r, at, "unknown %s '%s'%s%s, did you mean '%s'?", what, text, in,
				 where, near);
	return row_error(r, at, "unknown %s '%s'%s%s", what, text, in, where);
}

static int wants(const struct row *r, const struct ynode *v, const char *key, const char *what)
{
	struct strbuf b = { 0 };

	yaml_describe(&b, v);
	row_error(r, v, "'%s' wants %s, not %s", key, what, strbuf_str(&b));
	strbuf_free(&b);
	return -1;
}

bool is_identifier(const char *s)
{
	if (!isalpha((unsigned char)*s) && *s != '_')
		return false;
	while (isalnum((unsigned char)*s) || *s == '_')
		s++;
	return !*s;
}

int row_bool(const struct row *r, const char *key, bool *out)
{
	const struct ynode *v = yaml_get(r->map, key);

	if (!v)
		return 0;
	if (v->kind == Y_SCALAR && !strcmp(v->text, "true"))
		*out = true;
	else if (v->kind == Y_SCALAR && !strcmp(v->text, "false"))
		*out = false;
	else
		return wants(r, v, key, "true or false");
	return 0;
}

static bool parse_number(const char *s, unsigned *out)
{
	char *end;
	unsigned long n;

	if (!isdigit((unsigned char)*s))
		return false;
	n = strtoul(s, &end, 10);
	if (*end || n > 1000)
		return false;
	*out = (unsigned)n;
	return true;
}

int row_number(const struct row *r, const char *key, unsigned *out)
{
	const struct ynode *v = yaml_get(r->map, key);

	if (!v)
		return 0;
	if (v->kind != Y_SCALAR || !parse_number(v->text, out))
		return wants(r, v, key, "a number");
	return 0;
}

int row_text(const struct row *r, const struct ynode *v, const char *key, const char **out)
{
	if (v->kind != Y_SCALAR || !*v->text)
		return wants(r, v, key, "text");
	*out = v->text;
	return 0;
}

int row_identifier(const struct row *r, const struct ynode *v, const char *key,
		   const char **out)
{
	if (v->kind != Y_SCALAR || !is_identifier(v->text))
		return wants(r, v, key, "an identifier");
	*out = v->text;
	return 0;
}

int row_member(const struct row *r, const struct ynode *v, const char *key,
	       const char **record, const char **member)
{
	const char *dot;

	dot = v->kind == Y_SCALAR ? strchr(v->text, '.') : NULL;
	if (!dot)
		return wants(r, v, key, "record.member");
	*record = intern_n(v->text, (size_t)(dot - v->text));
	*member = intern(dot + 1);
	if (!is_identifier(*record) || !is_identifier(*member))
		return wants(r, v, key, "record.member");
	return 0;
}

int row_arg_word(const struct row *r, const struct ynode *v, unsigned *out)
{
	if (v->kind != Y_SCALAR || !str_starts(v->text, "arg") || !parse_number(v->text + 3, out))
		return wants(r, v, "arg", "arg0, arg1, ...");
	return 0;
}

int row_arg(const struct row *r, unsigned *out)
{
	const struct ynode *v = yaml_get(r->map, "arg");

	*out = 0;
	return v ? row_arg_word(r, v, out) : 0;
}

int row_items(const struct row *r, const struct ynode *v, const char *key,
	      const struct ynode *const **items, size_t *n, const struct ynode **one)
{
	if (v->kind == Y_LIST && v->n) {
		*items = v->items;
		*n = v->n;
		return 0;
	}
	if (v->kind != Y_SCALAR)
		return wants(r, v, key, "a word or a list of words");
	*one = v;
	*items = one;
	*n = 1;
	return 0;
}
