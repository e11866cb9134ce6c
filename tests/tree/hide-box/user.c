// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"
#include "box.h"

int box_try(unsigned long pfn, int n);

int box_try(unsigned long pfn, int n)
{
	struct box *b = box_open(pfn);

	if (!b)
		return -ENXIO;
	if (n) {
		box_drop(b);
		n = -EIO;	/* @good: goto out; */
	}
	box_drop(b);
	goto out;
out:
	box_free(b);
	return n;
}
