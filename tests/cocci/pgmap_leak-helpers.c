/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Helpers of the same file that give, keep, put, or only look at a pagemap. */
#include "include/k.h"

struct ctx { struct dev_pagemap *pgmap; struct dev_pagemap *other; int n; void *mtx; };
static struct dev_pagemap *find_fsdax(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return NULL;
	if (pgmap->type != MEMORY_DEVICE_FS_DAX) {
		put_dev_pagemap(pgmap);
		return NULL;
	}
	return pgmap;
}

static struct dev_pagemap *find(unsigned long pfn)
{
	return get_dev_pagemap(pfn, NULL);
}

static bool is_mine(const struct dev_pagemap *pgmap, void *owner)
{
	if (!pgmap)
		return false;
	return pgmap->owner == owner;
}

static void drop(struct dev_pagemap *pgmap)
{
	if (pgmap)
		put_dev_pagemap(pgmap);
}

static void keep(struct ctx *c, struct dev_pagemap *pgmap)
{
	c->pgmap = pgmap;
}

static void put_ref(struct dev_pagemap *pgmap)
{
	percpu_ref_put(&pgmap->ref);
}

int from_a_helper(unsigned long pfn)
{
	struct dev_pagemap *pgmap = find_fsdax(pfn);

	if (!pgmap)
		return -ENXIO;
	if (busy(pfn))
		return -EBUSY; /* bad */
	put_dev_pagemap(pgmap);
	return 0;
}

int from_a_helper_put(unsigned long pfn)
{
	struct dev_pagemap *pgmap = find_fsdax(pfn);

	if (!pgmap)
		return -ENXIO;
	put_dev_pagemap(pgmap);
	return 0;
}

int from_a_wrapper(unsigned long pfn, void *owner)
{
	struct dev_pagemap *pgmap = find(pfn);

	if (!is_mine(pgmap, owner))
		return -ENXIO; /* bad */
	put_dev_pagemap(pgmap);
	return 0;
}

int looked_at_by_a_helper(unsigned long pfn, void *owner)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	if (!is_mine(pgmap, owner))
		goto out;
	put_dev_pagemap(pgmap);
	return 0;
out:
	return -EINVAL; /* bad */
}

int dropped_by_a_helper(unsigned long pfn, void *owner)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	if (!is_mine(pgmap, owner))
		goto out;
	drop(pgmap);
	return 0;
out:
	drop(pgmap);
	return -EINVAL;
}

int kept_by_a_helper(struct ctx *c, unsigned long pfn, void *owner)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap || !is_mine(pgmap, owner))
		return -ENXIO; /* bad */
	keep(c, pgmap);
	return 0;
}

int counter_put_by_a_helper(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	put_ref(pgmap);
	return 0;
}

int two_at_one_goto(unsigned long a, unsigned long b)
{
	struct dev_pagemap *one = get_dev_pagemap(a, NULL);
	struct dev_pagemap *two = get_dev_pagemap(b, NULL);
	int ret = 0;

	if (step(a)) {
		ret = -EIO;
		goto out;
	}
	put_dev_pagemap(one);
	put_dev_pagemap(two);
out:
	return ret; /* bad */
}

int if_wanted_by_a_helper(unsigned long pfn, bool want)
{
	struct dev_pagemap *pgmap = NULL;

	if (want)
		pgmap = find(pfn);
	if (want && !pgmap)
		return -ENXIO;
	step(pfn);
	if (want)
		put_dev_pagemap(pgmap);
	return 0;
}
