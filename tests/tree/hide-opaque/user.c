// SPDX-License-Identifier: GPL-2.0-or-later
#include "handle.h"

int count_ranges(unsigned long pfn, int max);

int count_ranges(unsigned long pfn, int max)
{
	struct handle *h = handle_open(pfn);
	int n;

	if (!h)
		return 0;
	n = handle_ranges(h);
	if (n > max)
		return max;	/* @good: n = max; */
	handle_close(h);
	return n;
}
