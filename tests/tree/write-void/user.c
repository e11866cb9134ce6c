// SPDX-License-Identifier: GPL-2.0-or-later
#include "pool.h"

int pool_user(struct list_head *pool, unsigned long addr);

int pool_user(struct list_head *pool, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	if (page->_refcount > 1)	/* @good: if (!is_zone_device_page(page)) */
		pool_give(pool, page);
	return 0;
}
