// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int bank_get(unsigned long pfn, unsigned int type, struct dev_pagemap **out);
int bank_copy(unsigned long from, unsigned long to);

int bank_copy(unsigned long from, unsigned long to)
{
	struct dev_pagemap *src, *dst;
	int ret;

	ret = bank_get(from, MEMORY_DEVICE_GENERIC, &src);
	if (ret)
		return ret;
	ret = bank_get(to, MEMORY_DEVICE_GENERIC, &dst);
	if (ret)
		return ret;	/* @good: goto put_src; */
	ret = src->nr_range - dst->nr_range;
	put_dev_pagemap(dst);
	goto put_src;
put_src:
	put_dev_pagemap(src);
	return ret;
}
