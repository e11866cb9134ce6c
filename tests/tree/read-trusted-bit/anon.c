// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int count_anon(struct page *page);

int count_anon(struct page *page)
{
	if ((unsigned long)page->mapping & PAGE_MAPPING_ANON)
		return 1;
	return 0;
}
