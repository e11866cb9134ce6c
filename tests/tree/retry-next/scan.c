// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int map_frame(unsigned long pfn);
unsigned long first_frame(unsigned long pfn, unsigned long end);

unsigned long first_frame(unsigned long pfn, unsigned long end)
{
	while (pfn < end) {
		if (map_frame(pfn) != -EAGAIN)
			break;
		cond_resched();	/* @good: pfn++; */
	}
	return pfn;
}
