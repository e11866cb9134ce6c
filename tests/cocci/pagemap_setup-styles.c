/* SPDX-License-Identifier: GPL-2.0-or-later */
/* More ways to set up a pagemap. */
#include "include/k.h"

struct drv { struct dev_pagemap pagemap; struct dev_pagemap *map; void *priv; };
void my_free(struct page *page);
void my_migrate(struct page *page);
static const struct dev_pagemap_ops full_ops = { .page_free = my_free, .migrate_to_ram = my_migrate };
int no_type_in_a_ladder(struct device *dev, struct resource *res)
{
	struct dev_pagemap *pgmap;
	void *addr;
	int ret;

	pgmap = devm_kzalloc(dev, sizeof(*pgmap), GFP_KERNEL);
	if (!pgmap) {
		ret = -ENOMEM;
		goto out;
	}
	pgmap->range.start = res->start;
	pgmap->range.end = res->end;
	pgmap->nr_range = 1;
	addr = devm_memremap_pages(dev, pgmap); /* bad: by hand */
	if (IS_ERR(addr)) {
		ret = PTR_ERR(addr);
		goto out;
	}
	return 0;
out:
	return ret;
}

int set_in_a_branch(struct device *dev, struct resource *res, int n)
{
	struct dev_pagemap *pgmap = kzalloc(sizeof(*pgmap));

	if (!pgmap)
		return -ENOMEM;
	pgmap->type = MEMORY_DEVICE_GENERIC;
	if (n) {
		pgmap->range.start = res->start;
		pgmap->range.end = res->end;
		pgmap->nr_range = n;
	}
	return PTR_ERR_OR_ZERO(devm_memremap_pages(dev, pgmap)); /* bad: by hand */
}

int type_by_switch(struct device *dev, struct resource *res, int n)
{
	struct dev_pagemap *pgmap = kzalloc(sizeof(*pgmap));

	if (!pgmap)
		return -ENOMEM;
	pgmap->nr_range = 1;
	switch (n) {
	case 0:
		pgmap->type = MEMORY_DEVICE_GENERIC;
		break;
	default:
		pgmap->type = MEMORY_DEVICE_FS_DAX;
	}
	return PTR_ERR_OR_ZERO(devm_memremap_pages(dev, pgmap));
}

int one_case_without(struct device *dev, struct resource *res, int n)
{
	struct dev_pagemap *pgmap = kzalloc(sizeof(*pgmap));

	if (!pgmap)
		return -ENOMEM;
	pgmap->nr_range = 1;
	switch (n) {
	case 0:
		pgmap->type = MEMORY_DEVICE_GENERIC;
		break;
	case 1:
		break;
	default:
		pgmap->type = MEMORY_DEVICE_FS_DAX;
	}
	return PTR_ERR_OR_ZERO(devm_memremap_pages(dev, pgmap)); /* bad: by hand */
}

int private_unowned(struct resource *res)
{
	struct drv *d = kzalloc(sizeof(*d));
	void *p;
	int ret = -ENOMEM;

	if (!d)
		goto out;
	d->pagemap.type = MEMORY_DEVICE_PRIVATE;
	d->pagemap.range.start = res->start;
	d->pagemap.range.end = res->end;
	d->pagemap.nr_range = 1;
	d->pagemap.ops = &full_ops;
	p = memremap_pages(&d->pagemap, 0); /* bad: by hand */
	if (!IS_ERR(p))
		return 0;
	ret = PTR_ERR(p);
	kfree(d);
out:
	return ret;
}

int member_as_a_whole(struct resource *res)
{
	struct drv *d = kzalloc(sizeof(*d));
	void *p;

	if (!d)
		return -ENOMEM;
	d->pagemap = (struct dev_pagemap) {
		.type = MEMORY_DEVICE_PRIVATE,
		.nr_range = 1,
		.ops = &full_ops,
		.owner = d,
	};
	p = memremap_pages(&d->pagemap, 0);
	if (!IS_ERR(p))
		return 0;
	kfree(d);
	return PTR_ERR(p);
}

int on_the_stack(struct device *dev, struct resource *res)
{
	struct dev_pagemap pgmap = { .type = MEMORY_DEVICE_GENERIC };

	pgmap.range.start = res->start;
	pgmap.range.end = res->end;
	return PTR_ERR_OR_ZERO(memremap_pages(&pgmap, 0)); /* bad: by hand */
}

int on_the_stack_cleared(struct device *dev, struct resource *res)
{
	struct dev_pagemap pgmap;

	memset(&pgmap, 0, sizeof(pgmap));
	pgmap.type = MEMORY_DEVICE_GENERIC;
	pgmap.range.start = res->start;
	pgmap.range.end = res->end;
	return PTR_ERR_OR_ZERO(memremap_pages(&pgmap, 0)); /* bad: by hand */
}

int on_the_stack_complete(struct device *dev, struct resource *res)
{
	struct dev_pagemap pgmap = {};

	pgmap.type = MEMORY_DEVICE_GENERIC;
	pgmap.range.start = res->start;
	pgmap.range.end = res->end;
	pgmap.nr_range = 1;
	return PTR_ERR_OR_ZERO(memremap_pages(&pgmap, 0));
}

static void fill(struct dev_pagemap *pgmap, struct resource *res)
{
	pgmap->range.start = res->start;
	pgmap->range.end = res->end;
	pgmap->nr_range = 1;
}

int filled_by_a_helper(struct device *dev, struct resource *res)
{
	struct dev_pagemap *pgmap = kzalloc(sizeof(*pgmap));

	if (!pgmap)
		return -ENOMEM;
	fill(pgmap, res);
	pgmap->type = MEMORY_DEVICE_GENERIC;
	return PTR_ERR_OR_ZERO(devm_memremap_pages(dev, pgmap));
}

int one_a_round(struct device *dev, struct resource *res, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		struct dev_pagemap *pgmap;

		pgmap = devm_kzalloc(dev, sizeof(*pgmap), GFP_KERNEL);
		if (!pgmap)
			continue;
		pgmap->range.start = res[i].start;
		pgmap->range.end = res[i].end;
		pgmap->type = MEMORY_DEVICE_GENERIC;
		if (IS_ERR(devm_memremap_pages(dev, pgmap))) /* bad */
			return -EIO;
	}
	return 0;
}

int as_its_type_needs(struct resource *res, bool coherent)
{
	struct dev_pagemap *pgmap = kzalloc(sizeof(*pgmap));

	if (!pgmap)
		return -ENOMEM;
	pgmap->nr_range = 1;
	if (coherent) {
		pgmap->type = MEMORY_DEVICE_COHERENT;
		pgmap->ops = &full_ops;
		pgmap->owner = res;
	} else {
		pgmap->type = MEMORY_DEVICE_GENERIC;
	}
	return PTR_ERR_OR_ZERO(memremap_pages(pgmap, 0));
}

int one_type_or_the_other(struct resource *res, bool coherent)
{
	struct dev_pagemap *pgmap = kzalloc(sizeof(*pgmap));

	if (!pgmap)
		return -ENOMEM;
	pgmap->nr_range = 1;
	pgmap->type = coherent ? MEMORY_DEVICE_COHERENT : MEMORY_DEVICE_PRIVATE;
	pgmap->owner = res;
	return PTR_ERR_OR_ZERO(memremap_pages(pgmap, 0)); /* bad: by hand */
}

int in_a_member(struct drv *d, struct resource *res)
{
	d->map = kzalloc(sizeof(*d->map));
	if (!d->map)
		return -ENOMEM;
	d->map->type = MEMORY_DEVICE_GENERIC;
	d->map->range.start = res->start;
	d->map->range.end = res->end;
	return PTR_ERR_OR_ZERO(memremap_pages(d->map, 0)); /* bad: by hand */
}

int in_a_member_complete(struct drv *d, struct resource *res)
{
	d->map = kzalloc(sizeof(*d->map));
	if (!d->map)
		return -ENOMEM;
	d->map->type = MEMORY_DEVICE_GENERIC;
	d->map->range.start = res->start;
	d->map->range.end = res->end;
	d->map->nr_range = 1;
	return PTR_ERR_OR_ZERO(memremap_pages(d->map, 0));
}

extern const struct dev_pagemap_ops elsewhere;
int operations_elsewhere(struct resource *res)
{
	struct drv *d = kzalloc(sizeof(*d));

	if (!d)
		return -ENOMEM;
	d->pagemap.type = MEMORY_DEVICE_PRIVATE;
	d->pagemap.nr_range = 1;
	d->pagemap.ops = &elsewhere;
	d->pagemap.owner = d;
	return PTR_ERR_OR_ZERO(memremap_pages(&d->pagemap, 0));
}

static const struct dev_pagemap_ops no_free = { .migrate_to_ram = my_migrate };
int never_given_back(struct resource *res)
{
	struct dev_pagemap *pgmap = kzalloc(sizeof(*pgmap));

	if (!pgmap)
		return -ENOMEM;
	pgmap->type = MEMORY_DEVICE_COHERENT;
	pgmap->nr_range = 1;
	pgmap->owner = pgmap;
	pgmap->ops = &no_free; /* bad: by hand */
	return PTR_ERR_OR_ZERO(memremap_pages(pgmap, 0));
}

int of_the_caller(struct dev_pagemap *pgmap)
{
	return PTR_ERR_OR_ZERO(memremap_pages(pgmap, 0));
}

int nothing_at_all(struct device *dev)
{
	struct dev_pagemap *pgmap = devm_kzalloc(dev, sizeof(*pgmap), GFP_KERNEL);
	void *addr;

	if (pgmap == NULL)
		return -ENOMEM;
	addr = devm_memremap_pages(dev, pgmap); /* bad: by hand */
	return PTR_ERR_OR_ZERO(addr);
}

int other_memory(struct device *dev)
{
	struct dev_pagemap *pgmap = vzalloc(sizeof(*pgmap));

	if (!pgmap)
		return -ENOMEM;
	pgmap->nr_range = 1;
	return PTR_ERR_OR_ZERO(devm_memremap_pages(dev, pgmap)); /* bad: by hand */
}

int literal_and_more(struct device *dev)
{
	struct dev_pagemap *pgmap = vzalloc(sizeof(*pgmap));

	if (!pgmap)
		return -ENOMEM;
	*pgmap = (struct dev_pagemap) { .type = MEMORY_DEVICE_GENERIC };
	pgmap->nr_range = 1;
	return PTR_ERR_OR_ZERO(devm_memremap_pages(dev, pgmap));
}

int by_another_name(struct drv *d, struct resource *res)
{
	struct dev_pagemap *pgmap = kzalloc(sizeof(*pgmap));

	if (!pgmap)
		return -ENOMEM;
	d->map = pgmap;
	d->map->type = MEMORY_DEVICE_GENERIC;
	d->map->nr_range = 1;
	return PTR_ERR_OR_ZERO(memremap_pages(pgmap, 0));
}
