// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int check_pages(struct page **pages, int n);

int check_pages(struct page **pages, int n)
{
	int i;

	for (i = 0; i < n; i++)
		if (!pages[i])	/* @good: if (is_zone_device_page(pages[i])) */
			return -EINVAL;
	return 0;
}
