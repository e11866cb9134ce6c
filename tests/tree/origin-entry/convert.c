// SPDX-License-Identifier: GPL-2.0-or-later
#include "entry.h"

struct page *entry_page(unsigned long val)
{
	swp_entry_t entry = { val };
	struct page *page = pfn_swap_entry_to_page(entry);

	return !page->_refcount ? NULL : page;	/* @good: return is_zone_device_page(page) ? NULL : page; */
}
