// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int bank_poison(struct dev_pagemap *map, unsigned long pfn);
int bank_error(unsigned long pfn);

int bank_error(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);
	int ret;

	if (!map)
		return -ENXIO;
	ret = bank_poison(map, pfn);
	if (ret)
		put_dev_pagemap(map);	/* @good: pr_info("%d\n", ret); */
	return ret;
}
