/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One function gets and puts. */
#include "kernel.h"

extern int early_return(unsigned long pfn);
int early_return(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	if (pgmap->nr_range > 1)
		return -EINVAL;
	put_dev_pagemap(pgmap);
	return 0;
}

extern int early_put(unsigned long pfn);
int early_put(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	if (pgmap->nr_range > 1) {
		put_dev_pagemap(pgmap);
		return -EINVAL;
	}
	put_dev_pagemap(pgmap);
	return 0;
}

extern int ladder(unsigned long pfn);
int ladder(unsigned long pfn)
{
	struct dev_pagemap *pgmap;
	int ret = -EBUSY;

	lock();
	pgmap = get_dev_pagemap(pfn, NULL);
	if (unlikely(!pgmap))
		goto out;
	if (!try_grab_page(pfn_to_page(pfn)))
		goto out;
	if (pgmap->type)
		goto put;
	ret = 0;
put:
	put_dev_pagemap(pgmap);
out:
	unlock();
	return ret;
}

extern int ladder_right(unsigned long pfn);
int ladder_right(unsigned long pfn)
{
	struct dev_pagemap *pgmap;
	int ret = -EBUSY;

	lock();
	pgmap = get_dev_pagemap(pfn, NULL);
	if (unlikely(!pgmap))
		goto out;
	if (!try_grab_page(pfn_to_page(pfn)))
		goto put;
	ret = 0;
put:
	put_dev_pagemap(pgmap);
out:
	unlock();
	return ret;
}

extern void twice(unsigned long pfn);
void twice(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (pgmap && pgmap->type)
		put_dev_pagemap(pgmap);
	put_dev_pagemap(pgmap);
}

extern int null_is_fine(unsigned long pfn);
int null_is_fine(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int ret = 0;

	if (pgmap && pgmap->type)
		ret = -EBUSY;
	lock();
	unlock();
	put_dev_pagemap(pgmap);
	return ret;
}

extern struct page *only_tested(unsigned long pfn);
struct page *only_tested(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	put_dev_pagemap(pgmap);
	if (pgmap)
		return NULL;
	return pfn_to_page(pfn);
}

extern int two(unsigned long pfn);
int two(unsigned long pfn)
{
	struct dev_pagemap *first = get_dev_pagemap(pfn, NULL), *last;

	if (!first)
		return 0;
	last = get_dev_pagemap(pfn + 1, NULL);
	if (last)
		put_dev_pagemap(last);
	return 1;
}

extern int two_right(unsigned long pfn);
int two_right(unsigned long pfn)
{
	struct dev_pagemap *first = get_dev_pagemap(pfn, NULL), *last;

	if (!first)
		return 0;
	last = get_dev_pagemap(pfn + 1, NULL);
	if (last)
		put_dev_pagemap(last);
	put_dev_pagemap(first);
	return 1;
}

extern void loop(unsigned long pfn, unsigned long end);
void loop(unsigned long pfn, unsigned long end)
{
	for (; pfn < end; pfn++) {
		struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

		if (!pgmap)
			break;
		if (pgmap->type)
			continue;
		put_dev_pagemap(pgmap);
	}
}

extern void loop_right(unsigned long pfn, unsigned long end);
void loop_right(unsigned long pfn, unsigned long end)
{
	for (; pfn < end; pfn++) {
		struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

		if (!pgmap)
			break;
		if (pgmap->type) {
			put_dev_pagemap(pgmap);
			continue;
		}
		put_dev_pagemap(pgmap);
	}
}

extern int chosen(unsigned long pfn, int which);
int chosen(unsigned long pfn, int which)
{
	struct dev_pagemap *pgmap;

	if (which)
		pgmap = get_dev_pagemap(pfn, NULL);
	else
		pgmap = get_dev_pagemap(pfn + 1, NULL);
	lock();
	unlock();
	put_dev_pagemap(pgmap);
	return 0;
}

/*
 * sparse-expect
 * early_return: wrong count at exit
 * ladder: different lock contexts for basic block
 * twice: unexpected unlock
 * two: wrong count at exit
 * loop: different lock contexts for basic block
 * sparse-end
 */
