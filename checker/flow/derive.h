/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of the two speaks for a call: the rows about it, or its body. */
#ifndef PAGECK_DERIVE_H
#define PAGECK_DERIVE_H

#include "flow/fixpoint.h"

/*
 * Is the answer of the function made of nothing but what its body shows? Then the body says which
 * pages it is about, and a row that names it as a guard is only a name for that.
 */
bool body_answers(struct unit_ctx *u, struct ir_decl *d);
/* Does it answer by bits that tell special kinds of page, in its own body or one that it calls? */
bool asks_for_kinds(struct unit_ctx *u, struct ir_decl *d);
/* It makes an entry of one entry: both lead to the same page. */
bool passes_entry(struct unit_ctx *u, const struct ir_decl *d);
/* Has it a page, or an entry that leads to one, among its parameters? */
bool takes_page(struct unit_ctx *u, const struct ir_decl *d);
/* Do rows say what a call by name does, in this unit and file, better than the body? */
bool rows_decide(struct fn_ctx *c, const struct ir_insn *i);

#endif
