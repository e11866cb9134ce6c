// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void low_done(void *p);
long mid_find(unsigned long addr, unsigned long *handle);
long top(unsigned long addr);

long top(unsigned long addr)
{
	unsigned long handle;
	long n;

	while (!(n = mid_find(addr, &handle)))
		cond_resched();
	if (n < 0)
		return n;
	low_done((void *)handle);
	return 0;
}
