/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For `pageck why`: what is known when one line of a function is reached.
 *
 * The engine calls these only in the function that the line lies in, where
 * fn_ctx.probe is set. A block's states are run again while joins bring news; what
 * was noted of an earlier turn of the same state is dropped, so that what is left
 * when the function is done is what the rules have judged in the end.
 */
#ifndef PAGECK_PROBE_H
#define PAGECK_PROBE_H

#include "flow/fixpoint.h"
#include "why/answer.h"

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

/* What became of a reference that is held where a path ends. */
enum end_verdict { END_JUDGED, END_HANDED_OUT, END_LENT, END_RAW };

/* A failed lookup, and the call that might repeat it. */
enum again_verdict { AGAIN_JUDGED, AGAIN_OTHER_ARGUMENT, AGAIN_MOVED_ON };

struct fn_probe;

/* NULL: the line isn't in this function. */
struct fn_probe *probe_begin(struct fn_ctx *c);
void probe_enter(struct fn_ctx *c, const struct ir_block *b, uint64_t key);
/* insn NULL: the block's end. The state is about to be used up. */
void probe_before(struct fn_ctx *c, struct state *s, const struct ir_block *b,
		  const struct ir_insn *insn);
/* States that came of insn: list->data[from] and those after it. */
void probe_after(struct fn_ctx *c, const struct ir_block *b, const struct ir_insn *insn,
		 const state_list *list, size_t from);
void probe_use(struct fn_ctx *c, struct state *s, const struct page_use *use, const struct kind *k,
	       enum use_verdict verdict);
void probe_path_end(struct fn_ctx *c, const struct ref *r, struct ir_pos pos, enum end_verdict verdict);
void probe_again(struct fn_ctx *c, const struct fail *f, struct ir_pos pos,
		 enum again_verdict verdict);
/* The state with this key is one of the block's in the end. */
void probe_final(struct fn_ctx *c, const struct ir_block *b, uint64_t key);
/* Writes the answer. */
void probe_end(struct fn_ctx *c);

/* When the unit is done: the function that nobody had a reason to run. */
void probe_unit(struct unit_ctx *u);

/* probe_say.c */
#define PROBE_NO_TEXT	"an intermediate value"
const char *probe_text(struct fn_ctx *c, const struct ir_expr *x);	/* as written; in the unit's arena */
void probe_say(struct fn_ctx *c, enum answer_topic topic, struct ir_pos pos, const struct fact *row,
	       const char *fmt, ...) PRINTF(5, 6);
/* "a ZONE_DEVICE page (fsdax)", "no ZONE_DEVICE page", "any kind of page" */
void probe_kinds(struct strbuf *out, unsigned mask);
/* Where the page comes from and what it can be, as a clause, and the row that says so. */
const struct fact *probe_page(struct fn_ctx *c, const struct kind *k, struct strbuf *out);
/* "is NULL", "is 0 or more"; nothing when nothing is known. */
void probe_range(struct strbuf *out, const struct range *r, const struct ir_type *type);
/* Rows about a function that hold in this tree, a sentence each; how many. */
unsigned probe_rows(struct fn_ctx *c, struct ir_pos pos, const struct ir_decl *d);

#endif
