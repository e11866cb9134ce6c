// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bank_done(struct dev_pagemap *map, bool drop);
int bank_reset(unsigned long pfn);

int bank_reset(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return -ENXIO;
	bank_done(map, false);
	bank_done(map, false);	/* @good: bank_done(map, true); */
	return 0;
}
