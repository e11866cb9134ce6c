// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *one_get(unsigned long pfn);
int two_get(u64 addr, struct dev_pagemap **map);

int two_get(u64 addr, struct dev_pagemap **map)
{
	struct dev_pagemap *found = one_get(addr >> 12);

	if (IS_ERR(found))
		return PTR_ERR(found);
	*map = found;
	return 0;
}
