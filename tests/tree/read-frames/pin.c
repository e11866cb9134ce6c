// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int pass_page(struct page *page, int how);
int pin_and_pass(unsigned long addr);

int pin_and_pass(unsigned long addr)
{
	struct page *page;
	int ret;

	if (pin_user_pages(addr, 1, FOLL_WRITE, &page, NULL) != 1)
		return -EFAULT;
	cond_resched();	/* @good-caller: if (is_zone_device_page(page)) { unpin_user_page(page); return 0; } */
	ret = pass_page(page, 1);
	unpin_user_page(page);
	return ret;
}
