// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void *low_find(unsigned long pfn);
long mid_find(unsigned long addr, unsigned long *handle);

long mid_find(unsigned long addr, unsigned long *handle)
{
	void *p = low_find(addr >> 12);

	if (!p)
		return 0;	/* @good: return -ENODEV; */
	*handle = (unsigned long)p;
	return 1;
}
