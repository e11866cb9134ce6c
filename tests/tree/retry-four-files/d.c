// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void put_dev_pagemap(struct dev_pagemap *map);
int c_map(unsigned long pfn, void **p);
int d_touch(unsigned long pfn);

int d_touch(unsigned long pfn)
{
	void *p;
	int ret;

	for (;;) {
		ret = c_map(pfn, &p);
		if (!ret)
			break;
		if (ret != -EBUSY)	/* @good: if (ret) */
			return ret;
	}
	put_dev_pagemap(p);
	return 0;
}
