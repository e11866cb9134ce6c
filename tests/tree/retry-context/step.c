// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctx.h"

struct page *ctx_step(struct ctx *c, pte_t *ptep)
{
	if (pte_none(*ptep))
		return ERR_PTR(-EINVAL);
	return ctx_follow(c, *ptep);
}
