// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

unsigned long cache_size(struct page *page);

unsigned long cache_size(struct page *page)
{
	return page->mapping->nrpages;
}
