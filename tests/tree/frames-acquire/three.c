// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int two_get(u64 addr, struct dev_pagemap **map);
void three_put(struct dev_pagemap *map);
int three_read(u64 addr, u64 len);

int three_read(u64 addr, u64 len)
{
	struct dev_pagemap *map = NULL;
	int ret = two_get(addr, &map);

	if (ret < 0)
		return ret;
	if (addr + len > map->range.end)
		return -EFAULT;	/* @good: ret = -EFAULT; */
	three_put(map);
	return ret;
}
