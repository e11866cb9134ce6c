// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int count_anon(struct page *page);
int scan_anon(unsigned long addr);

int scan_anon(unsigned long addr)
{
	struct page *page;
	int n = 0;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	if (page->_mapcount)	/* @good: if (!is_zone_device_page(page)) */
		n = count_anon(page);
	put_page(page);
	return n;
}
