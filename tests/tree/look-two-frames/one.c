// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int two_show(void *data, int verbose);
int one_show(unsigned long pfn);

int one_show(unsigned long pfn)
{
	void *data = get_dev_pagemap(pfn, NULL);

	if (!data)
		return -ENXIO;
	return two_show(data, 1);
}
