// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct page *user_page(unsigned long addr);
struct page *fresh_page(unsigned long addr);
unsigned long owner_of(unsigned long addr);

unsigned long owner_of(unsigned long addr)
{
	struct page *page = user_page(addr);	/* @good: struct page *page = fresh_page(addr); */
	unsigned long ino = 0;

	if (!page)
		return 0;
	ino = page->mapping->host->i_ino;
	put_page(page);
	return ino;
}
