// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void work_queue(void *data, int delay);
void work_user(unsigned long addr);

void work_user(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return;
	if (page->_refcount > 1)	/* @good: if (PageLRU(page)) */
		work_queue(page, 1);
	put_page(page);
}
