/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The statements of one function, read from its text.
 *
 * For changing code in place an offset in the text is worth more than a cursor: what is
 * between two statements (comments, blank lines, the style of the braces) is to stay. There
 * is no preprocessor: a macro with a body behind it is a loop, a directive is white space.
 * What doesn't come out even is no function at all, and then there is nothing to change.
 */
#ifndef PAGECK_CODE_H
#define PAGECK_CODE_H

#include "util/util.h"

enum stmt_kind {
	ST_BLOCK, ST_IF, ST_LOOP, ST_SWITCH, ST_LABEL, ST_CASE, ST_RETURN, ST_GOTO, ST_BREAK,
	ST_CONTINUE, ST_EXPR,
};

/* A piece of the text: from <= at < to. */
struct span {
	size_t from, to;
};

struct stmt {
	enum stmt_kind kind;
	struct span at;			/* with its ';' or '}'; a label: with its ':' alone */
	struct span cond;		/* IF, LOOP, SWITCH: inside the parentheses */
	struct span word;		/* LABEL, GOTO: the label; RETURN: the value, maybe empty */
	size_t head;			/* where a branch is expected: behind ')', `else`, `do` */
	size_t other;			/* IF: where `else` is; 0: there is none */
	struct stmt *parent, *prev, *next;	/* neighbours in a block; NULL elsewhere */
	struct stmt *body, *orelse;	/* IF, LOOP, SWITCH; BLOCK: body is its first statement */
};

struct code {
	struct arena mem;
	const char *text;		/* the caller's */
	size_t n;
	struct span head;		/* of the function: its type, name and parameters */
	struct span name;
	struct stmt *body;
};

/* The function that holds the line; false: none, or it can't be read. code_free() in both cases. */
bool code_read(struct code *c, const char *text, size_t n, unsigned line);
void code_free(struct code *c);

size_t code_offset(const struct code *c, unsigned line, unsigned col);
unsigned code_line(const struct code *c, size_t at);
/* The innermost statement there; a label's own statement isn't part of it. */
struct stmt *code_at(const struct code *c, size_t at);
/* All statements in order: pass NULL for the first. */
struct stmt *code_next(const struct code *c, const struct stmt *s);

struct stmt *code_label(const struct code *c, struct span name);
/* The statement that runs after this one when it doesn't jump; NULL: the function ends. */
struct stmt *code_follower(const struct stmt *s);
/* If it never goes on behind it by itself: return, goto, break, continue. */
bool stmt_jumps(const struct stmt *s);
/* The only statement of a branch: itself, or what a block of one holds; else NULL. */
struct stmt *stmt_single(struct stmt *s);
/* The nearest `if` or loop above, whatever blocks are between; NULL. */
struct stmt *stmt_around(const struct stmt *s);

/* --- text -------------------------------------------------------------------------- */

static inline bool is_within(struct span s, size_t at)
{
	return at >= s.from && at < s.to;
}

/* Of the line that `at` is on: the white space that it begins with. */
struct span code_indent(const struct code *c, size_t at);
bool span_is(const struct code *c, struct span s, const char *text);
/* Is the text, white space aside, the same? */
bool span_same(const struct code *c, struct span a, struct span b);
/* The first place where `what` (an expression) stands as a whole; (size_t)-1: nowhere. */
size_t span_find(const struct code *c, struct span in, const char *what);
bool span_has(const struct code *c, struct span in, const char *what);
char *span_dup(struct arena *mem, const struct code *c, struct span s);
/* Each call in it: the function's name and what is between its parentheses. False ends it. */
bool span_calls(const struct code *c, struct span in,
		bool (*fn)(const char *name, struct span args, void *arg), void *arg);
/* Without white space at both ends. */
struct span span_trim(const struct code *c, struct span s);
/* An operator of two characters ("&&") outside of parentheses. */
bool span_has_operator(const struct code *c, struct span s, const char *op);

#endif
