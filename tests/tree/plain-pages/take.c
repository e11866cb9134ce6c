// SPDX-License-Identifier: GPL-2.0-or-later
#include "pages.h"

struct page *take(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) < 1)
		return NULL;
	return page;
}

void drop(struct page *page)
{
	put_page(page);
}
