// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

static void done(struct dev_pagemap *map)
{
	pr_info("%d\n", map->nr_range);
}

int third(unsigned long pfn);

int third(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return -ENXIO;
	done(map);
	put_dev_pagemap(map);
	return 0;
}
