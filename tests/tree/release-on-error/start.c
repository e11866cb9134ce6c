// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int bank_start(struct dev_pagemap *map, unsigned int mode);

int bank_start(struct dev_pagemap *map, unsigned int mode)
{
	if (mode > 3) {
		put_dev_pagemap(map);
		return -EINVAL;
	}
	map->flags = mode;
	return 0;
}
