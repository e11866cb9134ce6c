/* SPDX-License-Identifier: GPL-2.0-or-later */
/* More ways to read the mapping of a pinned page. */
#include "include/k.h"

void use_mapping(struct address_space *mapping);
unsigned long device_skipped(unsigned long addr, struct page **pages, int nr)
{
	unsigned long total = 0;
	int i;

	nr = get_user_pages_fast(addr, nr, 0, pages);
	for (i = 0; i < nr; i++) {
		if (is_zone_device_page(pages[i]))
			continue;
		total += pages[i]->mapping->nrpages;
	}
	return total;
}

unsigned long others_skipped(unsigned long addr, struct page **pages, int nr)
{
	unsigned long total = 0;
	int i;

	nr = get_user_pages_fast(addr, nr, 0, pages);
	for (i = 0; i < nr; i++) {
		if (!is_zone_device_page(pages[i]))
			continue;
		total += pages[i]->mapping->nrpages; /* bad */
	}
	return total;
}

unsigned long guard_in_while(unsigned long addr, struct page **pages, int nr)
{
	unsigned long total = 0;
	int i = 0;

	nr = get_user_pages_fast(addr, nr, 0, pages);
	while (i < nr && !is_zone_device_page(pages[i])) {
		total += pages[i]->mapping->nrpages;
		i++;
	}
	return total;
}

unsigned long guard_in_for(unsigned long addr, struct page **pages, int nr)
{
	unsigned long total = 0;
	int i;

	nr = get_user_pages_fast(addr, nr, 0, pages);
	for (i = 0; i < nr && !is_zone_device_page(pages[i]); i++)
		total += pages[i]->mapping->nrpages;
	return total;
}

unsigned long guard_the_wrong_way_in_for(unsigned long addr, struct page **pages, int nr)
{
	unsigned long total = 0;
	int i;

	nr = get_user_pages_fast(addr, nr, 0, pages);
	for (i = 0; i < nr && is_zone_device_page(pages[i]); i++)
		total += pages[i]->mapping->nrpages; /* bad */
	return total;
}

struct inode *device_leaves(unsigned long addr)
{
	struct inode *inode = NULL;
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return NULL;
	if (unlikely(is_zone_device_page(page)))
		goto out;
	inode = page->mapping->host;
out:
	unpin_user_pages(&page, 1);
	return inode;
}

struct inode *device_is_read(unsigned long addr)
{
	struct inode *inode = NULL;
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return NULL;
	if (is_zone_device_page(page))
		goto dev;
	goto out;
dev:
	inode = page->mapping->host; /* bad: by hand */
out:
	unpin_user_pages(&page, 1);
	return inode;
}

struct inode *read_in_the_else(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct folio *folio = vm_normal_folio(vma, addr, pte);

	if (!folio)
		return NULL;
	if (folio_is_zone_device(folio)) {
		return NULL;
	} else {
		return folio->mapping->host;
	}
}

struct inode *read_of_the_device(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct folio *folio = vm_normal_folio(vma, addr, pte);

	if (!folio)
		return NULL;
	if (folio_is_zone_device(folio))
		return folio->mapping->host; /* bad: by hand */
	else
		return NULL;
}

struct inode *guarded_by_and(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page = vm_normal_page(vma, addr, pte);

	return page && !is_zone_device_page(page) ? page->mapping->host : NULL;
}

struct inode *tested_for_null_only(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page = vm_normal_page(vma, addr, pte);

	return page ? page->mapping->host : NULL; /* bad: by hand */
}

static bool is_dev(struct page *page)
{
	return is_zone_device_page(page);
}

struct inode *by_a_helper(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return NULL;
	if (is_dev(page))
		return NULL;
	return page->mapping->host;
}

struct inode *test_of_a_copy(unsigned long addr)
{
	struct page *page, *p;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return NULL;
	p = page;
	if (is_zone_device_page(p))
		return NULL;
	return page->mapping->host;
}

struct inode *read_of_a_copy(unsigned long addr)
{
	struct page *page, *p;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return NULL;
	p = page;
	return p->mapping->host; /* bad: by hand */
}

struct inode *page_tested_folio_read(unsigned long addr)
{
	struct page *page;
	struct folio *folio;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return NULL;
	folio = page_folio(page);
	if (is_zone_device_page(page))
		return NULL;
	return folio->mapping->host;
}

int handed_on(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	use_mapping(page->mapping); /* bad: by hand */
	put_page(page);
	return 1;
}

int handed_on_in_a_condition(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	if (look_at(page->mapping)) /* bad */
		return 2;
	put_page(page);
	return 1;
}

unsigned long remembered(unsigned long addr)
{
	struct page *page;
	bool dev;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	dev = is_zone_device_page(page);
	if (!dev)
		return page->mapping->nrpages;
	return 0;
}

unsigned long in_a_case(struct vm_area_struct *vma, unsigned long addr, pte_t pte, int kind)
{
	struct page *page = vm_normal_page(vma, addr, pte);

	if (!page)
		return 0;
	switch (kind) {
	case 0:
		return page->mapping->nrpages; /* bad: by hand */
	case 1:
		if (!is_zone_device_page(page))
			return page->mapping->nrpages;
		break;
	}
	return 0;
}

unsigned long for_ever(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page;

	while (1) {
		page = vm_normal_page(vma, addr, pte);
		if (!page)
			break;
		if (page->mapping->flags) /* bad */
			return 1;
		addr += PAGE_SIZE;
	}
	return 0;
}

unsigned long warned_of(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page = vm_normal_page(vma, addr, pte);

	if (!page || WARN_ON_ONCE(is_zone_device_page(page)))
		return 0;
	return page->mapping->nrpages;
}

struct buf { struct page **pages; int n; };
unsigned long pages_of_a_structure(struct buf *b, unsigned long addr)
{
	struct address_space *m;
	unsigned long n = 0;
	int i;

	b->n = pin_user_pages_fast(addr, b->n, FOLL_WRITE, b->pages);
	for (i = 0; i < b->n; i++) {
		m = b->pages[i]->mapping; /* bad: by hand */
		if (m)
			n += m->nrpages;
	}
	return n;
}

unsigned long pages_of_a_structure_tested(struct buf *b, unsigned long addr)
{
	struct address_space *m;
	unsigned long n = 0;
	int i;

	b->n = pin_user_pages_fast(addr, b->n, FOLL_WRITE, b->pages);
	for (i = 0; i < b->n; i++) {
		if (is_zone_device_page(b->pages[i]))
			break;
		m = b->pages[i]->mapping;
		if (m)
			n += m->nrpages;
	}
	return n;
}

bool equal_to_a_file(unsigned long addr, struct address_space *m)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return false;
	if (page->mapping != m)
		return false;
	return page->mapping->nrpages;
}

unsigned long nested_tests(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) == 1) {
		if (!is_zone_device_page(page)) {
			struct address_space *mapping = page->mapping;

			if (mapping && mapping->host)
				return mapping->nrpages;
		}
	}
	return 0;
}

unsigned long nested(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) == 1) {
		struct address_space *mapping = page->mapping; /* bad: by hand */

		if (mapping && mapping->host)
			return mapping->nrpages;
	}
	return 0;
}

unsigned long another_page_tested(struct page *other, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	if (is_zone_device_page(other))
		return 0;
	return page->mapping->nrpages; /* bad: by hand */
}

unsigned long one_type_excluded(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page = vm_normal_page(vma, addr, pte);

	if (!page || is_device_private_page(page))
		return 0;
	return page->mapping->nrpages; /* bad: by hand */
}

unsigned long another_page_after_the_test(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page = vm_normal_page(vma, addr, pte);

	if (is_zone_device_page(page))
		return 0;
	page = vm_normal_page(vma, addr + PAGE_SIZE, pte);
	return page->mapping->nrpages; /* bad: by hand */
}

unsigned long head(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page = vm_normal_page(vma, addr, pte);
	struct page *head = compound_head(page);

	return head->mapping->nrpages; /* bad: by hand */
}

unsigned long head_tested(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page = vm_normal_page(vma, addr, pte);
	struct page *head = compound_head(page);

	if (is_zone_device_page(head))
		return 0;
	return head->mapping->nrpages;
}

bool two_in_one_condition(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *a = vm_normal_page(vma, addr, pte);
	struct page *b = vm_normal_page(vma, addr + PAGE_SIZE, pte);

	if (a->mapping->flags && /* bad */
	    b->mapping->flags) /* bad */
		return true;
	return false;
}
