/* SPDX-License-Identifier: GPL-2.0-or-later */
/* References put twice, and those put once. */
#include "include/k.h"

int error_and_label(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int ret = 0;

	if (!pgmap)
		return -ENXIO;
	if (busy(pfn)) {
		put_dev_pagemap(pgmap);
		ret = -EBUSY;
		goto out;
	}
	ret = step(pfn);
out:
	put_dev_pagemap(pgmap); /* bad */
	return ret;
}

int consumed_before(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int ret;

	if (!pgmap)
		return -ENXIO;
	ret = memory_failure_dev_pagemap(pfn, 0, pgmap);
	cond_resched();
	put_dev_pagemap(pgmap); /* bad */
	return ret;
}

/* the call puts the pagemap that it is handed */
int handed_to_the_next(unsigned long pfn)
{
	struct dev_pagemap *old = get_dev_pagemap(pfn, NULL);
	struct dev_pagemap *new;

	if (!old)
		return -ENXIO;
	new = get_dev_pagemap(pfn + 1, old);
	put_dev_pagemap(old); /* bad: by hand */
	put_dev_pagemap(new);
	return 0;
}

void in_a_loop(unsigned long pfn, int n)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return;
	do {
		put_dev_pagemap(pgmap); /* bad: by hand */
	} while (--n);
}

void member(struct chunk *chunk, struct page *page)
{
	put_dev_pagemap(page->pgmap);
	chunk->pagemap.type = 0;
	put_dev_pagemap(page->pgmap); /* bad: by hand */
}

int one_or_the_other(unsigned long pfn, unsigned int flags)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	if (flags & FOLL_GET)
		put_dev_pagemap(pgmap);
	cond_resched();
	if (!(flags & FOLL_GET))
		put_dev_pagemap(pgmap);
	return 0;
}

int taken_again(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	put_dev_pagemap(pgmap);
	pgmap = get_dev_pagemap(pfn + 1, NULL);
	put_dev_pagemap(pgmap);
	return 0;
}

int range(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap = NULL;

	for (; pfn < end; pfn++) {
		pgmap = get_dev_pagemap(pfn, pgmap);
		if (!pgmap)
			break;
	}
	put_dev_pagemap(pgmap);
	return 0;
}

int cleared(unsigned long pfn, unsigned int flags)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (flags & FOLL_GET) {
		put_dev_pagemap(pgmap);
		pgmap = NULL;
	}
	put_dev_pagemap(pgmap);
	return 0;
}

int or_else(struct dev_pagemap *mine, unsigned long pfn, bool drop)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int type = 0;

	if (!pgmap)
		return -ENXIO;
	if (drop)
		put_dev_pagemap(pgmap);
	else
		type = pgmap->type;
	if (!drop)
		put_dev_pagemap(pgmap);
	return type;
}

int remembered(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	bool was_put = false;
	int ret;

	if (!pgmap)
		return -ENXIO;
	ret = step(pfn);
	if (ret) {
		put_dev_pagemap(pgmap);
		was_put = true;
	}
	cond_resched();
	if (!was_put)
		put_dev_pagemap(pgmap);
	return ret;
}

int forgotten(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	bool was_put = false;

	if (!pgmap)
		return -ENXIO;
	if (busy(pfn)) {
		put_dev_pagemap(pgmap);
		was_put = true;
	}
	was_put = busy(pfn);
	if (!was_put)
		put_dev_pagemap(pgmap); /* bad: by hand */
	return 0;
}

int counted_itself(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	percpu_ref_get(&pgmap->ref);
	put_dev_pagemap(pgmap);
	cond_resched();
	put_dev_pagemap(pgmap);
	return 0;
}
