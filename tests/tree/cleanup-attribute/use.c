// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void end_map(struct dev_pagemap **map);
int map_type(unsigned long pfn);

int map_type(unsigned long pfn)
{
	struct dev_pagemap *map = NULL;	/* @good: struct dev_pagemap *map __cleanup(end_map) = NULL; */

	map = get_dev_pagemap(pfn, NULL);
	if (!map)
		return -ENXIO;
	if (map->type == MEMORY_DEVICE_GENERIC)
		return 0;
	return map->type;
}
