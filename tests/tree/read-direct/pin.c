// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

unsigned long page_ino(struct page *page);
long ino_of(unsigned long addr);

long ino_of(unsigned long addr)
{
	struct page *page;
	long ino = -EINVAL;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	if (page->_refcount)	/* @good: if (!is_zone_device_page(page)) */
		ino = page_ino(page);
	put_page(page);
	return ino;
}
