// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int bank_enter(unsigned long pfn, struct dev_pagemap **map);
int bank_work(unsigned long pfn);

int bank_work(unsigned long pfn)
{
	struct dev_pagemap *map;
	int ret;

	do {
		cond_resched();
		ret = bank_enter(pfn, &map);
	} while (ret == -EAGAIN);
	if (ret)
		return ret;
	ret = map->nr_range;
	put_dev_pagemap(map);
	return ret;
}
