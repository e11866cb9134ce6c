// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool skip_page(const struct page *page, int flags);
long sum_pages(unsigned long addr, struct page **pages);

long sum_pages(unsigned long addr, struct page **pages)
{
	int i, n = get_user_pages_fast(addr, 16, 0, pages);
	long sum = 0;

	for (i = 0; i < n; i++) {
		if (skip_page(pages[0], 0))	/* @good: if (skip_page(pages[i], 0)) */
			continue;
		sum += pages[i]->mapping->nrpages;
	}
	for (i = 0; i < n; i++)
		put_page(pages[i]);
	return sum;
}
