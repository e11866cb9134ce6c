// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool is_odd(const struct page *page);
unsigned long page_pages(unsigned long addr);

unsigned long page_pages(unsigned long addr)
{
	unsigned long n = 0;
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return n;
	if (is_odd(page))	/* @good: if (!is_odd(page)) */
		n = page->mapping->nrpages;
	put_page(page);
	return n;
}
