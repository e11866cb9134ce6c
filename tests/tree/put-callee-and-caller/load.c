// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int fw_load(struct dev_pagemap *map, unsigned long size);

int fw_load(struct dev_pagemap *map, unsigned long size)
{
	if (size > 1UL << 20)
		return -EINVAL;
	if (map->type != MEMORY_DEVICE_GENERIC) {
		put_dev_pagemap(map);	/* @good: cond_resched(); */
		return -ENODEV;
	}
	return 0;
}
