// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int fw_load(struct dev_pagemap *map, unsigned long size);
int fw_boot(unsigned long pfn, unsigned long size);

int fw_boot(unsigned long pfn, unsigned long size)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);
	int ret;

	if (!map)
		return -ENXIO;
	ret = fw_load(map, size);
	if (ret)
		goto err;
	put_dev_pagemap(map);
	return 0;
err:
	put_dev_pagemap(map);
	return ret;
}
