/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A unit's place in its tree: what other files say of a function, what is demanded of them, and
 * what this unit says to them (struct flow_links in flow.h). An export that was asked for stays
 * valid during the unit.
 */
#ifndef PAGECK_LINKS_H
#define PAGECK_LINKS_H

#include "flow/fixpoint.h"

/* Is the body that this unit has the one that is called? */
bool defined_here(struct unit_ctx *u, struct ir_decl *d);
/* What another file exports for the function, or NULL; `relevant_only`: as in flow_links.ask(). */
const struct flow_export *defined_elsewhere(struct unit_ctx *u, struct ir_decl *d, bool relevant_only);
/* The same, as a summary in terms of this unit. */
struct summary *summary_elsewhere(struct unit_ctx *u, struct ir_decl *d, bool relevant_only);
/* The function that the whole tree has in the member which the call goes through, or NULL. */
struct ir_decl *target_of_member(struct unit_ctx *u, const struct ir_insn *i);
/* The call with its target's name, when it goes through a pointer that has but one. */
const struct ir_insn *resolve_call(struct fn_ctx *c, struct state *s, const struct ir_insn *i);

/*
 * Is the callee handed something that matters? Then what it does with it is demanded,
 * here or in the file that defines it.
 */
bool hands_over(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		const struct term *const *args);
/* A page is used whose origin a function elsewhere may know, because it gave it. */
void demand_origin(struct fn_ctx *c, const struct term *page);
/* The same of a call through a member that is not known to have one target. */
void demand_target(struct fn_ctx *c, struct state *s, const struct ir_insn *i,
		 const struct term *const *args);
/* Remembers the call and its arguments, for explore(); known: there is a summary of the callee. */
void note_call(struct fn_ctx *c, const struct ir_insn *i, const struct term *const *args, bool known);
/* Something was reported: would what other files do with what they are handed change that? */
void explore(struct fn_ctx *c);
/* The name under which a function that this unit knows is known to others. */
const char *link_name(struct unit_ctx *u, const struct ir_decl *d);
/* Fills in the links of the unit: what it exports, wants, passes on and points to. */
void export_unit(struct unit_ctx *u);

#endif
