/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Expressions and stores of the function under analysis: the value of an expression in a state,
 * the location that an lvalue names, and what a store changes. A value that nothing is known of
 * is a term of its own, never NULL.
 */
#ifndef PAGECK_EVAL_H
#define PAGECK_EVAL_H

#include "flow/fixpoint.h"

/* The value of x in s. */
const struct term *eval(struct fn_ctx *c, struct state *s, const struct ir_expr *x);
/* The same of what leaves the function: of a struct whose members were stored one by one, an unknown. */
const struct term *eval_passed(struct fn_ctx *c, struct state *s, const struct ir_expr *x);
/* touch: the location is accessed, so pointers on the way are dereferenced */
const struct term *eval_loc(struct fn_ctx *c, struct state *s, const struct ir_expr *x, bool touch);
/* Stores the value in what dst names. */
void assign(struct fn_ctx *c, struct state *s, const struct ir_expr *dst, const struct term *value,
	    struct ir_pos pos);
/* A parameter's pointee was written as a whole, when loc is one. */
void note_written(struct state *s, const struct term *loc);
/* References whose last name a call has overwritten. */
void report_lost(struct fn_ctx *c, struct state *s, const struct ir_insn *i);
/* What is known of the members of src holds for those of dst now. */
void copy_members(struct fn_ctx *c, struct state *s, const struct term *dst, const struct term *src);
/* A pointer value is dereferenced. */
void touch_pointer(struct fn_ctx *c, struct state *s, const struct term *p, const struct ir_expr *x);
/* The same, but for references: a page's member whose value p is, or points into, is followed. */
void follow_pointer(struct fn_ctx *c, struct state *s, const struct term *p, const struct ir_expr *x);

/* What tests on a path say of a member's value. */
struct value_known {
	bool nonnull;				/* it isn't NULL */
	bool untagged;				/* it has no flag bits */
	bool compared;				/* it is compared with a pointer from elsewhere */
};

struct value_known member_known(struct fn_ctx *c, struct state *s, const struct member_fact *m,
				const struct term *page);
/* The member read that a pointer was made from: through casts, masks and offsets. */
const struct member_read *read_below(const struct state *s, const struct term *t);
/* Has the path tested the flag bit of the member's word? Is it known to be set? */
bool flag_decided(struct fn_ctx *c, struct state *s, const struct member_fact *m,
		  const struct term *page);
bool flag_set(struct fn_ctx *c, struct state *s, const struct member_fact *m,
	      const struct term *page);
/*
 * A condition, or an answer, that compares a page's member with a pointer that was kept elsewhere:
 * the page is taken for one's own, or not, by what the word holds. A flag bit in either of the two
 * makes it another question.
 */
void compared_with_own(struct fn_ctx *c, struct state *s, const struct term *cond,
		       const struct ir_expr *x);
/* Uses of members in a condition that is about to be tested. */
void touch_condition(struct fn_ctx *c, struct state *s, const struct term *cond,
		     const struct ir_expr *x);
/* What a function that reads a member, as a row says, returns for the page. */
const struct term *reader_result(struct fn_ctx *c, struct state *s, const struct reader_fact *rd,
				 const struct term *page, const struct ir_insn *i);
/* Was the number made from an address, a pointer or what is shifted to a frame number? */
bool made_of_address(const struct term *t);
/* Is the location an element of an array, or inside one? */
bool in_array(const struct term *loc);

#endif
