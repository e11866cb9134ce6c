// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int get_window(unsigned long pfn);

int get_window(unsigned long pfn)
{
	struct dev_pagemap *map;

	if (pfn & 7)
		return -EAGAIN;
	map = get_dev_pagemap(pfn, NULL);
	if (!map)
		return -EFAULT;
	put_dev_pagemap(map);
	return 0;
}
