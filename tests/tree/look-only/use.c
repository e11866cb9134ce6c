// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int bank_check(struct dev_pagemap *map);
int bank_verify(struct dev_pagemap *map);	/* of no file here */
int bank_open(unsigned long pfn);

int bank_open(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);
	int ret;

	if (!map)
		return -ENXIO;
	ret = bank_check(map);	/* @good: ret = bank_verify(map); */
	if (ret)
		return ret;
	put_dev_pagemap(map);
	return 0;
}
