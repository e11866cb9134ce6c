// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bump(struct page *page);
int asks(unsigned long addr);

int asks(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	if (!is_zone_device_page(page))
		bump(page);
	put_page(page);
	return 0;
}
