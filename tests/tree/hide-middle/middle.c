// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void *low_take(unsigned long pfn);
void low_drop(void *p);
int mid_take(unsigned long addr, void **p);
void mid_drop(void **p);

int mid_take(unsigned long addr, void **p)
{
	*p = low_take(addr >> 12);
	return *p ? 0 : -ENXIO;
}

void mid_drop(void **p)
{
	low_drop(*p);
	*p = NULL;
}
