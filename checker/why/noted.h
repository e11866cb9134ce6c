/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Interfaces between the files of why/: what the probe has recorded. All of it lives in the
 * function's arena.
 */
#ifndef PAGECK_NOTED_H
#define PAGECK_NOTED_H

#include "why/probe.h"
#include "rule/rule.h"

/* One run of a block in one of its states. */
struct turn {
	unsigned block;
	uint64_t key;
};

struct hit {
	struct turn turn;
	const struct ir_block *block;
	const struct ir_insn *insn;	/* NULL: the block's end */
	bool after;
	struct state *s;
};

struct use_hit {
	struct turn turn;
	struct page_use use;
	struct kind kind;
	enum use_verdict verdict;
	const struct step *path;
};

struct end_hit {
	struct turn turn;
	struct ref ref;
	struct ir_pos pos;
	enum end_verdict verdict;
};

struct again_hit {
	struct turn turn;
	struct fail fail;
	struct ir_pos pos;
	enum again_verdict verdict;
};

struct fn_probe {
	uint16_t file;
	unsigned line, col;		/* col 0: all of the line */
	struct ir_pos end;		/* of the function */
	struct turn now;
	VEC(struct hit) hits;
	VEC(struct use_hit) uses;
	VEC(struct end_hit) ends;
	VEC(struct again_hit) agains;
	VEC(struct turn) finals;
	bool *reached;			/* by block */
};

/* --- probe.c ----------------------------------------------------------------------------- */

bool probe_at_line(const struct fn_probe *p, struct ir_pos pos);
/* The place of a block's end; for a function that ends without a return, its closing brace. */
struct ir_pos probe_end_of(const struct fn_probe *p, const struct ir_block *b);
/* Calls fn for x and its subexpressions until it returns true. */
bool probe_any_expr(const struct ir_expr *x, bool (*fn)(const struct ir_expr *x, void *arg), void *arg);

/* --- verdict.c: why something is reported, or isn't ---------------------------------------- */

void probe_say_use(struct fn_ctx *c, const struct use_hit *h);
void probe_say_end(struct fn_ctx *c, const struct end_hit *h);
void probe_say_again(struct fn_ctx *c, const struct again_hit *h);
/* When there is nothing else to say: what is on the line, and why that is never reported. */
void probe_say_nothing_watched(struct fn_ctx *c, bool judged_member);

/* --- statement.c: what the line does ------------------------------------------------------- */

/* *found: the line uses a judged member. */
void probe_say_line(struct fn_ctx *c, bool *found);
/* Is the n-th recorded access the first one of its instruction? */
bool probe_is_first_of(const struct fn_probe *p, size_t n);
/* Is it a temporary of lowering, a variable of a macro, or something computed from one? */
bool probe_is_temporary(const struct fn_ctx *c, const struct ir_expr *x);

/* --- known.c: what is known there, and one path to it ------------------------------------- */

void probe_say_values(struct fn_ctx *c);
void probe_say_refs(struct fn_ctx *c, const struct state *s);
void probe_say_path(struct fn_ctx *c, const struct step *path);

#endif
