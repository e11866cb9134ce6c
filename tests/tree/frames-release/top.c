// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int middle_end(void *p, int status);
int top_run(unsigned long pfn, int status);

int top_run(unsigned long pfn, int status)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return -ENXIO;
	return middle_end(map, status);
}
