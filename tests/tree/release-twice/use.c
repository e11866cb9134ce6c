// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void unmap(struct dev_pagemap *map);
int sync_bank(unsigned long pfn, int ret);

int sync_bank(unsigned long pfn, int ret)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (ret) {
		unmap(map);
		goto out;	/* @good: return ret; */
	}
	ret = map ? 0 : -ENXIO;
out:
	unmap(map);
	return ret;
}
