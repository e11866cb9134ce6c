// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *zone_map(unsigned long pfn);
bool zone_mapped(unsigned long pfn);
int zone_check(unsigned long pfn);

int zone_check(unsigned long pfn)
{
	if (!zone_map(pfn))	 /* @good: if (!zone_mapped(pfn)) */
		return -ENXIO;
	return 0;
}
