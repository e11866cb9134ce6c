// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool is_ours(const struct page *page);
bool is_busy(const struct page *page);
int page_pages(unsigned long addr);

int page_pages(unsigned long addr)
{
	struct page *page;
	int n = -EINVAL;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	if (is_busy(page))	/* @good: if (is_ours(page)) */
		goto out;
	n = page->mapping->nrpages;
out:
	put_page(page);
	return n;
}
