// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *region_get(unsigned long pfn);

struct dev_pagemap *region_get(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	return map ?: ERR_PTR(-ENXIO);
}
