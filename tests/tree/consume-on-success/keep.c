// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

static struct dev_pagemap *slots[4];

int slot_keep(unsigned int n, struct dev_pagemap *map);

int slot_keep(unsigned int n, struct dev_pagemap *map)
{
	if (n != 2)
		return -EINVAL;
	if (slots[2])
		return -EBUSY;
	slots[2] = map;
	return 0;
}
