// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int three_show(const void *data);
void three_drop(void *data);

int three_show(const void *data)
{
	const struct dev_pagemap *map = data;

	return printk("%d ranges\n", map->nr_range);
}

void three_drop(void *data)
{
	put_dev_pagemap(data);
}
