/* SPDX-License-Identifier: GPL-2.0-or-later */
/* More ways to link a page that memremap_pages() made. */
#include "include/k.h"

static struct list_head pool;
struct drv { struct dev_pagemap pagemap; struct list_head free; void *mtx; int n; };
static void listing_free(struct page *page)
{
	struct drv *d = page->zone_device_data;

	rcu_read_lock();
	list_add_tail(&page->lru, &d->free); /* bad: by hand */
	rcu_read_unlock();
}

static const struct dev_pagemap_ops listing_ops = { .page_free = listing_free };
static void really_free(struct page *page)
{
	list_add(&page->lru, &pool); /* bad: by hand */
}

static void freeing_by_a_helper(struct page *page)
{
	really_free(page);
}

static const struct dev_pagemap_ops helper_ops = { .page_free = freeing_by_a_helper };
int first_of_the_range(struct drv *d, int nr)
{
	struct page *page;
	int i;

	if (IS_ERR(memremap_pages(&d->pagemap, 0)))
		return -EIO;
	page = pfn_to_page(d->pagemap.range.start >> PAGE_SHIFT);
	for (i = 0; i < nr; i++, page++)
		list_add(&page->lru, &d->free); /* bad: by hand */
	return 0;
}

int steps_in_the_argument(struct drv *d, int nr)
{
	unsigned long pfn = PHYS_PFN(d->pagemap.range.start);
	unsigned long end = PHYS_PFN(d->pagemap.range.end);

	while (pfn <= end) {
		struct page *p = pfn_to_page(pfn++);

		list_add_tail(&p->lru, &d->free); /* bad: by hand */
	}
	return 0;
}

int page_of_its_own(struct drv *d, int nr)
{
	unsigned long pfn = PHYS_PFN(d->pagemap.range.start);
	struct page *page = alloc_page(GFP_KERNEL);

	d->n = pfn;
	list_add(&page->lru, &d->free);
	return 0;
}

int by_address(struct device *dev, struct drv *d, int nr)
{
	char *va = devm_memremap_pages(dev, &d->pagemap);
	int i;

	if (IS_ERR(va))
		return PTR_ERR(va);
	for (i = 0; i < nr; i++) {
		struct page *page;

		page = virt_to_page(va + (i << PAGE_SHIFT));
		list_add(&page->lru, &d->free); /* bad: by hand */
	}
	return 0;
}

void others_left_by_two_tests(struct page *page)
{
	if (!page || !is_device_private_page(page))
		return;
	list_move(&page->lru, &pool); /* bad: by hand */
}

void devices_left_by_two_tests(struct page *page)
{
	if (!page || is_device_private_page(page) || is_zone_device_page(page))
		return;
	list_move(&page->lru, &pool);
}

void by_goto(struct page *page)
{
	if (is_zone_device_page(page))
		goto dev;
	list_add(&page->lru, &pool);
	return;
dev:
	list_add(&page->lru, &pool); /* bad: by hand */
}

void in_the_else(struct folio *folio, struct list_head *a)
{
	if (!folio_is_zone_device(folio)) {
		cond_resched();
	} else {
		list_add(&folio->lru, a); /* bad: by hand */
	}
}

void in_the_else_of_others(struct folio *folio, struct list_head *a)
{
	if (folio_is_zone_device(folio)) {
		cond_resched();
	} else {
		list_add(&folio->lru, a);
	}
}

void not_by_the_flag(struct folio *folio, struct list_head *a)
{
	bool dev = folio_is_zone_device(folio);

	if (!dev)
		list_add(&folio->lru, a);
}

void in_a_loop(struct page **pages, int n, struct list_head *a)
{
	int i = 0;

	while (i < n) {
		if (is_device_coherent_page(pages[i])) {
			folio_add_lru(page_folio(pages[i])); /* bad: by hand */
			i++;
			continue;
		}
		list_add(&pages[i]->lru, a);
		i++;
	}
}

void guard_in_the_loop(struct page **pages, int n, struct list_head *a)
{
	int i;

	for (i = 0; i < n && !is_zone_device_page(pages[i]); i++)
		list_add(&pages[i]->lru, a);
}

struct page *made_and_listed(struct drv *d)
{
	struct page *page = pfn_to_page(d->n);

	zone_device_page_init(page);
	INIT_LIST_HEAD(&page->lru); /* bad: by hand */
	return page;
}

int user_page_guarded(unsigned long addr, struct list_head *a)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	if (is_zone_device_page(page))
		return 0;
	list_add(&page->lru, a);
	return 1;
}

void written_itself(struct page *page)
{
	if (!is_zone_device_page(page))
		return;
	page->lru.next = NULL; /* bad: by hand */
}

struct item { struct list_head lru; int dev; };
void list_of_something_else(struct item *it, struct page *page)
{
	if (is_zone_device_page(page))
		list_add(&it->lru, &pool);
}

void device_warned_of(struct page *page)
{
	if (WARN_ON_ONCE(is_zone_device_page(page)))
		return;
	list_add(&page->lru, &pool);
}

void others_warned_of(struct page *page)
{
	if (WARN_ON_ONCE(!is_zone_device_page(page)))
		return;
	list_add(&page->lru, &pool); /* bad: by hand */
}
