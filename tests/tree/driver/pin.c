// SPDX-License-Identifier: GPL-2.0-or-later
#include "drv.h"

int drv_pin(struct drv_buf *b, unsigned long addr)
{
	struct page *page;
	int n;

	b->addr = addr;
	n = pin_user_pages_fast(addr, 1, FOLL_WRITE, &page);
	if (n != 1)
		return n < 0 ? n : -EFAULT;
	b->page = page;
	b->device = is_zone_device_page(b->page);
	return 0;
}

void drv_unpin(struct drv_buf *b)
{
	unpin_user_page(b->page);
	b->page = NULL;
}
