// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int check_page(struct page *page);

int check_page(struct page *page)
{
	if (is_zone_device_page(page))
		return -ENODEV;
	if (page->_refcount > 8)
		return -EBUSY;
	return 0;
}
