// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bank_die(const char *why);
int bank_id(unsigned long pfn);

int bank_id(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);
	int id;

	if (!map)
		return -ENXIO;
	id = map->flags;
	if (id > 64) {
		bank_die("bad id");
		return -EIO;
	}
	put_dev_pagemap(map);
	return id;
}
