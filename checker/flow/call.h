/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Calls: by the rows about the callee, by its summary, or as one that nothing is known of.
 */
#ifndef PAGECK_CALL_H
#define PAGECK_CALL_H

#include "flow/fixpoint.h"

/* Appends the states after the call to `out`; s is used up. */
void exec_call(struct fn_ctx *c, struct state *s, const struct ir_insn *i, state_list *out);

/* The record that a pointer of this type leads to, or NULL. */
static inline const struct ir_record *pointee(const struct ir_type *t)
{
	return t && t->kind == TY_POINTER && t->to && t->to->kind == TY_RECORD ? t->to->record : NULL;
}

/* A reference is given up: by a put (consumed false) or by handing it over. */
struct release {
	const struct ref_kind *kind;
	bool bare_counter, consumed;
	const struct ir_insn *insn;
	const struct ir_decl *by;
	const struct ir_expr *name;		/* how the code calls the object */
};

void release_object(struct fn_ctx *c, struct state *s, const struct term *object,
		    const struct release *how);
/* The callee may keep or put what this value leads to. */
void let_escape(struct fn_ctx *c, struct state *s, const struct term *value);
/* Callers are told that references in the memory that this value points to may be put. */
void note_escaped(struct fn_ctx *c, const struct term *value);
/* A term for what the call returns, of which nothing else is known. */
const struct term *call_result(struct fn_ctx *c, struct state *s, const struct ir_insn *i);

#endif
