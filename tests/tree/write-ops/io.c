// SPDX-License-Identifier: GPL-2.0-or-later
#include "ops.h"

int io_user(unsigned long addr);

int io_user(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	if (page->flags)	/* @good: if (!is_zone_device_page(page)) */
		file_ops.queue(page);
	put_page(page);
	return 0;
}
