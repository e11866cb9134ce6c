// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int bank_check(struct dev_pagemap *map);

int bank_check(struct dev_pagemap *map)
{
	if (!map->nr_range || map->type == MEMORY_DEVICE_PRIVATE)
		return -EINVAL;
	return 0;
}
