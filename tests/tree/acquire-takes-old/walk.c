// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *bank_next(struct dev_pagemap *old, unsigned long pfn);
unsigned long bank_walk(unsigned long pfn, unsigned long end);
unsigned long bank_pair(unsigned long a, unsigned long b);

unsigned long bank_walk(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *map = NULL;
	unsigned long n = 0;

	for (; pfn < end; pfn++) {
		map = bank_next(NULL, pfn);	/* @good: map = bank_next(map, pfn); */
		if (map)
			n++;
	}
	put_dev_pagemap(map);
	return n;
}

unsigned long bank_pair(unsigned long a, unsigned long b)
{
	struct dev_pagemap *map = bank_next(NULL, a);
	unsigned long n = map ? map->flags : 0;

	map = bank_next(map, b);
	n += map ? map->flags : 0;
	put_dev_pagemap(map);
	return n;
}
