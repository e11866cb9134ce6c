/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * After df06b37ffe5a: the pagemap is kept in a context on the stack from page to page, and one
 * return went past its put.
 */
#include "../fixtures/include/mini.h"

struct context {
	struct dev_pagemap *pgmap;
	unsigned int page_mask;
};

static struct page *follow(unsigned long addr, unsigned long pfn, struct context *ctx)
{
	ctx->pgmap = get_dev_pagemap(pfn, ctx->pgmap);
	if (!ctx->pgmap)
		return ERR_PTR(-EFAULT);
	return pfn_to_page(pfn);
}

long get_pages(unsigned long addr, unsigned long pfn, long n, struct page **pages)
{
	struct context ctx = { NULL };
	long i, ret = 0;

	for (i = 0; i < n; i++) {
		struct page *page = follow(addr, pfn + i, &ctx);

		if (IS_ERR(page)) {
			ret = PTR_ERR(page);
			goto out;
		}
		if (PTR_ERR(page) == 0)
			goto out;
		pages[i] = page;
	}
out:
	if (ctx.pgmap)
		put_dev_pagemap(ctx.pgmap);
	return i ? i : ret;
}

/*
 * pageck-expect
 * pageck-end
 */
