// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *bank_lookup(unsigned long pfn);
int bank_enter(unsigned long pfn, struct dev_pagemap **map);

int bank_enter(unsigned long pfn, struct dev_pagemap **map)
{
	*map = bank_lookup(pfn);
	if (!*map)
		return -EAGAIN;	/* @good: return -ENXIO; */
	return 0;
}
