/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file that isn't the kernel's may declare and define the functions itself. */
#define NULL	((void *)0)
#define __init

struct dev_pagemap {
	int type;
};

extern struct dev_pagemap *get_dev_pagemap(unsigned long pfn, struct dev_pagemap *pgmap);
void put_dev_pagemap(struct dev_pagemap *pgmap);
extern int handle(struct dev_pagemap *pgmap);

static int memory_failure_dev_pagemap(unsigned long pfn, int flags,
				      struct dev_pagemap *pgmap)
{
	int ret = -6;

	if (flags)
		ret = handle(pgmap);
	put_dev_pagemap(pgmap);
	return ret;
}

extern int consumed(unsigned long pfn, int flags);
int consumed(unsigned long pfn, int flags)
{
	struct dev_pagemap *pgmap = get_dev_pagemap((pfn) & ~1UL, NULL);

	if (pgmap)
		return memory_failure_dev_pagemap(pfn, flags, pgmap);
	return 0;
}

extern int put_again(unsigned long pfn, int flags);
int put_again(unsigned long pfn, int flags)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int ret = 0;

	if (pgmap) {
		ret = memory_failure_dev_pagemap(pfn, flags, pgmap);
		put_dev_pagemap(pgmap);
	}
	return ret;
}

extern int forgotten(unsigned long pfn, int flags);
int forgotten(unsigned long pfn, int flags)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap || flags)
		return 0;
	return memory_failure_dev_pagemap(pfn, flags, pgmap);
}

/*
 * sparse-expect
 * put_again: unexpected unlock
 * forgotten: wrong count at exit
 * sparse-end
 */
