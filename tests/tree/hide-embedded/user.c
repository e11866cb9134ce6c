// SPDX-License-Identifier: GPL-2.0-or-later
#include "handle.h"

int handle_try(unsigned long pfn, int n);

int handle_try(unsigned long pfn, int n)
{
	struct handle *h = handle_open(pfn);

	if (!h)
		return -ENXIO;
	if (n > 4)
		return -EINVAL;	/* @good: n = 4; */
	handle_close(h);
	return n;
}
