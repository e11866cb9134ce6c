// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int bank_start(struct dev_pagemap *map, unsigned int mode);
int bank_cycle(unsigned long pfn, unsigned int mode);

int bank_cycle(unsigned long pfn, unsigned int mode)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);
	int ret;

	if (!map)
		return -ENXIO;
	ret = bank_start(map, mode);
	if (ret)
		goto out;	/* @good: return ret; */ /* @worse: return ret; */
	ret = map->nr_range;
out:
	put_dev_pagemap(map);	/* @worse: map = NULL; */
	return ret;
}
