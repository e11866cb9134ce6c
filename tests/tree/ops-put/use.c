// SPDX-License-Identifier: GPL-2.0-or-later
#include "ops.h"

int bank_use(const struct bank_ops *ops, unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);
	int ret;

	if (!map)
		return -ENXIO;
	ret = ops->begin(map);
	ops->end(map);
	return ret;
}
