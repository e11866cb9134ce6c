// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int warn_device(const struct page *page);

int warn_device(const struct page *page)
{
	if (WARN_ON_ONCE(is_zone_device_page(page)))
		cond_resched();	/* @good: return -EINVAL; */
	return 0;
}
