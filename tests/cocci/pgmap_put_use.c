/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pagemaps followed after their reference was put, and before. */
#include "include/k.h"

void next_statement(unsigned long pfn, void *owner)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return;
	if (busy(pfn)) {
		put_dev_pagemap(pgmap);
		pgmap->owner = owner; /* bad */
		return;
	}
	put_dev_pagemap(pgmap);
}

int returned(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	put_dev_pagemap(pgmap);
	return pgmap->type; /* bad: by hand */
}

int passed(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	put_dev_pagemap(pgmap);
	cond_resched();
	hand_over(pgmap); /* bad: by hand */
	return 0;
}

int member(struct page *page)
{
	put_dev_pagemap(page->pgmap);
	return page->pgmap->type; /* bad: by hand */
}

struct page *compared(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	put_dev_pagemap(pgmap);
	if (pgmap)
		return NULL;
	return pfn_to_page(pfn);
}

int before(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int type;

	if (!pgmap)
		return -ENXIO;
	type = pgmap->type;
	put_dev_pagemap(pgmap);
	return type;
}

int counted(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	percpu_ref_get(&pgmap->ref);
	put_dev_pagemap(pgmap);
	hand_over(pgmap);
	return 0;
}

/* behind this there is nothing left to put */
void frees_it(struct dev_pagemap *pgmap)
{
	put_dev_pagemap(pgmap);
	kfree(pgmap); /* bad: by hand */
}
