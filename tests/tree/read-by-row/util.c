// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini-2015.h"	/* @good: #include "mini.h" */

struct address_space *page_mapping(struct page *page)
{
	unsigned long mapping = (unsigned long)page->mapping;

	if (mapping & PAGE_MAPPING_FLAGS)
		return NULL;
	return (struct address_space *)mapping;
}
