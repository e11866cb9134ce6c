/* SPDX-License-Identifier: GPL-2.0-or-later */
/* More ways to use a pagemap that has been put. */
#include "include/k.h"

struct ctx { struct dev_pagemap *pgmap; int n; };
static void drop_map(struct dev_pagemap *pgmap)
{
	if (pgmap)
		put_dev_pagemap(pgmap);
}

static int type_of(const struct dev_pagemap *pgmap)
{
	return pgmap->type;
}

int assigned(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int type;

	if (!pgmap)
		return -ENXIO;
	put_dev_pagemap(pgmap);
	type = pgmap->type; /* bad */
	return type;
}

int handed_to_a_helper(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	put_dev_pagemap(pgmap);
	return type_of(pgmap); /* bad: by hand */
}

int put_by_a_helper(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	drop_map(pgmap);
	return pgmap->type; /* bad: by hand */
}

int in_a_condition(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	put_dev_pagemap(pgmap);
	if (pgmap->type == MEMORY_DEVICE_FS_DAX) /* bad: by hand */
		return 1;
	return 0;
}

int in_a_switch(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	put_dev_pagemap(pgmap);
	switch (pgmap->type) { /* bad: by hand */
	case MEMORY_DEVICE_FS_DAX:
		return 1;
	default:
		return 0;
	}
}

int round_again(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	while (pfn < pgmap->range.end) { /* bad: by hand */
		if (busy(pfn))
			put_dev_pagemap(pgmap);
		pfn++;
	}
	return 0;
}

int behind_a_label(unsigned long pfn)
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
	put_dev_pagemap(pgmap);
	return 0;
out:
	pr_info("%p\n", pgmap);
	pr_err("%d\n", pgmap->type); /* bad: by hand */
	return ret;
}

bool only_compared(unsigned long pfn, struct dev_pagemap *mine)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	put_dev_pagemap(pgmap);
	return pgmap == mine;
}

int looked_up_again(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap;
	int n = 0;

	for (; pfn < end; pfn++) {
		pgmap = get_dev_pagemap(pfn, NULL);
		if (!pgmap)
			continue;
		n += pgmap->type;
		put_dev_pagemap(pgmap);
	}
	return n;
}

int cleared(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int type = -1;

	if (pgmap) {
		type = pgmap->type;
		put_dev_pagemap(pgmap);
		pgmap = NULL;
	}
	if (pgmap)
		return pgmap->type;
	return type;
}

int member_of_a_structure(struct ctx *c)
{
	put_dev_pagemap(c->pgmap);
	c->n = c->pgmap->type; /* bad: by hand */
	c->pgmap = NULL;
	return 0;
}

int member_read_before(struct ctx *c)
{
	c->n = c->pgmap->type;
	put_dev_pagemap(c->pgmap);
	c->pgmap = NULL;
	return 0;
}

int in_a_ternary(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	put_dev_pagemap(pgmap);
	return busy(pfn) ? pgmap->type : 0; /* bad: by hand */
}

int only_its_size(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	put_dev_pagemap(pgmap);
	return pgmap ? sizeof(pgmap->range) : 0;
}

void in_a_warning(unsigned long pfn, void *owner)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return;
	put_dev_pagemap(pgmap);
	WARN_ON(pgmap->owner != owner); /* bad */
}

void consumed(unsigned long pfn, void *owner)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return;
	memory_failure_dev_pagemap(pfn, 0, pgmap);
	pgmap->owner = owner; /* bad: by hand */
}

struct dev_pagemap *returned_or_put(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (pgmap && busy(pfn)) {
		put_dev_pagemap(pgmap);
		return NULL;
	}
	return pgmap;
}

