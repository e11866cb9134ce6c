// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void *low_take(unsigned long pfn);
void low_drop(void *p);

void *low_take(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (map && map->type == MEMORY_DEVICE_PRIVATE) {
		put_dev_pagemap(map);
		map = NULL;
	}
	return map;
}

void low_drop(void *p)
{
	put_dev_pagemap(p);
}
