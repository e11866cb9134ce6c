// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void end_map(struct dev_pagemap *map);
int use_map(unsigned long pfn);

int use_map(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);
	int n;

	if (!map)
		return -ENXIO;
	n = map->nr_range;
	end_map(map);
	return n;
}
