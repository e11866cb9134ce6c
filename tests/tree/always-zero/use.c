// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int power_up(int bank);
int bank_start(unsigned long pfn, int bank);

int bank_start(unsigned long pfn, int bank)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);
	int ret;

	if (!map)
		return -ENXIO;
	ret = power_up(bank);
	if (ret)
		return ret;
	put_dev_pagemap(map);
	return 0;
}
