// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

unsigned long cache_size(struct page *page);
unsigned long size_of(struct address_space *mapping, unsigned long addr);

unsigned long size_of(struct address_space *mapping, unsigned long addr)
{
	struct page *page = NULL;
	unsigned long n;

	get_user_pages_fast(addr, 1, 0, &page);	/* @good: page = find_get_page(mapping, addr); */
	if (!page)
		return 0;
	n = cache_size(page);
	put_page(page);
	return n;
}
