// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bank_find(unsigned long pfn, struct dev_pagemap **map);
int bank_width(unsigned long pfn, int lane);

int bank_width(unsigned long pfn, int lane)
{
	struct dev_pagemap *map;
	int width = -ENXIO;

	bank_find(pfn, &map);
	if (!map)
		return width;
	switch (lane) {
	case 0:
		width = 8;
		break;
	case 1:
		return -EBUSY;	/* @good: width = -EBUSY; break; */
	default:
		width = 16;
	}
	put_dev_pagemap(map);
	return width;
}
