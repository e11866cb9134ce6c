// SPDX-License-Identifier: GPL-2.0-or-later
#include "ops.h"

int dev_cycle(const struct dev_ops *ops, unsigned long pfn);

int dev_cycle(const struct dev_ops *ops, unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return -ENXIO;
	ops->stop(map);
	return 0;
}
