// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void arch_end(struct dev_pagemap *map);
void arch_note(struct dev_pagemap *map);
int arch_one(unsigned long pfn);

int arch_one(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return -ENXIO;
	arch_note(map);	/* @good: arch_end(map); */
	return 0;
}
