/* SPDX-License-Identifier: GPL-2.0-or-later */
/* References that come from elsewhere, or go there. */
// sparse-args: -D__KBUILD_MODNAME=kmod_driver
#include "kernel.h"

struct device {
	struct dev_pagemap *pgmap;
	struct device *parent;
};

extern struct dev_pagemap *lookup(struct device *dev);

/* through memory, or of a call: taken elsewhere */
extern void remove(struct device *dev, struct dev_pagemap **out);
void remove(struct device *dev, struct dev_pagemap **out)
{
	put_dev_pagemap(dev->pgmap);
	put_dev_pagemap(dev->parent->pgmap);
	if (*out)
		put_dev_pagemap(*out);
	put_dev_pagemap(lookup(dev));
}

extern int fill(unsigned long pfn, struct dev_pagemap **out);
int fill(unsigned long pfn, struct dev_pagemap **out)
{
	*out = get_dev_pagemap(pfn, *out);
	if (!*out)
		return -ENXIO;
	return 0;
}

/* functions that say what they do */
extern struct dev_pagemap *find(unsigned long pfn) __pgmap_acquires;
struct dev_pagemap *find(unsigned long pfn) __pgmap_acquires
{
	return get_dev_pagemap(pfn, NULL);
}

extern void drop(struct dev_pagemap *pgmap) __pgmap_releases;
void drop(struct dev_pagemap *pgmap) __pgmap_releases
{
	lock();
	put_dev_pagemap(pgmap);
	unlock();
}

extern int finds(unsigned long pfn);
int finds(unsigned long pfn)
{
	struct dev_pagemap *pgmap = find(pfn);

	lock();
	unlock();
	drop(pgmap);
	return 0;
}

extern int forgets(unsigned long pfn);
int forgets(unsigned long pfn)
{
	struct dev_pagemap *pgmap = find(pfn);

	if (pfn & 1)
		return -EINVAL;
	drop(pgmap);
	return 0;
}

/* functions that don't: as with locks, they are reported */
extern struct dev_pagemap *quiet_find(unsigned long pfn);
struct dev_pagemap *quiet_find(unsigned long pfn)
{
	return get_dev_pagemap(pfn, NULL);
}

extern void quiet_drop(struct dev_pagemap *pgmap);
void quiet_drop(struct dev_pagemap *pgmap)
{
	put_dev_pagemap(pgmap);
}

extern void keep(struct device *dev, unsigned long pfn);
void keep(struct device *dev, unsigned long pfn)
{
	dev->pgmap = get_dev_pagemap(pfn, NULL);
}

/* held on one of the paths that meet */
extern int sometimes(unsigned long pfn, int flag);
int sometimes(unsigned long pfn, int flag)
{
	struct dev_pagemap *pgmap = NULL;

	if (flag)
		pgmap = get_dev_pagemap(pfn, NULL);
	lock();
	unlock();
	put_dev_pagemap(pgmap);
	return 0;
}

/*
 * sparse-expect
 * forgets: wrong count at exit
 * quiet_find: wrong count at exit
 * quiet_drop: unexpected unlock
 * keep: wrong count at exit
 * sometimes: different lock contexts for basic block
 * sparse-end
 */
