/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pagemaps handed over incomplete, and complete. */
#include "include/k.h"

void my_free(struct page *page);

static const struct dev_pagemap_ops only_free = {
	.page_free	= my_free,
};

int no_nr_range(struct device *dev, struct resource *res)
{
	struct dev_pagemap *pgmap;

	pgmap = devm_kzalloc(dev, sizeof(*pgmap), GFP_KERNEL);
	if (!pgmap)
		return -ENOMEM;
	pgmap->type = MEMORY_DEVICE_GENERIC;
	pgmap->range.start = res->start;
	pgmap->range.end = res->end;
	return PTR_ERR_OR_ZERO(devm_memremap_pages(dev, pgmap)); /* bad */
}

int complete(struct device *dev, struct resource *res)
{
	struct dev_pagemap *pgmap;

	pgmap = devm_kzalloc(dev, sizeof(*pgmap), GFP_KERNEL);
	if (!pgmap)
		return -ENOMEM;
	pgmap->type = MEMORY_DEVICE_GENERIC;
	pgmap->range.start = res->start;
	pgmap->range.end = res->end;
	pgmap->nr_range = 1;
	return PTR_ERR_OR_ZERO(devm_memremap_pages(dev, pgmap));
}

int no_type_on_a_path(struct dev_pagemap *pgmap, struct resource *res, bool coherent)
{
	memset(pgmap, 0, sizeof(*pgmap));
	pgmap->range.start = res->start;
	pgmap->range.end = res->end;
	pgmap->nr_range = 1;
	if (coherent)
		pgmap->type = MEMORY_DEVICE_COHERENT;
	pgmap->ops = &only_free;
	pgmap->owner = res;
	return PTR_ERR_OR_ZERO(memremap_pages(pgmap, 0)); /* bad: by hand */
}

int no_owner(struct resource *res)
{
	struct chunk *chunk = kzalloc(sizeof(*chunk));

	if (!chunk)
		return -ENOMEM;
	chunk->pagemap.type = MEMORY_DEVICE_COHERENT;
	chunk->pagemap.range.start = res->start;
	chunk->pagemap.range.end = res->end;
	chunk->pagemap.nr_range = 1;
	chunk->pagemap.ops = &only_free;
	return PTR_ERR_OR_ZERO(memremap_pages(&chunk->pagemap, 0)); /* bad: by hand */
}

int no_way_back(struct resource *res)
{
	struct chunk *chunk = kzalloc(sizeof(*chunk));

	if (!chunk)
		return -ENOMEM;
	chunk->pagemap.type = MEMORY_DEVICE_PRIVATE;
	chunk->pagemap.range.start = res->start;
	chunk->pagemap.range.end = res->end;
	chunk->pagemap.nr_range = 1;
	chunk->pagemap.ops = &only_free; /* bad: by hand */
	chunk->pagemap.owner = chunk;
	return PTR_ERR_OR_ZERO(memremap_pages(&chunk->pagemap, 0));
}

int set_elsewhere(struct resource *res)
{
	struct dev_pagemap *pgmap = kzalloc(sizeof(*pgmap));

	if (!pgmap)
		return -ENOMEM;
	setup_pagemap(pgmap, res);
	return PTR_ERR_OR_ZERO(memremap_pages(pgmap, 0));
}

int through_a_pointer(struct resource *res)
{
	struct chunk *chunk = kzalloc(sizeof(*chunk));
	struct dev_pagemap *pgmap;

	if (!chunk)
		return -ENOMEM;
	pgmap = &chunk->pagemap;
	pgmap->type = MEMORY_DEVICE_PRIVATE;
	pgmap->range.start = res->start;
	pgmap->range.end = res->end;
	pgmap->nr_range = 1;
	pgmap->owner = chunk;
	return PTR_ERR_OR_ZERO(memremap_pages(pgmap, 0)); /* bad: by hand */
}

int written_as_a_whole(struct device *dev, struct resource *res)
{
	struct dev_pagemap *pgmap = devm_kzalloc(dev, sizeof(*pgmap), GFP_KERNEL);

	if (!pgmap)
		return -ENOMEM;
	*pgmap = (struct dev_pagemap) {
		.type = MEMORY_DEVICE_GENERIC,
		.range = { .start = res->start, .end = res->end },
	};
	return PTR_ERR_OR_ZERO(devm_memremap_pages(dev, pgmap)); /* bad: by hand */
}

int written_whole(struct device *dev, struct resource *res)
{
	struct dev_pagemap *pgmap = devm_kzalloc(dev, sizeof(*pgmap), GFP_KERNEL);

	if (!pgmap)
		return -ENOMEM;
	*pgmap = (struct dev_pagemap) {
		.type = MEMORY_DEVICE_GENERIC,
		.range = { .start = res->start, .end = res->end },
		.nr_range = 1,
	};
	return PTR_ERR_OR_ZERO(devm_memremap_pages(dev, pgmap));
}
