// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void a_keep(struct dev_pagemap *map);
void a_drop(void);
void b_drop(void);
int use_kept(unsigned long pfn);

int use_kept(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);
	int n;

	if (!map)
		return -ENXIO;
	a_keep(map);
	n = map->nr_range;
	a_drop();	/* @good: b_drop(); */
	a_drop();
	return n;
}
