// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void mark_error(struct page *page, int err);
int io_done(unsigned long addr, int err);

int io_done(unsigned long addr, int err)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	if (err)	/* @good: if (!is_zone_device_page(page)) */
		mark_error(page, err);
	put_page(page);
	return err;
}
