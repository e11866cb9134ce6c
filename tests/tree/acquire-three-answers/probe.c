// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int probe_frame(unsigned long pfn, struct dev_pagemap **map);

int probe_frame(unsigned long pfn, struct dev_pagemap **map)
{
	if (!pfn)
		return -EINVAL;
	*map = get_dev_pagemap(pfn, NULL);
	return *map ? 1 : 0;
}
