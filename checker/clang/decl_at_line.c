/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which declaration a line lies in, and whether an #if has left it out. */
#include "text/line.h"
#include "clang/parse.h"

#include <stdlib.h>
#include <string.h>

struct look {
	CXTranslationUnit tu;
	const char *path;		/* wanted */
	CXFile file;			/* that; NULL: not met */
	unsigned line;
	struct decl_at_line *out;
};

static bool is_path(CXFile file, const char *path)
{
	CXString s = clang_File_tryGetRealPathName(file);
	const char *real = clang_getCString(s);
	char *found = real && *real ? realpath(real, NULL) : NULL;
	bool yes = !strcmp(found ? found : real ? real : "", path);

	free(found);
	clang_disposeString(s);
	return yes;
}

static void visit_file(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
	struct look *k = data;

	(void)stack;
	(void)depth;
	if (!k->file && is_path(file, k->path))
		k->file = file;
}

static unsigned line_of(CXSourceLocation at, CXFile *file)
{
	unsigned line = 0;

	clang_getExpansionLocation(at, file, &line, NULL, NULL);
	return line;
}

static enum at_line kind_of(CXCursor c)
{
	switch (clang_getCursorKind(c)) {
	case CXCursor_FunctionDecl:
		return clang_isCursorDefinition(c) ? AT_FUNCTION : AT_PROTOTYPE;
	case CXCursor_VarDecl:
		return AT_VARIABLE;
	case CXCursor_StructDecl:
	case CXCursor_UnionDecl:
		return AT_RECORD;
	case CXCursor_EnumDecl:
		return AT_ENUM;
	case CXCursor_TypedefDecl:
		return AT_TYPEDEF;
	default:
		return AT_OTHER;
	}
}

/* Of several on one line (a macro may make a prototype and a function) a function counts. */
static enum CXChildVisitResult visit(CXCursor c, CXCursor parent, CXClientData data)
{
	struct look *k = data;
	CXSourceRange r = clang_getCursorExtent(c);
	CXFile file = NULL, end = NULL;
	unsigned first = line_of(clang_getRangeStart(r), &file);
	unsigned last = line_of(clang_getRangeEnd(r), &end);
	enum at_line what;
	CXString s;
	const char *name;

	(void)parent;
	if (clang_isPreprocessing(clang_getCursorKind(c)) || !file || !clang_File_isEqual(file, k->file) ||
	    first > k->line || last < k->line)
		return CXChildVisit_Continue;
	what = kind_of(c);
	/* a struct defined in a typedef or a variable's declaration is less than that */
	if (k->out->what == AT_FUNCTION &&
	    (what != AT_FUNCTION || last - first <= k->out->last - k->out->first))
		return CXChildVisit_Continue;
	s = clang_getCursorSpelling(c);
	name = clang_getCString(s);
	k->out->what = what;
	k->out->name = intern(name ? name : "");
	k->out->first = first;
	k->out->last = last;
	clang_disposeString(s);
	return CXChildVisit_Continue;
}

static void find_skipped(struct look *k)
{
	CXSourceRangeList *list = clang_getSkippedRanges(k->tu, k->file);
	unsigned i;

	for (i = 0; list && i < list->count; i++) {
		unsigned first = line_of(clang_getRangeStart(list->ranges[i]), NULL);
		unsigned last = line_of(clang_getRangeEnd(list->ranges[i]), NULL);

		if (k->line <= first || k->line >= last)
			continue;
		k->out->skipped = true;
		k->out->skip_first = first;
		k->out->skip_last = last;
	}
	clang_disposeSourceRangeList(list);
}

void decl_at_line(struct front_unit *u, const char *path, unsigned line,
		   struct decl_at_line *out)
{
	struct look k = { .tu = front_translation_unit(u), .path = path, .line = line, .out = out };
	CXString s;

	memset(out, 0, sizeof(*out));
	out->name = out->file = "";
	clang_getInclusions(k.tu, visit_file, &k);
	if (!k.file)
		return;
	out->included = true;
	s = clang_getFileName(k.file);
	out->file = intern(clang_getCString(s));
	clang_disposeString(s);
	find_skipped(&k);
	if (!out->skipped)
		clang_visitChildren(clang_getTranslationUnitCursor(k.tu), visit, &k);
}
