// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

unsigned long page_info(struct page *page, bool cached);
unsigned long show_user(unsigned long addr);
unsigned long show_cache(struct address_space *mapping);

unsigned long show_cache(struct address_space *mapping)
{
	struct page *page = find_get_page(mapping, 0);

	return page ? page_info(page, true) : 0;
}

unsigned long show_user(unsigned long addr)
{
	struct page *page;
	unsigned long info;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	info = page_info(page, true);	/* @good: info = page_info(page, false); */
	put_page(page);
	return info;
}
