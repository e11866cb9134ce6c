// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

int bank_probe(unsigned long pfn);

int bank_probe(unsigned long pfn)
{
	struct bank b;
	int ret = bank_attach(&b, pfn);

	if (ret)
		return ret;
	if (b.map->type != MEMORY_DEVICE_GENERIC)
		return -ENODEV;	/* @good: ret = -ENODEV; */
	put_dev_pagemap(b.map);
	return ret;
}
