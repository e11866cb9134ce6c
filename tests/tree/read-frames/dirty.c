// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int dirty_page(struct page *page);

int dirty_page(struct page *page)
{
	if (page->flags & 1)	/* @good-callee: if (is_zone_device_page(page)) */
		return 0;
	return page->mapping->a_ops->set_page_dirty(page);
}
