// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int slot_keep(unsigned int n, struct dev_pagemap *map);
int slot_fill(unsigned int n, unsigned long pfn);

int slot_fill(unsigned int n, unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);
	int ret = -ENXIO;

	if (map)
		ret = slot_keep(n, map);
	if (ret == -EINVAL)	/* @good: if (ret) */
		put_dev_pagemap(map);
	return ret;
}
