// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini-red.h"

void my_set(struct device *dev, void *data);
void my_log(struct device *dev, const void *data);
int my_probe(struct device *dev, unsigned long pfn);

int my_probe(struct device *dev, unsigned long pfn)
{
	void *data = get_dev_pagemap(pfn, NULL);

	if (!data)
		return -ENODEV;
	my_log(dev, data);	/* @good: my_set(dev, data); */
	return 0;
}
