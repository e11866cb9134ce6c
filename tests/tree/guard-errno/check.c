// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int check_page(struct page *page, unsigned int len);

int check_page(struct page *page, unsigned int len)
{
	if (len > 4096)
		return -EINVAL;
	if (is_device_private_page(page))	/* @good: if (is_zone_device_page(page)) */
		return -EOPNOTSUPP;
	return 0;
}
