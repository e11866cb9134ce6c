// SPDX-License-Identifier: GPL-2.0-or-later
#include "ops.h"

int board_cycle(unsigned long pfn);

int board_cycle(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return -ENXIO;
	board_ops.stop(map);
	return 0;
}
