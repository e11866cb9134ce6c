// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctx.h"

struct page *ctx_follow(struct ctx *c, pte_t pte)
{
	c->map = get_dev_pagemap(pte_pfn(pte), c->map);
	if (!c->map)
		return NULL;	/* @good: return ERR_PTR(-EFAULT); */
	return pte_page(pte);
}
