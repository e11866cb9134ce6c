// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool is_ours(const struct page *page);
bool is_busy(const struct page *page);

bool is_ours(const struct page *page)
{
	return is_zone_device_page(page);
}

bool is_busy(const struct page *page)
{
	return page->_refcount > 1;
}
