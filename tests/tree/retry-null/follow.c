// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct page *follow(pte_t pte, unsigned int flags);

struct page *follow(pte_t pte, unsigned int flags)
{
	struct dev_pagemap *map = NULL;
	struct page *page;

	if (pte_devmap(pte)) {
		map = get_dev_pagemap(pte_pfn(pte), NULL);
		if (!map)
			return NULL;	/* @good: return ERR_PTR(-EFAULT); */
	}
	page = pte_page(pte);
	if (flags & FOLL_GET)
		get_page(page);
	put_dev_pagemap(map);
	return page;
}
