// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct page *user_page(unsigned long addr);
struct page *fresh_page(unsigned long addr);

struct page *user_page(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return NULL;
	return page;
}

struct page *fresh_page(unsigned long addr)
{
	return addr ? find_get_page(NULL, addr) : NULL;
}
