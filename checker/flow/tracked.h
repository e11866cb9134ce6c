/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * State that a rule keeps of its own along a path: tracked facts.
 *
 * A fact is known of one term and belongs to one tracker; of each pair there is at most one. It
 * carries flag bits that only the tracker understands, and up to two more terms. What the engine has
 * to do with facts follows from the tracker's row in the table of trackers (tracked.c): which bits
 * keep paths apart, what is left where paths meet. Facts are copied with the state, dropped when
 * nothing can name their term any more, written into summaries and read back, and printed by
 * --dump=flow, without the tracker having to do anything. A tracker is one file with a struct
 * tracker in it, and a row in that table; hooks that it doesn't need are NULL.
 *
 * (smatch: REGISTER my_id, set_state(), hooks. clang: REGISTER_MAP_WITH_PROGRAMSTATE.)
 */
#ifndef PAGECK_TRACKED_H
#define PAGECK_TRACKED_H

#include "flow/term.h"

struct fn_ctx;
struct state;
struct state_env;
struct range;
struct step;
struct tracker;

struct tracked {
	const struct term *of;
	const struct tracker *by;
	unsigned bits;
	const struct term *with[2];		/* or NULL; what differs where paths meet becomes NULL */
	const struct fact *row;			/* which says so; or NULL */
	struct ir_pos pos;			/* since here, in this function */
	const struct ir_decl *fn;		/* by this call; or NULL */
	const struct ir_expr *name;		/* how the code calls it; or NULL */
	const struct step *path;		/* up to there */
};

/* Hooks may change the facts of the state they are given, and raise events. */
struct tracker {
	const char *name;
	unsigned apart;				/* bits that keep paths apart, beside that there is a fact */
	unsigned both;				/* bits that hold after a meeting only if they held on all
						 * paths; of the others one path is enough */
	const char *const *bit_names;		/* lowest first, NULL at the end; for --dump=flow */
	bool loose;				/* whether there is a fact keeps no paths apart: one that
						 * isn't there on all paths is gone where they meet */
	/* The call's rows say with which results it succeeds, and with which it fails; paths split by it. */
	bool (*succeeds)(struct fn_ctx *c, const struct ir_insn *call, struct range *good,
			 struct range *bad);
	/* About to be called. */
	void (*call)(struct fn_ctx *c, struct state *s, const struct ir_insn *call,
		     const struct term *const *args);
	/* It gave `result`, which is what succeeds() says, or isn't. */
	void (*done)(struct fn_ctx *c, struct state *s, const struct ir_insn *call,
		     const struct term *const *args, const struct term *result, bool succeeded);
	/* The callee may do what it likes with what argument `arg`, `value`, leads to. */
	void (*escaped)(struct fn_ctx *c, struct state *s, const struct ir_insn *call, unsigned arg,
		     const struct term *value);
	/* `value` is about to be stored in `loc`. */
	void (*stored)(struct fn_ctx *c, struct state *s, const struct term *loc,
		       const struct term *value);
	/* The branch at the end of `b` goes this way; `open`: it could have gone the other. */
	void (*branched)(struct fn_ctx *c, struct state *s, const struct ir_block *b,
			 const struct term *cond, bool truth, bool open);
	/* A callee returns with the fact, which `t` is in this function's terms. false: not kept. */
	bool (*came_out)(struct fn_ctx *c, struct state *s, const struct ir_insn *call,
			 const struct term *const *args, struct tracked *t);
	/* A return; s->ret is its value. */
	void (*path_end)(struct fn_ctx *c, struct state *s, struct ir_pos pos);
	/* All paths are done. */
	void (*function_end)(struct fn_ctx *c);
	/* Is the fact the callers' business when the function returns? */
	bool (*outlives)(struct fn_ctx *c, const struct state *s, const struct tracked *t);
};

/* --- for trackers ----------------------------------------------------------------------------- */

/* The tracker's fact of a term; NULL: none. May be written to. */
struct tracked *tracked_get(struct state_env *e, struct state *s, const struct tracker *by,
			    const struct term *of);
/* Replaces what is known of t->of. */
struct tracked *tracked_set(struct state_env *e, struct state *s, const struct tracked *t);
void tracked_drop(struct state_env *e, struct state *s, const struct tracker *by,
		  const struct term *of);

/* --- for the engine --------------------------------------------------------------------------- */

/* By number, for summaries as bytes; NULL after the last. */
const struct tracker *tracker_at(unsigned i);
unsigned tracker_number(const struct tracker *by);

bool tracked_succeeds(struct fn_ctx *c, const struct ir_insn *call, struct range *good, struct range *bad);
void tracked_call(struct fn_ctx *c, struct state *s, const struct ir_insn *call,
		  const struct term *const *args);
void tracked_done(struct fn_ctx *c, struct state *s, const struct ir_insn *call,
		  const struct term *const *args, const struct term *result, bool succeeded);
void tracked_escaped(struct fn_ctx *c, struct state *s, const struct ir_insn *call, unsigned arg,
		  const struct term *value);
void tracked_stored(struct fn_ctx *c, struct state *s, const struct term *loc,
		    const struct term *value);
void tracked_branched(struct fn_ctx *c, struct state *s, const struct ir_block *b,
		      const struct term *cond, bool truth, bool open);
void tracked_path_end(struct fn_ctx *c, struct state *s, struct ir_pos pos);
void tracked_function_end(struct fn_ctx *c);

uint64_t tracked_key(const struct state *s, uint64_t h);
/* out has a's facts; b's are added. true: they changed. */
bool tracked_join(struct state_env *e, struct state *out, const struct state *b);
void tracked_rename(struct state_env *e, struct state *s, const struct term *from,
		    const struct term *to);
/* Drops the facts of which `gone` says so. */
void tracked_forget(struct state_env *e, struct state *s,
		    bool (*gone)(struct state_env *e, const struct tracked *t));
void tracked_print(struct strbuf *out, const struct state *s);

#endif
