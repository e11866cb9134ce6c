// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *bank_map(unsigned long pfn);
int bank_program(unsigned long pfn, unsigned int len);
int bank_info(unsigned long pfn);

int bank_program(unsigned long pfn, unsigned int len)
{
	struct dev_pagemap *map = bank_map(pfn);
	int ret = 0;

	if (!map)
		return -ENXIO;
	if (len > 512)
		return -EINVAL;	/* @good: goto out; */
	ret = map->nr_range;
	if (len > 256)
		goto out;
	ret += len;
out:
	put_dev_pagemap(map);
	return ret;
}

int bank_info(unsigned long pfn)
{
	struct dev_pagemap *map = bank_map(pfn);
	int n = map ? map->nr_range : 0;

	put_dev_pagemap(map);
	return n;
}
