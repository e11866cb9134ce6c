// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bank_done(struct dev_pagemap *map);
int bank_poke(unsigned long pfn);

int bank_poke(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return -ENXIO;
	map->flags |= 1;
	bank_done(map);
	return 0;
}
