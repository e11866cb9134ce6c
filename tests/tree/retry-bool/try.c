// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool try_range(unsigned long pfn, u64 *end);

bool try_range(unsigned long pfn, u64 *end)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return false;
	*end = map->range.end;
	put_dev_pagemap(map);
	return true;
}
