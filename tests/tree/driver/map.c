// SPDX-License-Identifier: GPL-2.0-or-later
#include "drv.h"

struct drv_map *drv_map_get(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (map && map->type == MEMORY_DEVICE_PRIVATE) {
		put_dev_pagemap(map);
		return ERR_PTR(-EOPNOTSUPP);
	}
	return (struct drv_map *)map;
}

void drv_map_put(struct drv_map *m)
{
	if (!IS_ERR_OR_NULL(m))
		put_dev_pagemap((struct dev_pagemap *)m);
}

unsigned int drv_map_mode(const struct drv_map *m)
{
	return ((const struct dev_pagemap *)m)->flags;
}
