// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool table_set(struct dev_pagemap *map);
int table_open(unsigned long pfn);

int table_open(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return -ENXIO;
	if (!table_set(map)) {
		put_dev_pagemap(map);
		return -EBUSY;
	}
	return 0;
}
