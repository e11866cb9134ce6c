/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Records which kinds of page reach a place: on all paths of its function, and from its callers.
 * Records live in the unit's arena; query them after all functions of the unit are done.
 */
#ifndef PAGECK_HANDED_H
#define PAGECK_HANDED_H

#include "flow/fixpoint.h"

/* Records the kinds that a page may be at a use, right ones too; 0: it is never reached. */
void note_seen(struct unit_ctx *u, struct ir_pos pos, kinds_t mask);
kinds_t kinds_seen(const struct unit_ctx *u, struct ir_pos pos);
/* Records what a call passes to a static function of the unit. */
void note_handed(struct fn_ctx *c, const struct state *s, const struct ir_insn *i,
		 const struct term *const *args);
/* What a page of the function can be, if all callers are known; else any kind. */
kinds_t kinds_handed(const struct unit_ctx *u, const struct ir_decl *fn, const struct term *root);
kinds_t kinds_handed_arg(const struct unit_ctx *u, const struct ir_decl *fn, unsigned arg);

#endif
