// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int fast_path(unsigned long pfn, struct page **page);

int fast_path(unsigned long pfn, struct page **page)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return 0;
	*page = pfn_to_page(pfn);
	put_dev_pagemap(map);
	return 1;
}
