// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *region_get(unsigned long pfn);
long region_flags(unsigned long pfn, bool quick);

long region_flags(unsigned long pfn, bool quick)
{
	struct dev_pagemap *map = region_get(pfn);
	long flags;

	if (IS_ERR(map))
		return PTR_ERR(map);
	flags = map->flags;
	if (!quick)	/* @good: */
		put_dev_pagemap(map);
	return flags;
}
