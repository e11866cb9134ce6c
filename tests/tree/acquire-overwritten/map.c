// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *map_low(unsigned long pfn);
struct dev_pagemap *map_high(unsigned long pfn);

struct dev_pagemap *map_low(unsigned long pfn)
{
	return get_dev_pagemap(pfn, NULL);
}

struct dev_pagemap *map_high(unsigned long pfn)
{
	return get_dev_pagemap(pfn | 1UL << 40, NULL);
}
