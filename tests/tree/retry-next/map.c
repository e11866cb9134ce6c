// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int map_frame(unsigned long pfn);

int map_frame(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return -EAGAIN;
	put_dev_pagemap(map);
	return 0;
}
