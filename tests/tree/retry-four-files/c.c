// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool b_map(unsigned long pfn, void **p);
int c_map(unsigned long pfn, void **p);

int c_map(unsigned long pfn, void **p)
{
	if (!b_map(pfn, p))
		return -EBUSY;
	return 0;
}
