// SPDX-License-Identifier: GPL-2.0-or-later
#include "kind.h"

unsigned long file_pages(unsigned long addr);

unsigned long file_pages(unsigned long addr)
{
	struct page *page;
	unsigned long n = 0;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	switch (kind_of(page)) {
	case KIND_LRU:
	case KIND_OTHER:
	case KIND_FREE:	/* @good: */
		n = page->mapping->nrpages;
		break;
	default:
		break;
	}
	put_page(page);
	return n;
}
