// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int bank_peek(unsigned long pfn);

static void bank_done(struct dev_pagemap *map)
{
	map->flags &= ~1;	/* @good: put_dev_pagemap(map); */
}

int bank_peek(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);
	int n;

	if (!map)
		return -ENXIO;
	n = map->nr_range;
	bank_done(map);
	return n;
}
