// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

unsigned long sum_pages(struct page **pages, int n);
unsigned long sum_user(unsigned long addr, struct page **pages);

unsigned long sum_user(unsigned long addr, struct page **pages)
{
	int n = get_user_pages_fast(addr, 16, 0, pages);
	unsigned long sum;

	if (n <= 0)
		return 0;
	sum = sum_pages(pages, n);
	while (n--)
		put_page(pages[n]);
	return sum;
}
