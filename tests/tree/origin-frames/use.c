// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int lock_buffer(unsigned long addr, void **handle);
int sync_buffer(unsigned long addr);

int sync_buffer(unsigned long addr)
{
	struct page *page;
	void *handle;
	int ret = lock_buffer(addr, &handle);

	if (ret)
		return ret;
	page = handle;
	lock_page(page);
	if (PageLRU(page) || page->flags)	/* @good: if (PageLRU(page) && page->flags) */
		ret = page->mapping->flags;
	unlock_page(page);
	put_page(page);
	return ret;
}
