// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int register_map(struct dev_pagemap *map);
int prepare_map(struct dev_pagemap *map);

int register_map(struct dev_pagemap *map)
{
	void *addr = memremap_pages(map, 0);

	return IS_ERR(addr) ? PTR_ERR(addr) : 0;
}

int prepare_map(struct dev_pagemap *map)
{
	return map->nr_range ? 0 : -EINVAL;
}
