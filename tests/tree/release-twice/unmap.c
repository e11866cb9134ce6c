// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void unmap(struct dev_pagemap *map);

void unmap(struct dev_pagemap *map)
{
	if (map)
		put_dev_pagemap(map);
}
