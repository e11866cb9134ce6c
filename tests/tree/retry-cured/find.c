// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *find_map(unsigned long pfn);

struct dev_pagemap *find_map(unsigned long pfn)
{
	return get_dev_pagemap(pfn, NULL);
}
