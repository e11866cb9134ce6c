// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void map_exchange(struct dev_pagemap **place, struct dev_pagemap *new);
int two_maps(unsigned long a, unsigned long b);

int two_maps(unsigned long a, unsigned long b)
{
	struct dev_pagemap *map = get_dev_pagemap(a, NULL);
	int n;

	map_exchange(&map, get_dev_pagemap(b, NULL));
	n = map ? map->nr_range : 0;
	map_exchange(&map, NULL);
	put_dev_pagemap(map);
	return n;
}
