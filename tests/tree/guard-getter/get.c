// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct page *get_file_page(unsigned long addr);

struct page *get_file_page(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return NULL;
	if (!page->_refcount) {	/* @good: if (is_zone_device_page(page)) { */
		put_page(page);
		return NULL;
	}
	return page;
}
