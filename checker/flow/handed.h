/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which kinds of page come to a place: by all paths of its function, and from its callers. What is
 * noted belongs to the unit's arena; ask when all functions of the unit are done.
 */
#ifndef PAGECK_HANDED_H
#define PAGECK_HANDED_H

#include "flow/fixpoint.h"

/* All kinds that come to a use at `pos`, whether it goes wrong for them or not; 0: none did. */
void note_seen(struct unit_ctx *u, struct ir_pos pos, kinds_t mask);
kinds_t kinds_seen(const struct unit_ctx *u, struct ir_pos pos);
/* What a call hands to a static function of the unit. */
void note_handed(struct fn_ctx *c, const struct state *s, const struct ir_insn *i,
		 const struct term *const *args);
/* What a page of the function can be, as far as all its callers are known; any kind where not. */
kinds_t kinds_handed(const struct unit_ctx *u, const struct ir_decl *fn, const struct term *root);
kinds_t kinds_handed_arg(const struct unit_ctx *u, const struct ir_decl *fn, unsigned arg);

#endif
