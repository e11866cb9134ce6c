// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int memory_failure_dev_pagemap(unsigned long pfn, int flags, struct dev_pagemap *pgmap);
int bank_poison(struct dev_pagemap *map, unsigned long pfn);

int bank_poison(struct dev_pagemap *map, unsigned long pfn)
{
	return memory_failure_dev_pagemap(pfn, 0, map);
}
