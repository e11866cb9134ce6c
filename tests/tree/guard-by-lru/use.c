// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool is_stable(struct page *page);
bool is_locked(struct page *page);
long file_of(struct vm_area_struct *vma, unsigned long addr, pte_t pte);

long file_of(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page = vm_normal_page(vma, addr, pte);

	if (!page || !is_locked(page))	/* @good: if (!page || !is_stable(page)) */
		return -EINVAL;
	return page->mapping->host->i_ino;
}
