// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void plat_end(struct dev_pagemap *map);
void plat_note(struct dev_pagemap *map);
int plat_one(unsigned long pfn);

void __attribute__((__weak__)) plat_end(struct dev_pagemap *map)
{
	map->flags = 0;
}

void plat_note(struct dev_pagemap *map)
{
	map->flags = 0;
}

int plat_one(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return -ENXIO;
	plat_note(map);	/* @good: plat_end(map); */
	return 0;
}
