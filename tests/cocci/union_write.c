/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of pages that memremap_pages() made, and of others. */
#include "include/k.h"

static struct list_head pool;
static struct page *free_pages;

static void listing_free(struct page *page)
{
	list_add(&page->lru, &pool); /* bad: by hand */
}

static void chaining_free(struct page *page)
{
	page->zone_device_data = free_pages;
	free_pages = page;
}

static const struct dev_pagemap_ops listing_ops = {
	.page_free	= listing_free,
};

static const struct dev_pagemap_ops chaining_ops = {
	.page_free	= chaining_free,
};

int fill(struct chunk *chunk, int nr)
{
	void *addr = memremap_pages(&chunk->pagemap, 0);
	unsigned long pfn, first;
	int i;

	if (IS_ERR(addr))
		return PTR_ERR(addr);
	for (i = 0; i < nr; i++) {
		struct page *page = virt_to_page(addr + i * PAGE_SIZE);

		list_add(&page->lru, &pool); /* bad: by hand */
	}
	first = chunk->pagemap.range.start >> PAGE_SHIFT;
	for (pfn = first; pfn < first + nr; pfn++) {
		struct page *page = pfn_to_page(pfn);

		list_add(&page->lru, &pool); /* bad: by hand */
	}
	return chunk->pagemap.ops == &listing_ops || chunk->pagemap.ops == &chaining_ops;
}

void take(struct page *page)
{
	zone_device_page_init(page);
	folio_add_lru(page_folio(page)); /* bad: by hand */
}

void tested(struct page *page)
{
	if (is_zone_device_page(page)) {
		list_del(&page->lru); /* bad: by hand */
		return;
	}
	list_add(&page->lru, &pool);
}

void own_page(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (page)
		list_add(&page->lru, &pool);
}

void sorted(struct page **pages, int nr)
{
	int i;

	for (i = 0; i < nr; i++) {
		if (is_device_private_page(pages[i]))
			list_add(&pages[i]->lru, &pool); /* bad: by hand */
		else
			list_add(&pages[i]->lru, &pool);
	}
}

void others_have_left(struct page *page)
{
	if (!is_zone_device_page(page))
		return;
	list_add(&page->lru, &pool); /* bad: by hand */
}

void these_have_left(struct page *page)
{
	if (is_zone_device_page(page))
		return;
	list_add(&page->lru, &pool);
}
