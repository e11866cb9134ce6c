/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parses one function into statements, by its text.
 *
 * To change code in place, offsets in the text are more useful than the compiler's tree: what is
 * between statements (comments, blank lines, the style of braces) must be kept. There is no
 * preprocessor: a macro followed by a body counts as a loop, a directive as white space. When
 * brackets don't match, the function can't be read, and no fix is proposed.
 *
 * The text is borrowed. Statements live in the struct code until code_free().
 */
#ifndef PAGECK_CODE_H
#define PAGECK_CODE_H

#include "util/util.h"

enum stmt_kind {
	ST_BLOCK, ST_IF, ST_LOOP, ST_SWITCH, ST_LABEL, ST_CASE, ST_RETURN, ST_GOTO, ST_BREAK,
	ST_CONTINUE, ST_EXPR,
};

/* A range of the text: from <= offset < to. */
struct span {
	size_t from, to;
};

struct stmt {
	enum stmt_kind kind;
	/* includes its ';' or '}'; for a label only up to its ':' */
	struct span at;
	struct span cond;		/* IF, LOOP, SWITCH: what is inside the parentheses */
	/* LABEL, GOTO: the label; RETURN: the value, possibly empty */
	struct span word;
	size_t head;			/* where its branch begins: after ')', `else` or `do` */
	size_t other;			/* IF: position of `else`; 0: there is none */
	struct stmt *parent, *prev, *next;	/* prev, next: in the same block, else NULL */
	/* IF, LOOP, SWITCH: the branch; BLOCK: its first statement */
	struct stmt *body, *orelse;
};

struct code {
	struct arena mem;
	const char *text;		/* borrowed */
	size_t n;
	struct span head;		/* the function's type, name and parameters */
	struct span name;
	struct stmt *body;
};

/*
 * Parses the function that contains the line (from 1). False: there is none, or it can't be parsed.
 * code_free() in both cases.
 */
bool code_read(struct code *c, const char *text, size_t n, unsigned line);
void code_free(struct code *c);

size_t code_offset(const struct code *c, unsigned line, unsigned col);
unsigned code_line(const struct code *c, size_t at);
/* The innermost statement at an offset. The statement after a label isn't part of the label. */
struct stmt *code_at(const struct code *c, size_t at);
/* Iterates over all statements in order; NULL gives the first. */
struct stmt *code_next(const struct code *c, const struct stmt *s);

struct stmt *code_label(const struct code *c, struct span name);
/* The statement that is executed after this one when it doesn't jump; NULL: the function ends. */
struct stmt *code_follower(const struct stmt *s);
/* Does it always leave: return, goto, break, continue? */
bool stmt_jumps(const struct stmt *s);
/* The only statement of a branch: itself, or the one in its block; else NULL. */
struct stmt *stmt_single(struct stmt *s);
/* The innermost `if` or loop that contains it, through blocks; or NULL. */
struct stmt *stmt_around(const struct stmt *s);

/* --- text -------------------------------------------------------------------------- */

static inline bool is_within(struct span s, size_t at)
{
	return at >= s.from && at < s.to;
}

/* The indentation of the line that contains `at`. */
struct span code_indent(const struct code *c, size_t at);
bool span_is(const struct code *c, struct span s, const char *text);
/* Are the two texts equal, ignoring white space? */
bool span_same(const struct code *c, struct span a, struct span b);
/*
 * The first occurrence of the expression `what` that isn't part of a longer one; (size_t)-1: none.
 */
size_t span_find(const struct code *c, struct span in, const char *what);
bool span_has(const struct code *c, struct span in, const char *what);
char *span_dup(struct arena *mem, const struct code *c, struct span s);
/*
 * Calls fn for each call in the range, with the function's name and the range of its arguments,
 * until fn returns false.
 */
bool span_calls(const struct code *c, struct span in,
		bool (*fn)(const char *name, struct span args, void *arg), void *arg);
/* The range without white space at both ends. */
struct span span_trim(const struct code *c, struct span s);
/* Does it contain an operator of two characters ("&&") outside of parentheses? */
bool span_has_operator(const struct code *c, struct span s, const char *op);

#endif
