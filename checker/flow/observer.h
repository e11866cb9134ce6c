/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Callbacks about the analysis of a function: for the rules (events that may be reported) and, for
 * `pageck why`, about one line. flow/ calls them through flow_options and doesn't depend on rule/
 * or why/.
 *
 * Arguments are valid during the call; terms, expressions and rows live longer (term.h, ir.h,
 * facts.h). An observer may query flow/ about the state, but must not change it.
 */
#ifndef PAGECK_OBSERVER_H
#define PAGECK_OBSERVER_H

#include "flow/summary.h"

/* --- events: what may be reported ---------------------------------------------------------- */

enum event_kind {
	EV_PATH_END,		/* a return; state->ret is its value. Once per held reference: ref */
	/* ref is held and the last location that contains it is overwritten */
	EV_LOST,
	EV_LEFT,		/* a place of the caller's still contains ref, which is RELEASED */
	EV_RELEASED_AS_ANOTHER,	/* ref is held and released as another `kind` */
	EV_PUT_AGAIN,		/* ref is RELEASED and released again */
	EV_USE_RELEASED,	/* ref is RELEASED and dereferenced or passed on */
	EV_LOOKUP_AGAIN,	/* the call at pos repeats the failed lookup `fail` */
	EV_LOOKUP_ANSWERED,	/* the function returns what its callers answer with a retry */
	EV_INCOMPLETE,		/* `need` isn't met by what is handed to a setup */
	EV_BATCH_LEFT,		/* a path ends, and nobody has `batch` any more */
	EV_BATCH_FREED,		/* the array that says what `batch` holds is freed */
	EV_BATCH_FEWER,		/* as many as were asked for are taken to be in `batch` */
	EV_BATCH_MORE,		/* `given` gives more back than `batch` has */
	EV_BATCH_NONE,		/* `given` gives back from an array that is as it was made: `batch` */
	EV_BATCH_AS_ANOTHER,	/* `given` gives `batch` back as what it isn't */
	EV_SETUP_IGNORED,	/* nobody looks at what the setup at pos gives */
	EV_UNDONE_AGAIN,	/* what `ref`, a setup's, was undone already is undone again */
	EV_FREED,		/* what `ref`, a setup's, was made from is freed */
	EV_PAGE_USE,		/* use: a judged member was read / dereferenced; page is what it can be */
};

struct event {
	enum event_kind what;
	struct fn_ctx *fn;
	struct state *state;
	struct ir_pos pos;
	const struct ir_expr *expr;
	const struct ref *ref;
	const struct ref_kind *kind;
	const struct fail *fail;
	const struct answer_fact *answer;
	bool ignored;			/* also: the result isn't a failure at all */
	const struct need_fact *need;
	const struct ir_insn *setup_call;
	const struct tracked *batch;	/* batch.h */
	const struct batch_fact *given;
	const struct page_use *use;
	const struct kind *page;
};

struct flow_observer {
	void (*event)(const struct event *ev);
	/* Called when all functions of the unit are done, for what needs all of them. */
	void (*unit_end)(struct unit_ctx *u);
};

/* Raises an event, except while a watcher evaluates expressions. */
static inline void flow_event(const struct event *ev)
{
	if (!ev->fn->quiet && ev->fn->u->options->rules)
		ev->fn->u->options->rules->event(ev);
}

/* --- watching one line ---------------------------------------------------------------------- */

/* Result of judging a use of a judged member. */
enum use_verdict {
	USE_JUDGED,		/* it may be wrong: passed on to the rules */
	/* the member is what its name says for every kind that the page can be */
	USE_FINE,
	USE_BY_OWNER,		/* the function may touch the union freely */
	USE_NOT_OVERLAID,	/* this tree's layout has nothing else in the word */
	/* the flag bit is known to be set: the test of the bit is reported instead */
	USE_FLAG_SET,
	USE_FLAG_DECIDED,	/* an earlier test on the path has settled the bit */
	USE_IN_HEADER,		/* reported to the callers of the inline function */
};

/*
 * Judges the use of `use->page`, of which *k is known. Removes kinds that the tree doesn't have,
 * and kinds that the value used excludes, from both.
 */
enum use_verdict judge_use(struct fn_ctx *c, struct state *s, struct page_use *use, struct kind *k);
/*
 * Acts on the verdict: records the use for callers, or raises an event. asks: demand the page's
 * origin from other files when it is unknown.
 */
void settle_use(const struct event *ev, enum use_verdict verdict, bool asks);

/* Result of judging a reference that is held where a path ends. */
enum end_verdict { END_JUDGED, END_HANDED_OUT, END_ESCAPED, END_BARE_COUNTER };

/* Result of comparing a failed lookup with a call that might repeat it. */
enum again_verdict { AGAIN_JUDGED, AGAIN_OTHER_ARGUMENT, AGAIN_PROGRESSED };

/*
 * Called only for the function for which begin() returned something; that is fn_ctx.probe. When a
 * join changes a state, its block is run again: enter() begins the new run, and what was recorded
 * in the state's earlier run is void.
 */
struct flow_watcher {
	struct fn_probe *(*begin)(struct fn_ctx *c);
	void (*enter)(struct fn_ctx *c, const struct ir_block *b, uint64_t key);
	/* insn NULL: the end of the block. The state is modified afterwards. */
	void (*before)(struct fn_ctx *c, struct state *s, const struct ir_block *b,
		       const struct ir_insn *insn);
	/* The states after insn: list->data[from] and following. */
	void (*after)(struct fn_ctx *c, const struct ir_block *b, const struct ir_insn *insn,
		      const state_list *list, size_t from);
	void (*use)(struct fn_ctx *c, struct state *s, const struct page_use *use,
		    const struct kind *k, enum use_verdict verdict);
	void (*path_end)(struct fn_ctx *c, const struct ref *r, struct ir_pos pos,
			 enum end_verdict verdict);
	void (*again)(struct fn_ctx *c, const struct fail *f, struct ir_pos pos,
		      enum again_verdict verdict);
	/* The state with this key is among the block's states at the fixpoint. */
	void (*final)(struct fn_ctx *c, const struct ir_block *b, uint64_t key);
	/* The function is done. */
	void (*end)(struct fn_ctx *c);
	/* The unit is done. */
	void (*unit)(struct unit_ctx *u);
};

/* The watcher of the function; NULL: none of its lines is asked about. */
static inline const struct flow_watcher *watcher(const struct fn_ctx *c)
{
	return c->probe ? c->u->options->watcher : NULL;
}

#endif
