// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int check_page(struct page *page);
int file_flags(unsigned long addr);

int file_flags(unsigned long addr)
{
	struct page *page;
	int ret;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	ret = check_page(page);
	if (ret && ret != -ENODEV)	/* @good: if (ret && ret != -EBUSY) */
		goto put;
	ret = page->mapping->flags;
put:
	put_page(page);
	return ret;
}
