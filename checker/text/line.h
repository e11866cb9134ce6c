/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is on a line of a source file: as text, which needs no parse, and as the
 * compiler of one unit sees it. For `pageck why`.
 */
#ifndef PAGECK_LINE_H
#define PAGECK_LINE_H

#include "clang/clang.h"

enum line_kind {
	LINE_BEYOND,		/* the file has fewer */
	LINE_BLANK,
	LINE_COMMENT,		/* nothing else */
	LINE_DIRECTIVE,		/* #include, #if...; `name` is its word */
	LINE_MACRO,		/* #define or a line of its body; `name` is the macro's */
	LINE_CODE,
};

struct line_text {
	enum line_kind kind;
	unsigned lines;		/* that the file has */
	unsigned first;		/* the directive, or the statement or declaration, starts here */
	char name[80];
	char code[256];		/* LINE_CODE: without comments and space around it */
	bool steers;		/* braces, labels, else, break, goto and the like: no expression */
};

/* text: the whole file. */
void front_line_text(const char *text, unsigned line, struct line_text *out);

enum at_line {
	AT_NOTHING, AT_FUNCTION, AT_PROTOTYPE, AT_VARIABLE, AT_RECORD, AT_ENUM, AT_TYPEDEF, AT_OTHER,
};

struct decl_at_line {
	bool included;			/* the unit has the file at all */
	bool skipped;			/* an #if leaves the line out */
	unsigned skip_first, skip_last;	/* lines of the directives around it */
	enum at_line what;		/* the declaration at file scope that the line lies in */
	const char *name;		/* interned; "" when it has none */
	unsigned first, last;		/* its lines */
	const char *file;		/* as the unit names it; interned */
};

/*
 * `path`: absolute. The unit was parsed with front_options.detailed, and for a line
 * in a header without a shared one. For a FRONT_OK unit.
 */
void decl_at_line(struct front_unit *u, const char *path, unsigned line,
		   struct decl_at_line *out);

#endif
