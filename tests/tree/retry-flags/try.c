// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int try_frame(unsigned long pfn, unsigned int flags);

int try_frame(unsigned long pfn, unsigned int flags)
{
	struct dev_pagemap *map;

	if (!(flags & FOLL_PIN))
		return 1;
	map = get_dev_pagemap(pfn, NULL);
	if (!map)
		return 0;
	put_dev_pagemap(map);
	return 1;
}
