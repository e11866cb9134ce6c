/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's own mm/memremap.c: a definition between calls. */
// sparse-args: -D__KBUILD_MODNAME=kmod_memremap
#include "kernel.h"

extern struct dev_pagemap *load(unsigned long pfn);
extern int tryget(struct dev_pagemap *pgmap);

extern int conflicts(unsigned long pfn);
int conflicts(unsigned long pfn)
{
	struct dev_pagemap *conflict;

	conflict = get_dev_pagemap((pfn) >> PAGE_SHIFT, NULL);
	if (conflict) {
		put_dev_pagemap(conflict);
		return 1;
	}
	return 0;
}

extern int conflicts_forever(unsigned long pfn);
int conflicts_forever(unsigned long pfn)
{
	struct dev_pagemap *conflict = get_dev_pagemap(pfn, NULL);

	if (conflict)
		return 1;
	put_dev_pagemap(conflict);
	return 0;
}

extern int second_forgotten(unsigned long pfn);
int second_forgotten(unsigned long pfn)
{
	struct dev_pagemap *conflict = get_dev_pagemap(pfn, NULL);

	if (conflict) {
		put_dev_pagemap(conflict);
		return 1;
	}
	lock();
	conflict = get_dev_pagemap(pfn + 1, NULL);
	if (conflict) {
		unlock();
		return 2;
	}
	unlock();
	return 0;
}

struct dev_pagemap *get_dev_pagemap(unsigned long pfn,
				    struct dev_pagemap *pgmap)
{
	if (pgmap) {
		if (pgmap->nr_range > 1)
			return pgmap;
		put_dev_pagemap(pgmap);
	}
	pgmap = load(pfn);
	if (pgmap && !tryget(pgmap))
		pgmap = NULL;
	return pgmap;
}

/*
 * sparse-expect
 * conflicts_forever: wrong count at exit
 * second_forgotten: different lock contexts for basic block
 * sparse-end
 */
