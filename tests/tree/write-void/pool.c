// SPDX-License-Identifier: GPL-2.0-or-later
#include "pool.h"

void pool_give(struct list_head *pool, void *data)
{
	struct page *page = data;

	if (pool)
		pool_link(&page->lru, pool);
}

bool pool_takes(struct page *page)
{
	return !is_zone_device_page(page);
}
