// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int dirty_page(struct page *page);
int pass_page(struct page *page, int how);

int pass_page(struct page *page, int how)
{
	if (!how)	/* @good-middle: if (!how || is_zone_device_page(page)) */
		return -EINVAL;
	return dirty_page(page);
}
