// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *validate(struct dev_pagemap *map, unsigned int want);

struct dev_pagemap *validate(struct dev_pagemap *map, unsigned int want)
{
	if (map->type != want) {
		put_dev_pagemap(map);	/* @leaks: cond_resched(); */
		return ERR_PTR(-EINVAL);
	}
	return map;
}
