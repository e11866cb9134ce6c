/* SPDX-License-Identifier: GPL-2.0-or-later */
/* References that are taken over by the next call: nothing is said, right or wrong. */
#include "kernel.h"

extern int walk(unsigned long pfn, unsigned long end);
int walk(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap = NULL;
	int ret = 0;

	do {
		lock();
		if (!try_grab_page(pfn_to_page(pfn))) {
			unlock();
			goto out;
		}
		pgmap = get_dev_pagemap(pfn, pgmap);
		unlock();
		if (!pgmap)
			goto out;
	} while (pfn++ < end);
	ret = 1;
out:
	if (pgmap)
		put_dev_pagemap(pgmap);
	return ret;
}

extern int walk_once(unsigned long pfn, unsigned long end);
int walk_once(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap = NULL;

	do {
		pgmap = get_dev_pagemap(pfn, pgmap);
		if (unlikely(!pgmap))
			break;
	} while (pfn++ < end);
	put_dev_pagemap(pgmap);
	return pfn == end;
}

extern int first_and_rest(unsigned long pfn, unsigned long end);
int first_and_rest(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	while (++pfn < end) {
		pgmap = get_dev_pagemap(pfn, pgmap);
		if (!pgmap)
			return -ENXIO;
	}
	put_dev_pagemap(pgmap);
	return 0;
}

/* what comes before the chain is seen */
extern int lost_before(unsigned long pfn, unsigned long end);
int lost_before(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	if (pfn == end)
		return 0;
	pgmap = get_dev_pagemap(pfn + 1, pgmap);
	put_dev_pagemap(pgmap);
	return 1;
}

/*
 * sparse-expect
 * lost_before: wrong count at exit
 * sparse-end
 */
