// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bump(struct page *page);
int trusts(unsigned long addr);

int trusts(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	if (page->_mapcount > 0)	/* @good: if (page->_mapcount > 0 && !is_zone_device_page(page)) */
		bump(page);
	put_page(page);
	return 0;
}
