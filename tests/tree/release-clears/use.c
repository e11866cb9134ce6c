// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bank_clear(struct dev_pagemap **map);
int bank_poll(unsigned long pfn, int n);

int bank_poll(unsigned long pfn, int n)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);
	int ret = -EBUSY;

	if (n > 8) {
		bank_clear(&map);
		goto out;
	}
	ret = map ? map->nr_range : -ENXIO;
out:
	bank_clear(&map);
	return ret;
}
