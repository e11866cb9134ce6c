// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini-red.h"

int queue_add(struct dev_pagemap *map);
int submit(unsigned long pfn);

int submit(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);
	int ret;

	if (!map)
		return -ENXIO;
	ret = queue_add(map);
	if (ret)
		put_dev_pagemap(map);
	return ret;
}
