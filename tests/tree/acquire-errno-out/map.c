// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int bank_get(unsigned long pfn, unsigned int type, struct dev_pagemap **out);

int bank_get(unsigned long pfn, unsigned int type, struct dev_pagemap **out)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return -ENXIO;
	if (map->type != type) {
		put_dev_pagemap(map);
		return -EINVAL;
	}
	*out = map;
	return 0;
}
