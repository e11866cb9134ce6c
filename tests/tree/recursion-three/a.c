// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int b_step(unsigned long n);
int a_step(unsigned long n);

int a_step(unsigned long n)
{
	struct dev_pagemap *map = get_dev_pagemap(n, NULL);
	int ret;

	if (!map)
		return -ENXIO;
	ret = b_step(n - 1);
	if (ret == -EBUSY)
		return 0;	/* @good: ret = 0; */
	put_dev_pagemap(map);
	return ret;
}
