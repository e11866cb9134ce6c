// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int lease_begin(unsigned long pfn, u64 *cookie);
void lease_end(u64 cookie);

int lease_begin(unsigned long pfn, u64 *cookie)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return -ENODEV;
	*cookie = (u64)map;
	return 0;
}

void lease_end(u64 cookie)
{
	put_dev_pagemap((void *)cookie);
}
