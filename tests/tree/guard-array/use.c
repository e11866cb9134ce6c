// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int check_pages(struct page **pages, int n);
long sum_pages(unsigned long addr, struct page **pages);

long sum_pages(unsigned long addr, struct page **pages)
{
	int i, n = get_user_pages_fast(addr, 16, 0, pages);
	long sum = 0;

	if (n <= 0)
		return -EFAULT;
	if (check_pages(pages, n))
		goto put;
	for (i = 0; i < n; i++)
		sum += pages[i]->mapping->nrpages;
put:
	while (n--)
		put_page(pages[n]);
	return sum;
}
