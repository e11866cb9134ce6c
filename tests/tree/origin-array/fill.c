// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int fill_pages(struct page **pages, unsigned long addr, int n);

int fill_pages(struct page **pages, unsigned long addr, int n)
{
	int got = get_user_pages_fast(addr, n, 0, pages);

	return got < 0 ? 0 : got;
}
