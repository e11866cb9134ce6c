// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini-red.h"

int chain_step(unsigned long pfn, struct dev_pagemap **map);
int chain_walk(unsigned long pfn, unsigned long end);

int chain_walk(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *map = NULL;
	int nr = 0;

	for (; pfn < end; pfn++) {
		if (chain_step(pfn, &map))
			break;
		if (fatal_signal_pending(NULL))
			return nr;	/* @good: break; */
		nr++;
	}
	put_dev_pagemap(map);
	return nr;
}
