// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *map_low(unsigned long pfn);
struct dev_pagemap *map_high(unsigned long pfn);
int map_either(unsigned long pfn, unsigned int want);

int map_either(unsigned long pfn, unsigned int want)
{
	struct dev_pagemap *map = map_low(pfn);
	int n;

	if (!map || map->flags != want) {
		cond_resched();	/* @good: put_dev_pagemap(map); */
		map = map_high(pfn);
	}
	n = map ? map->nr_range : -ENXIO;
	put_dev_pagemap(map);
	return n;
}
