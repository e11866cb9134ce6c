// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bank_unmap(struct dev_pagemap *map);
int bank_flush(unsigned long pfn, int mode);

int bank_flush(unsigned long pfn, int mode)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);
	int ret = 0;

	if (!map)
		return -ENXIO;
	if (mode == 1)
		ret = map->flags;
	else if (mode == 2)
		return -EOPNOTSUPP;	/* @good: ret = -EOPNOTSUPP; */
	bank_unmap(map);
	return ret;
}
