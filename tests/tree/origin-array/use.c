// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int fill_pages(struct page **pages, unsigned long addr, int n);
unsigned long count_mapped(unsigned long addr);

unsigned long count_mapped(unsigned long addr)
{
	struct page *pages[8];
	int i, n = fill_pages(pages, addr, 8);
	unsigned long sum = 0;

	for (i = 0; i < n; i++) {
		struct page *page = pages[i];

		if (!page->_refcount)	/* @good: if (is_zone_device_page(page)) */
			continue;
		sum += page->mapping->nrpages;
	}
	while (n--)
		put_page(pages[n]);
	return sum;
}
