/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * 3218f8712d6b: since there is coherent device memory vm_normal_page() gives pages that are on no
 * LRU, and its callers went on to count, merge and link them.
 */
#include "../fixtures/include/mini-lru.h"

struct page *vm_normal_page(struct vm_area_struct *vma, unsigned long addr, pte_t pte);
void mlock_folio(struct folio *folio);

void lock_one(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page = vm_normal_page(vma, addr, pte);

	if (page)
		mlock_folio(page_folio(page)); /* expect: warning union-write lock_one */
}

void collect_one(struct vm_area_struct *vma, unsigned long addr, pte_t pte, struct list_head *list)
{
	struct page *page = vm_normal_page(vma, addr, pte);

	if (page)
		list_add(&page->lru, list); /* expect: warning union-write collect_one */
}

/*
 * pageck-expect
 * 16: warning: union-write: lock_one
 * 24: warning: union-write: collect_one
 * pageck-end
 */
