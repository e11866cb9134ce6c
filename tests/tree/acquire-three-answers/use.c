// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int probe_frame(unsigned long pfn, struct dev_pagemap **map);
int use_frame(unsigned long pfn);

int use_frame(unsigned long pfn)
{
	struct dev_pagemap *map;
	int ret = probe_frame(pfn, &map);

	if (ret)	/* @good: if (ret <= 0) */
		return ret;
	put_dev_pagemap(map);
	return 0;
}
