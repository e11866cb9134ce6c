// SPDX-License-Identifier: GPL-2.0-or-later
#include "owner.h"

struct address_space *raw_mapping(const struct page *page)
{
	if (is_zone_device_page(page))
		return page->mapping;	/* @good: return NULL; */
	return page->mapping;
}
