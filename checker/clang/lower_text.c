/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What cursors don't show and the source text, or clang's print of it, does. */
#include "clang/lower.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* --- source text ------------------------------------------------------------------ */

struct text {
	char *s;		/* NULL: couldn't be read */
	size_t n;
};

/* Where relative names start, from the two names of the main file; "" when they don't tell. */
static const char *base_dir(struct lower *l)
{
	const char *name = lower_spelling(clang_getFileName(l->main_file));
	const char *real = lower_spelling(clang_File_tryGetRealPathName(l->main_file));

	if (name[0] == '/' || !str_ends(real, name))
		return "";
	return intern_n(real, strlen(real) - strlen(name));
}

/*
 * libclang finds the main file's buffer at once, and every other one by reading
 * all it knows of each header in a precompiled header: those are read here.
 */
static const char *file_text(struct lower *l, CXFile file, size_t *n)
{
	const char *name;
	struct text *t;

	if (file == l->main_file || clang_File_isEqual(file, l->main_file))
		return clang_getFileContents(l->tu, file, n);
	name = lower_spelling(clang_getFileName(file));
	t = table_get(&l->texts, name);
	if (!t) {
		char *path = name[0] == '/' ? xstrdup(name) : xasprintf("%s%s", base_dir(l), name);

		t = arena_new(&l->u->mem, struct text);
		t->s = read_file(path, &t->n);
		free(path);
		table_put(&l->texts, name, t);
	}
	if (!t->s)
		return clang_getFileContents(l->tu, file, n);
	*n = t->n;
	return t->s;
}

void text_done(struct lower *l)
{
	size_t i;

	for (i = 0; i < l->texts.cap; i++)
		if (l->texts.slot[i].key)
			free(((struct text *)l->texts.slot[i].value)->s);
	table_free(&l->texts);
}

/* The source from a location on; NULL when it can't be had. */
static const char *text_at(struct lfunc *f, CXSourceLocation loc, const char **end, bool spelling)
{
	const char *text;
	unsigned offset;
	size_t size;
	CXFile file;

	if (spelling)
		libclang_spelling(f->l->tu, loc, &file, NULL, NULL, &offset);
	else
		clang_getExpansionLocation(loc, &file, NULL, NULL, &offset);
	if (!file)
		return NULL;
	text = file_text(f->l, file, &size);
	if (!text || offset >= size)
		return NULL;
	*end = text + size;
	return text + offset;
}

/* --- for ( ; ; ) ------------------------------------------------------------------ */

/* Behind a string, a character or a comment that starts at s; s when none does. */
static const char *skip_opaque(const char *s, const char *end)
{
	char quote = *s;

	if (quote == '"' || quote == '\'') {
		for (s++; s < end && *s != quote; s++)
			if (*s == '\\')
				s++;
		return s < end ? s + 1 : end;
	}
	if (*s == '/' && s + 1 < end && s[1] == '*') {
		for (s += 2; s + 1 < end && !(s[0] == '*' && s[1] == '/');)
			s++;
		return s + 1 < end ? s + 2 : end;
	}
	if (*s == '/' && s + 1 < end && s[1] == '/') {
		while (s < end && *s != '\n')
			s++;
	}
	return s;
}

static bool is_blank(const char *s, const char *end)
{
	/* A backslash here only continues a macro's line. */
	return isspace((unsigned char)*s) || *s == '\\' ||
	       (*s == '/' && s + 1 < end && (s[1] == '*' || s[1] == '/'));
}

static bool lex_for(const char *s, const char *end, bool part[3])
{
	unsigned i = 0, nested = 0;

	while (s < end && *s != '(')
		s++;
	for (s++; s < end && i < 3;) {
		const char *next = skip_opaque(s, end);

		if (!is_blank(s, end) && !(nested == 0 && (*s == ';' || *s == ')')))
			part[i] = true;
		if (next != s) {
			s = next;
			continue;
		}
		if (*s == '(' || *s == '{' || *s == '[') {
			nested++;
		} else if (*s == ')' || *s == '}' || *s == ']') {
			if (nested-- == 0)
				return i == 2;
		} else if (*s == ';' && !nested) {
			i++;
		}
		s++;
	}
	return false;
}

void text_for_parts(struct lfunc *f, const struct node *n, bool part[3])
{
	unsigned have = n->n - 1;	/* the body is always there */
	const char *s, *end;

	part[0] = part[1] = part[2] = have == 3;
	if (have == 3 || have == 0)
		return;
	s = text_at(f, clang_getCursorLocation(n->c), &end, true);
	if (s && lex_for(s, end, part) && part[0] + part[1] + part[2] == (int)have)
		return;
	/* The text says otherwise (a part that is an empty macro): guess from the node. */
	part[0] = node_is(n->first, CXCursor_DeclStmt) || have == 3;
	part[1] = !part[0] || have == 2;
	part[2] = have == 2 && !part[0];
}

const char *text_cleanup_function(struct lfunc *f, CXCursor var)
{
	CXString s = clang_getCursorPrettyPrinted(var, NULL);
	const char *text = clang_getCString(s), *at, *name = NULL;

	at = text ? strstr(text, "cleanup(") : NULL;
	if (at) {
		at += strlen("cleanup(");
		name = intern(arena_strndup(&f->scratch, at, strcspn(at, ") ")));
	}
	clang_disposeString(s);
	return name;
}

bool text_is_assertion(CXCursor fn)
{
	CXString s = clang_getCursorPrettyPrinted(fn, NULL);
	const char *text = clang_getCString(s);
	bool found = text && (strstr(text, "((error(") || strstr(text, "((__error__("));

	clang_disposeString(s);
	return found;
}

/* --- asm goto ---------------------------------------------------------------------- */

static size_t word_len(const char *s, const char *end)
{
	const char *w = s;

	while (w < end && (isalnum((unsigned char)*w) || *w == '_'))
		w++;
	return w - s;
}

/* From the asm keyword to the parenthesis: is `goto` among the words? */
static bool has_goto_word(const char *s, const char *end)
{
	unsigned words;

	for (words = 0; s && s < end && words < 6; words++) {
		size_t n;

		while (s < end && is_blank(s, end)) {
			const char *next = skip_opaque(s, end);

			s = next == s ? s + 1 : next;
		}
		n = word_len(s, end);
		if (!n)
			return false;
		if (n == 4 && !memcmp(s, "goto", 4))
			return true;
		/* asm_volatile_goto(), asm_goto_output() where they are macros */
		if (n > 4 && (!memcmp(s + n - 5, "_goto", 5) || (n > 8 && !memcmp(s, "asm_goto", 8))))
			return true;
		s += n;
	}
	return false;
}

bool text_is_asm_goto(struct lfunc *f, const struct node *n)
{
	CXSourceLocation loc = clang_getCursorLocation(n->c);
	const char *s, *end = NULL;

	s = text_at(f, loc, &end, true);
	if (has_goto_word(s, end))
		return true;
	s = text_at(f, loc, &end, false);
	return s && !strncmp(s, "asm", 3) && has_goto_word(s, end);
}

static const char *next_asm_goto(const char *s, const char *end)
{
	while (s < end) {
		const char *next = skip_opaque(s, end);

		if (next != s) {
			s = next;
			continue;
		}
		if (*s == 'a' && !strncmp(s, "asm ", 4)) {
			const char *open = strchr(s, '(');

			if (open && has_goto_word(s, open + 1))
				return open;
		}
		next = s + word_len(s, end);
		s = next == s ? s + 1 : next;
	}
	return NULL;
}

bool text_asm_labels(struct lfunc *f, const char ***names, size_t *n)
{
	VEC(const char *) v = { 0 };
	unsigned nested = 0, colons = 0;
	const char *s, *end;

	if (!f->pretty) {
		CXString text = clang_getCursorPrettyPrinted(f->ld->cursor, NULL);
		const char *t = clang_getCString(text);

		f->pretty = f->pretty_at = arena_strdup(&f->scratch, t ? t : "");
		clang_disposeString(text);
	}
	end = f->pretty_at + strlen(f->pretty_at);
	s = next_asm_goto(f->pretty_at, end);
	if (!s)
		return false;
	while (s < end) {
		const char *next = skip_opaque(s, end);
		size_t len;

		if (next != s) {
			s = next;
			continue;
		}
		if (*s == '(') {
			nested++;
		} else if (*s == ')') {
			if (--nested == 0)
				break;
		} else if (*s == ':' && nested == 1) {
			colons++;
		} else if (nested == 1 && colons == 4 && (len = word_len(s, end))) {
			vec_push(&v, intern(arena_strndup(&f->scratch, s, len)));
			s += len;
			continue;
		}
		s++;
	}
	f->pretty_at = s;
	*n = v.n;
	*names = arena_dup(&f->scratch, v.data, v.n * sizeof(*v.data));
	vec_free(&v);
	return *n > 0;
}
