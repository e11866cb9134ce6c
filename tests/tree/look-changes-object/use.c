// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bank_mark(struct dev_pagemap *map, unsigned int flag);
int bank_retire(unsigned long pfn, unsigned long end);

int bank_retire(unsigned long pfn, unsigned long end)
{
	int n = 0;

	for (; pfn < end; pfn += 512) {
		struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

		if (!map)
			continue;
		bank_mark(map, 1);
		if (map->nr_range > 1)
			continue;	/* @good: n--; */
		n++;
		put_dev_pagemap(map);
	}
	return n;
}
