// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

unsigned long page_info(struct page *page, bool cached);

unsigned long page_info(struct page *page, bool cached)
{
	if (cached)
		return page->mapping->nrpages;
	return page->flags;
}
