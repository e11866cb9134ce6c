/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All that an analysis may look at is lowered; from then on a unit needs no front end. */
#include "ir/ir.h"
#include "util/numbers.h"

#include <stdlib.h>

static void reach_decl(struct numbers *found, struct ir_decl *d)
{
	bool is_new;

	numbers_of(found, d, &is_new);
}

static void reach_in(struct numbers *found, const struct ir_expr *x)
{
	for (; x; x = x->a) {
		if (x->kind == EX_FUNC)
			reach_decl(found, x->decl);
		reach_in(found, x->b);
	}
}

static void reach_from(struct numbers *found, const struct ir_func *f)
{
	size_t i, j;
	unsigned k;

	for (i = 0; i < f->nblocks; i++) {
		const struct ir_block *b = f->blocks[i];

		reach_in(found, b->value);
		for (j = 0; j < b->ninsns; j++) {
			const struct ir_insn *in = b->insns[j];

			reach_decl(found, in->fn);
			reach_in(found, in->dst);
			reach_in(found, in->src);
			reach_in(found, in->callee);
			for (k = 0; k < in->nargs; k++)
				reach_in(found, in->args[k]);
		}
	}
}

static void lower_all(struct ir_unit *u, struct numbers *found)
{
	size_t i;

	for (i = 0; i < found->list.n; i++) {
		struct ir_func *f = ir_body(u, (struct ir_decl *)found->list.data[i]);

		if (f)
			reach_from(found, f);
	}
	numbers_free(found);
}

void ir_reach(struct ir_unit *u, struct ir_decl *d)
{
	struct numbers found = { 0 };

	reach_decl(&found, d);
	lower_all(u, &found);
}

void ir_reach_all(struct ir_unit *u)
{
	struct numbers found = { 0 };
	size_t i;

	for (i = 0; i < u->defs.n; i++)
		reach_decl(&found, u->defs.data[i]);
	for (i = 0; i < u->roles.n; i++)
		reach_decl(&found, u->roles.data[i].fn);
	lower_all(u, &found);
}

void ir_close(struct ir_unit *u)
{
	u->closed = true;
}
