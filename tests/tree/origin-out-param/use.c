// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int pin_one(unsigned long addr, bool write, struct page **page);
int mark_dirty(unsigned long addr);

int mark_dirty(unsigned long addr)
{
	struct page *page;
	int ret = pin_one(addr, true, &page);

	if (ret)
		return ret;
	if (page->flags & 1)	/* @good: if (!is_zone_device_page(page)) */
		ret = page->mapping->a_ops->set_page_dirty(page);
	unpin_user_page(page);
	return ret;
}
