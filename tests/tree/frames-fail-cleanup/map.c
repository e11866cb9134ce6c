// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int step_map(unsigned long pfn, void **map);
void step_unmap(void *map);

int step_map(unsigned long pfn, void **map)
{
	*map = get_dev_pagemap(pfn, NULL);
	return *map ? 0 : -ENXIO;
}

void step_unmap(void *map)
{
	put_dev_pagemap(map);
}
