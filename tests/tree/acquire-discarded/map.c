// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *zone_map(unsigned long pfn);
bool zone_mapped(unsigned long pfn);

struct dev_pagemap *zone_map(unsigned long pfn)
{
	return get_dev_pagemap(pfn, NULL);
}

bool zone_mapped(unsigned long pfn)
{
	struct dev_pagemap *map = zone_map(pfn);

	put_dev_pagemap(map);
	return map;
}
