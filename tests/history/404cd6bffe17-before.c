/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * 404cd6bffe17 (CVE-2026-43348): a driver that takes the memory's range from user space
 * answered whatever devm_memremap_pages() said with an error of its own. (Nor did it bound
 * vmemmap_shift: no rule looks at what a value is.)
 */
#include "../fixtures/include/mini.h"

int add_memory(struct device *dev, u64 start, u64 last)
{
	struct dev_pagemap *pgmap = kzalloc(sizeof(*pgmap));
	void *addr;

	if (!pgmap)
		return -ENOMEM;
	pgmap->range.start = start;
	pgmap->range.end = last;
	pgmap->nr_range = 1;
	pgmap->type = MEMORY_DEVICE_GENERIC;
	addr = devm_memremap_pages(dev, pgmap);
	if (IS_ERR(addr)) {
		kfree(pgmap);
		return -EFAULT; /* expect: warning pagemap-setup add_memory | answered with another one */
	}
	return 0;
}

/*
 * pageck-expect
 * 23: warning: pagemap-setup: add_memory | answered with another one
 * pageck-end
 */
