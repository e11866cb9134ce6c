// SPDX-License-Identifier: GPL-2.0-or-later
#include "next.h"

bool next_user(unsigned long addr);

bool next_user(unsigned long addr)
{
	struct page *page;
	bool found = false;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return false;
	if (page->_refcount > 1)	/* @good: if (!is_zone_device_page(page)) */
		found = next_of(page);
	put_page(page);
	return found;
}
