// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int chain_step(unsigned long pfn, struct dev_pagemap **map);

int chain_step(unsigned long pfn, struct dev_pagemap **map)
{
	*map = get_dev_pagemap(pfn, *map);
	if (!*map)
		return -EFAULT;
	return 0;
}
