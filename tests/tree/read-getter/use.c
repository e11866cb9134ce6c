// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct address_space *my_mapping(struct page *page);
unsigned long my_flags(unsigned long addr);

unsigned long my_flags(unsigned long addr)
{
	struct address_space *mapping;
	struct page *page;
	unsigned long flags = 0;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	mapping = my_mapping(page);
	if (mapping)	/* @good: if (mapping && !is_zone_device_page(page)) */
		flags = mapping->flags;
	put_page(page);
	return flags;
}
