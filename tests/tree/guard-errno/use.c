// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int check_page(struct page *page, unsigned int len);
int file_flags(unsigned long addr, unsigned int len);

int file_flags(unsigned long addr, unsigned int len)
{
	struct page *page;
	int ret;

	if (pin_user_pages(addr, 1, 0, &page, NULL) != 1)
		return -EFAULT;
	ret = check_page(page, len);
	if (ret < 0)
		goto unpin;
	ret = page->mapping->flags;
unpin:
	unpin_user_page(page);
	return ret;
}
