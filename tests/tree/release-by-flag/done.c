// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bank_done(struct dev_pagemap *map, bool drop);

void bank_done(struct dev_pagemap *map, bool drop)
{
	map->flags = 0;
	if (drop)
		put_dev_pagemap(map);
}
