// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bank_put(struct dev_pagemap *map);
unsigned int bank_flags(unsigned long pfn);

unsigned int bank_flags(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);
	unsigned int flags;

	if (!map)
		return 0;
	flags = map->flags;
	bank_put(map);
	flags = map->flags;	/* @good: flags &= 7; */
	return flags;
}
