/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mappings of pinned pages: followed, compared, tested before. */
#include "include/k.h"

struct inode *followed(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return NULL;
	return page->mapping->host; /* bad: by hand */
}

unsigned long sum(unsigned long addr, struct page **pages, int nr)
{
	unsigned long total = 0;
	int i;

	nr = pin_user_pages_fast(addr, nr, FOLL_WRITE, pages);
	for (i = 0; i < nr; i++) {
		struct page *page = pages[i];

		total += page->mapping->nrpages; /* bad */
	}
	return total;
}

int condition(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct folio *folio = vm_normal_folio(vma, addr, pte);
	int ret = 0;

	if (!folio)
		return 0;
	if (folio->mapping->flags & 1) /* bad */
		ret = 1;
	folio_put(folio);
	return ret;
}

/* a test here could skip the put */
void gives_up(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page = vm_normal_page(vma, addr, pte);

	if (page->mapping->flags & 1) /* bad: by hand */
		put_page(page);
}

bool kept(struct pinned *p, unsigned long addr)
{
	return pin_user_pages_fast(addr, p->nr, FOLL_WRITE, p->pages) == p->nr;
}

struct inode *kept_elsewhere(struct pinned *p)
{
	struct page *page = p->pages[0];

	return page->mapping->host; /* bad: by hand */
}

struct inode *through_a_variable(unsigned long addr)
{
	struct address_space *mapping;
	struct folio *folio;
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return NULL;
	folio = page_folio(page);
	mapping = folio->mapping; /* bad: by hand */
	if (!mapping)
		return NULL;
	return mapping->host;
}

/* the test stands the wrong way round */
struct inode *inverted(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return NULL;
	if (!is_zone_device_page(page))
		return NULL;
	return page->mapping->host; /* bad: by hand */
}

struct inode *guarded(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return NULL;
	if (is_zone_device_page(page))
		return NULL;
	return page->mapping->host;
}

bool same_condition(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return false;
	return !is_zone_device_page(page) && page->mapping->nrpages;
}

struct inode *on_the_lru(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct folio *folio = vm_normal_folio(vma, addr, pte);

	if (!folio || !folio_test_lru(folio))
		return NULL;
	return folio->mapping->host;
}

static bool ordinary(struct page *page)
{
	return !is_zone_device_page(page);
}

struct inode *by_helper(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return NULL;
	if (!ordinary(page))
		return NULL;
	return page->mapping->host;
}

bool compared(unsigned long addr, struct address_space *mapping)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return false;
	return page->mapping == mapping;
}

struct inode *page_cache(struct address_space *mapping, pgoff_t index)
{
	struct page *page = find_get_page(mapping, index);

	return page->mapping->host;
}

bool three_terms(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return false;
	if (page->mapping && page->mapping->nrpages) /* bad */
		return true;
	return false;
}

/* tested for NULL on one line, followed on the next */
struct inode *tested_for_null(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return NULL;
	if (page->mapping)
		return page->mapping->host; /* bad: by hand */
	return NULL;
}

unsigned long folios(unsigned long addr, struct page **pages, int nr)
{
	unsigned long total = 0;
	int i;

	nr = pin_user_pages_fast(addr, nr, FOLL_WRITE, pages);
	for (i = 0; i < nr; i++) {
		struct folio *folio = page_folio(pages[i]);

		total += folio->mapping->nrpages; /* bad */
	}
	return total;
}
