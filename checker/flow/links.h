/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Links a unit to the other files of its tree: summaries that they export, what this unit demands
 * of them, and what it exports (struct flow_links in flow.h). An export that was returned stays
 * valid as long as the unit.
 */
#ifndef PAGECK_LINKS_H
#define PAGECK_LINKS_H

#include "flow/fixpoint.h"

/* Is the body in this unit the one that a call executes, not a weak one that is overridden? */
bool defined_here(struct unit_ctx *u, struct ir_decl *d);
/* What another file exports for the function, or NULL; `relevant_only` as in flow_links.ask(). */
const struct flow_export *defined_elsewhere(struct unit_ctx *u, struct ir_decl *d, bool relevant_only);
/* The same, as a summary in terms of this unit. */
struct summary *summary_elsewhere(struct unit_ctx *u, struct ir_decl *d, bool relevant_only);
/* The only function that the tree stores in the member through which the call goes, or NULL. */
struct ir_decl *target_of_member(struct unit_ctx *u, const struct ir_insn *i);
/* The same call by name, if it goes through a pointer with a single known target; else i. */
const struct ir_insn *resolve_call(struct fn_ctx *c, struct state *s, const struct ir_insn *i);

/*
 * Does the call pass something that matters? Then demands the callee's summary, from this unit or
 * the file that defines it.
 */
bool hands_over(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		const struct term *const *args);
/* A page of unknown origin is used: demands the summary of the function that gave it. */
void demand_origin(struct fn_ctx *c, const struct term *page);
/* The same for a call through a member without a single known target. */
void demand_target(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		 const struct term *const *args);
/* Records the call and its arguments for explore(); known: the callee has a summary. */
void note_call(struct fn_ctx *c, const struct ir_insn *i, const struct term *const *args, bool known);
/* Something was reported: demands the summaries of recorded calls that might change that. */
void explore(struct fn_ctx *c);
/* The function's name in exports. */
const char *link_name(struct unit_ctx *u, const struct ir_decl *d);
/* Fills in the unit's exports, demands, forwards and targets. */
void export_unit(struct unit_ctx *u);

#endif
