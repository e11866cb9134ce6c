/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who is told what happens while flow runs a function: the rules (events that may be reported) and,
 * for `pageck why`, who watches one line. flow/ calls them through flow_options and knows neither.
 *
 * What is handed over lives as long as the call; terms, expressions and rows live longer (term.h,
 * ir.h, facts.h). A listener may ask flow/ for more about the state, and must not change it.
 */
#ifndef PAGECK_OBSERVER_H
#define PAGECK_OBSERVER_H

#include "flow/summary.h"

/* --- events: what may be reported ---------------------------------------------------------- */

enum event_kind {
	EV_PATH_END,		/* a return; state->ret is its value. Once per held reference: ref */
	EV_LOST,		/* ref's last name was overwritten while it is held */
	EV_LEFT,		/* a place of the caller's is left with ref in it, which is RELEASED */
	EV_RELEASED_AS_ANOTHER,	/* ref is held, and given up as what it isn't: `kind` */
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
	bool ignored;			/* with it: the result is no failure at all */
	const struct need_fact *need;
	const struct ir_insn *setup_call;
	const struct tracked *batch;	/* batch.h */
	const struct batch_fact *given;
	const struct page_use *use;
	const struct kind *page;
};

struct flow_observer {
	void (*event)(const struct event *ev);
	/* All functions of the unit are done: what had to wait for that can be filled in. */
	void (*unit_end)(struct unit_ctx *u);
};

/* Nothing is reported while a watcher looks around. */
static inline void flow_event(const struct event *ev)
{
	if (!ev->fn->quiet && ev->fn->u->options->rules)
		ev->fn->u->options->rules->event(ev);
}

/* --- one line of which everything is told -------------------------------------------------- */

/* What came of a use of a judged member. */
enum use_verdict {
	USE_JUDGED,		/* the rules have it */
	USE_FINE,		/* for every kind that the page can be the member means what it says */
	USE_BY_OWNER,		/* the function may touch the union freely */
	USE_NOT_OVERLAID,	/* this tree's layout has nothing else in the word */
	USE_FLAG_SET,		/* of a page whose flag bit is set: the test of it is to blame */
	USE_FLAG_DECIDED,	/* an earlier test on the path has settled the bit */
	USE_IN_HEADER,		/* its callers are told */
};

/*
 * The verdict on a use of `use->page`, of which *k is known. Takes from both what this tree
 * doesn't have, and what a value like the one used excludes.
 */
enum use_verdict judge_use(struct fn_ctx *c, struct state *s, struct page_use *use, struct kind *k);
/* What follows from it: callers are to judge it, rules to report it. asks: where the page comes
 * from is asked of other files, when nothing is known of that. */
void settle_use(const struct event *ev, enum use_verdict verdict, bool asks);

/* What became of a reference that is held where a path ends. */
enum end_verdict { END_JUDGED, END_HANDED_OUT, END_ESCAPED, END_BARE_COUNTER };

/* A failed lookup, and the call that might repeat it. */
enum again_verdict { AGAIN_JUDGED, AGAIN_OTHER_ARGUMENT, AGAIN_PROGRESSED };

/*
 * Called only in the function for which begin() gave something but NULL; that is fn_ctx.probe. A
 * block's states are run again while joins bring news: enter() begins another turn of the same state,
 * and what was seen in the last one counts no more.
 */
struct flow_watcher {
	struct fn_probe *(*begin)(struct fn_ctx *c);
	void (*enter)(struct fn_ctx *c, const struct ir_block *b, uint64_t key);
	/* insn NULL: the block's end. The state is about to be used up. */
	void (*before)(struct fn_ctx *c, struct state *s, const struct ir_block *b,
		       const struct ir_insn *insn);
	/* States that came of insn: list->data[from] and those after it. */
	void (*after)(struct fn_ctx *c, const struct ir_block *b, const struct ir_insn *insn,
		      const state_list *list, size_t from);
	void (*use)(struct fn_ctx *c, struct state *s, const struct page_use *use,
		    const struct kind *k, enum use_verdict verdict);
	void (*path_end)(struct fn_ctx *c, const struct ref *r, struct ir_pos pos,
			 enum end_verdict verdict);
	void (*again)(struct fn_ctx *c, const struct fail *f, struct ir_pos pos,
		      enum again_verdict verdict);
	/* The state with this key is one of the block's in the end. */
	void (*final)(struct fn_ctx *c, const struct ir_block *b, uint64_t key);
	/* The function is done. */
	void (*end)(struct fn_ctx *c);
	/* The unit is done. */
	void (*unit)(struct unit_ctx *u);
};

/* The watcher of the function, or NULL: nobody asked about a line of it. */
static inline const struct flow_watcher *watcher(const struct fn_ctx *c)
{
	return c->probe ? c->u->options->watcher : NULL;
}

#endif
