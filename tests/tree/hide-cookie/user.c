// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

unsigned long lease_begin(unsigned long pfn);
void lease_end(unsigned long cookie);
int lease_one(unsigned long pfn, int n);
int lease_two(unsigned long pfn);

int lease_one(unsigned long pfn, int n)
{
	unsigned long cookie = lease_begin(pfn);

	if (!cookie)
		return -ENXIO;
	if (n < 0) {
		lease_end(cookie);
		n = 0;	/* @good: return 0; */
	}
	lease_end(cookie);
	return n;
}

int lease_two(unsigned long pfn)
{
	unsigned long cookie = lease_begin(pfn);

	if (cookie)
		lease_end(cookie);
	return 0;
}
