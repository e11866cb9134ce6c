// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool hold_map(unsigned long pfn, struct dev_pagemap **map);

bool hold_map(unsigned long pfn, struct dev_pagemap **map)
{
	struct dev_pagemap *found = get_dev_pagemap(pfn, NULL);

	*map = found;
	return found != NULL;
}
