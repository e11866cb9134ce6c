/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a line of a source file contains: from its text, which needs no parse, and as the compiler
 * sees it in one unit. Used by `pageck why`. The caller owns the result structs; strings in them
 * are interned or in place.
 */
#ifndef PAGECK_LINE_H
#define PAGECK_LINE_H

#include "clang/clang.h"

enum line_kind {
	LINE_BEYOND,		/* the file has fewer lines */
	LINE_BLANK,
	LINE_COMMENT,		/* nothing but a comment */
	LINE_DIRECTIVE,		/* #include, #if...; `name` is the directive's word */
	LINE_MACRO,		/* #define or a continuation of its body; `name` is the macro's */
	LINE_CODE,
};

struct line_text {
	enum line_kind kind;
	unsigned lines;		/* number of lines in the file */
	unsigned first;		/* first line of the directive, statement or declaration */
	char name[80];
	char code[256];		/* LINE_CODE: the line without comments and surrounding space */
	/* only braces, labels, else, break, goto and the like: no expression */
	bool steers;
};

/* `text` is the whole file. */
void front_line_text(const char *text, unsigned line, struct line_text *out);

enum at_line {
	AT_NOTHING, AT_FUNCTION, AT_PROTOTYPE, AT_VARIABLE, AT_RECORD, AT_ENUM, AT_TYPEDEF, AT_OTHER,
};

struct decl_at_line {
	bool included;			/* the unit includes the file */
	bool skipped;			/* an #if excludes the line */
	unsigned skip_first, skip_last;	/* the lines of that #if and its #endif */
	enum at_line what;		/* the file-scope declaration that contains the line */
	const char *name;		/* interned; "" when it has none */
	unsigned first, last;		/* lines of that declaration */
	const char *file;		/* the file's name as the unit spells it; interned */
};

/*
 * `path` is absolute. The unit must have been parsed successfully (FRONT_OK), with
 * front_options.detailed and, for a line in a header, without a precompiled header.
 */
void decl_at_line(struct front_unit *u, const char *path, unsigned line,
		   struct decl_at_line *out);

#endif
