// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

unsigned long sum_pages(struct page **pages, int n);

unsigned long sum_pages(struct page **pages, int n)
{
	unsigned long sum = 0;
	int i;

	for (i = 0; i < n; i++) {
		if (!pages[i])	/* @good: if (is_zone_device_page(pages[i])) */
			continue;
		sum += pages[i]->mapping->nrpages;
	}
	return sum;
}
