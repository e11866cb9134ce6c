// SPDX-License-Identifier: GPL-2.0-or-later
#include "next.h"

struct list_head *next_of(struct page *page)
{
	return page->lru.next->next;
}

bool has_next(struct page *page)
{
	return !is_zone_device_page(page);
}
