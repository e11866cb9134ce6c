// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int log_page(struct page *page);
int log_user_page(unsigned long addr);
int log_any(struct page *page);

int log_any(struct page *page)
{
	return log_page(page);
}

int log_user_page(unsigned long addr)
{
	struct page *page;
	int ret;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	ret = log_page(page);	/* @good: ret = printk("%lx\n", page->flags); */
	put_page(page);
	return ret;
}
