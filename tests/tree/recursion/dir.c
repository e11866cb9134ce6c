// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int walk_entry(unsigned long pfn, int depth, void *map);
int walk_dir(unsigned long pfn, int depth);

int walk_dir(unsigned long pfn, int depth)
{
	struct dev_pagemap *map;
	int ret;

	if (depth > 3)
		return -EINVAL;
	map = get_dev_pagemap(pfn, NULL);
	if (!map)
		return 0;
	if (map->nr_range > 8)
		return -EBUSY;	/* @good: return walk_entry(pfn, 4, map); */
	ret = walk_entry(pfn + 1, depth, map);
	return ret;
}
