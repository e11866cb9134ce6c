// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *one_get(unsigned long pfn);

struct dev_pagemap *one_get(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return ERR_PTR(-ENXIO);
	return map;
}
