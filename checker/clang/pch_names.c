/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a precompiled header declares a name.
 *
 * libclang cannot look a name up, and visiting everything that a header declares
 * would read all of it back, in every unit. So when it is made, the place of each
 * function, enumerator and record is written beside it, sorted by the hash of
 * the name; a unit that asks gets the cursor at that place. Two kinds of names
 * aren't found: those that a macro pastes together, and those in a header that
 * includes itself through others (libclang then looks in its empty inclusion).
 *
 * The file: struct head, head.n struct row, then the names of the files, each
 * with its NUL.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clang/pch.h"
#include "util/input.h"

#define MAGIC	0x326d616e68637067ull

struct head {
	uint64_t magic, n;
};

struct row {
	uint64_t hash;
	uint32_t file;		/* offset of its name behind the rows */
	uint32_t line, col;
	uint32_t is_enumerator;
	int64_t value;		/* of an enumerator, which isn't found by its place */
	uint32_t rank;		/* of several declarations of a name the lowest is kept */
};

/* Functions and enumerators share C's name space; records have their own. */
static uint64_t name_hash(const char *name)
{
	return hash_bytes(name, strlen(name), 7);
}

/* --- writing ----------------------------------------------------------------------- */

struct names {
	VEC(struct row) rows;
	struct strbuf files;
	struct table file_at;		/* name -> offset + 1 */
};

static uint32_t file_offset(struct names *s, CXFile file)
{
	CXString str = clang_getFileName(file);
	const char *name = intern(clang_getCString(str));
	uintptr_t at = (uintptr_t)table_get(&s->file_at, name);

	clang_disposeString(str);
	if (!at) {
		at = s->files.n + 1;
		table_put(&s->file_at, name, (void *)at);
		strbuf_add(&s->files, name, strlen(name) + 1);
	}
	return (uint32_t)(at - 1);
}

static enum CXChildVisitResult visit(CXCursor c, CXCursor parent, CXClientData data)
{
	enum CXCursorKind kind = clang_getCursorKind(c);
	bool record = kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl;
	struct names *s = data;
	struct row r = { 0 };
	CXFile file = NULL;
	CXString str;
	char *tagged;

	(void)parent;
	if (kind == CXCursor_EnumDecl)
		return CXChildVisit_Recurse;
	if (!record && kind != CXCursor_FunctionDecl && kind != CXCursor_EnumConstantDecl)
		return CXChildVisit_Continue;
	if (record && (!clang_isCursorDefinition(c) || clang_Cursor_isAnonymous(c)))
		return CXChildVisit_Continue;
	clang_getSpellingLocation(clang_getCursorLocation(c), &file, &r.line, &r.col, NULL);
	if (!file)
		return CXChildVisit_Continue;
	str = clang_getCursorSpelling(c);
	tagged = xasprintf("%s%s", record ? "struct " : "", clang_getCString(str));
	clang_disposeString(str);
	r.hash = name_hash(tagged);
	free(tagged);
	r.file = file_offset(s, file);
	if (kind == CXCursor_EnumConstantDecl) {
		r.is_enumerator = true;
		r.value = clang_getEnumConstantDeclValue(c);
	}
	r.rank = !clang_isCursorDefinition(c);
	vec_push(&s->rows, r);
	return CXChildVisit_Continue;
}

static int compare(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->hash != y->hash)
		return (x->hash > y->hash) - (x->hash < y->hash);
	return (x->rank > y->rank) - (x->rank < y->rank);
}

bool pch_names_write(CXTranslationUnit tu, const char *path)
{
	struct names s = { 0 };
	struct head head = { .magic = MAGIC };
	size_t i;
	FILE *f;
	bool ok;

	clang_visitChildren(clang_getTranslationUnitCursor(tu), visit, &s);
	if (s.rows.n)
		qsort(s.rows.data, s.rows.n, sizeof(*s.rows.data), compare);
	for (i = 0; i < s.rows.n; i++)
		if (!head.n || s.rows.data[head.n - 1].hash != s.rows.data[i].hash)
			s.rows.data[head.n++] = s.rows.data[i];
	f = fopen(path, "we");
	ok = f && head.n && fwrite(&head, sizeof(head), 1, f) == 1 &&
	     fwrite(s.rows.data, sizeof(*s.rows.data), head.n, f) == head.n &&
	     fwrite(s.files.s, 1, s.files.n, f) == s.files.n;
	if (f && fclose(f))
		ok = false;
	vec_free(&s.rows);
	strbuf_free(&s.files);
	table_free(&s.file_at);
	return ok;
}

/* --- reading ----------------------------------------------------------------------------- */

bool pch_names_open(struct pch_names *s, const char *path)
{
	struct stat st;
	int fd = open_regular(path, SIZE_MAX, &st);
	const struct head *head;
	void *map = MAP_FAILED;

	memset(s, 0, sizeof(*s));
	if (fd < 0)
		return false;
	if (st.st_size > (off_t)sizeof(*head))
		map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return false;
	s->map = map;
	s->size = (size_t)st.st_size;
	head = map;
	/* The last byte is the NUL of the last file's name. */
	if (head->magic == MAGIC && head->n <= (s->size - sizeof(*head)) / sizeof(struct row) &&
	    !((const char *)map)[s->size - 1])
		return true;
	pch_names_close(s);
	return false;
}

void pch_names_close(struct pch_names *s)
{
	if (s->map)
		munmap(s->map, s->size);
	memset(s, 0, sizeof(*s));
}

/* What clang_getCursor() finds may be something else where macros are at work. */
static bool is_it(CXCursor c, const char *name)
{
	enum CXCursorKind kind = clang_getCursorKind(c);
	bool record = kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl, same;
	CXString str;

	if (record != str_starts(name, "struct "))
		return false;
	if (!record && kind != CXCursor_FunctionDecl && kind != CXCursor_EnumConstantDecl)
		return false;
	str = clang_getCursorSpelling(c);
	same = !strcmp(clang_getCString(str), record ? name + strlen("struct ") : name);
	clang_disposeString(str);
	return same;
}

static const struct row *find_row(const struct pch_names *s, const char *name)
{
	const struct head *head = s->map;
	struct row key = { .hash = name_hash(name) };
	const struct row *rows, *row;

	if (!head)
		return NULL;
	rows = (const struct row *)(head + 1);
	row = bsearch(&key, rows, head->n, sizeof(*rows), compare);
	if (!row) {
		/* Not a definition: compare() looks at the rank too. */
		key.rank = 1;
		row = bsearch(&key, rows, head->n, sizeof(*rows), compare);
	}
	return row;
}

bool pch_names_value(void *arg, const char *name, int64_t *value)
{
	const struct row *row = find_row(arg, name);

	if (!row || !row->is_enumerator)
		return false;
	*value = row->value;
	return true;
}

bool pch_names_declare(void *arg, const char *name)
{
	const struct row *row = find_row(arg, name);

	return row && !row->is_enumerator;
}

CXCursor pch_names_find(void *arg, const char *name)
{
	const struct pch_names *s = arg;
	const struct row *row = find_row(s, name);
	size_t files;
	CXCursor c;
	CXFile file;

	if (!row)
		return clang_getNullCursor();
	files = sizeof(struct head) + ((const struct head *)s->map)->n * sizeof(*row);
	if (row->file >= s->size - files)
		return clang_getNullCursor();
	file = clang_getFile(s->tu, (const char *)s->map + files + row->file);
	if (!file)
		return clang_getNullCursor();
	c = clang_getCursor(s->tu, clang_getLocation(s->tu, file, row->line, row->col));
	return is_it(c, name) ? c : clang_getNullCursor();
}
