/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * 3218f8712d6b, mended: since there is coherent device memory vm_normal_page() gives pages that are on no
 * LRU, and its callers leave those alone.
 */
#include "../fixtures/include/mini-lru.h"

struct page *vm_normal_page(struct vm_area_struct *vma, unsigned long addr, pte_t pte);
void mlock_folio(struct folio *folio);

void lock_one(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page = vm_normal_page(vma, addr, pte);

	if (page && !is_zone_device_page(page))
		mlock_folio(page_folio(page));
}

void collect_one(struct vm_area_struct *vma, unsigned long addr, pte_t pte, struct list_head *list)
{
	struct page *page = vm_normal_page(vma, addr, pte);

	if (page && !is_zone_device_page(page))
		list_add(&page->lru, list);
}

/*
 * pageck-expect
 * pageck-end
 */
