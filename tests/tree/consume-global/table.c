// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

static struct dev_pagemap *current_map;

bool table_set(struct dev_pagemap *map);
void table_reset(void);

bool table_set(struct dev_pagemap *map)
{
	if (current_map)
		return false;
	WARN_ON(current_map == map);	/* @good: current_map = map; */
	return true;
}

void table_reset(void)
{
	put_dev_pagemap(current_map);
	current_map = NULL;
}
