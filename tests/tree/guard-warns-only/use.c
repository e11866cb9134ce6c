// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int warn_device(const struct page *page);
int flags_of(unsigned long addr);

int flags_of(unsigned long addr)
{
	struct page *page;
	int ret;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	ret = warn_device(page);
	if (!ret)
		ret = page->mapping->flags;
	put_page(page);
	return ret;
}
