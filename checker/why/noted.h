/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the probe share: what it has noted, and who says what of it. */
#ifndef PAGECK_NOTED_H
#define PAGECK_NOTED_H

#include "why/probe.h"
#include "rule/rule.h"

/* A block in one of its states, as it is entered. */
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
/* A function that ends without a return does so at its closing brace. */
struct ir_pos probe_end_of(const struct fn_probe *p, const struct ir_block *b);
/* Calls fn for each expression below x, until it is true. */
bool probe_any_expr(const struct ir_expr *x, bool (*fn)(const struct ir_expr *x, void *arg), void *arg);

/* --- probe_why.c: why something is reported, or isn't --------------------------------------- */

void probe_say_use(struct fn_ctx *c, const struct use_hit *h);
void probe_say_end(struct fn_ctx *c, const struct end_hit *h);
void probe_say_again(struct fn_ctx *c, const struct again_hit *h);
/* When nothing has been said: what there is on the line, and why it is nothing to report. */
void probe_say_nothing_watched(struct fn_ctx *c, bool judged_member);

/* --- probe_line.c: what the line does ------------------------------------------------------- */

/* found: the line has a judged member. */
void probe_say_line(struct fn_ctx *c, bool *found);
/* Of the n-th hit: is it the first of its instruction? */
bool probe_is_first_of(const struct fn_probe *p, size_t n);
/* Lowering's own, a macro's, or inside one. */
bool probe_is_temporary(const struct fn_ctx *c, const struct ir_expr *x);

/* --- probe_known.c: what is known there, and one way to get there ----------------------------- */

void probe_say_values(struct fn_ctx *c);
void probe_say_refs(struct fn_ctx *c, const struct state *s);
void probe_say_path(struct fn_ctx *c, const struct step *path);

#endif
