// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

int bank_run(unsigned long pfn, int lanes);

int bank_run(unsigned long pfn, int lanes)
{
	struct bank b = { .lanes = lanes };
	int ret = 0;

	b.map = get_dev_pagemap(pfn, NULL);
	if (!b.map)
		return -ENXIO;
	if (lanes > 4) {
		ret = -EINVAL;
		return ret;	/* @good: goto out; */
	}
	ret = b.map->nr_range;
	goto out;
out:
	bank_teardown(&b);
	return ret;
}
