// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bank_find(unsigned long pfn, struct dev_pagemap **map);

void bank_find(unsigned long pfn, struct dev_pagemap **map)
{
	*map = get_dev_pagemap(pfn, NULL);
}
