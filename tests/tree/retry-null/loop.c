// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct page *follow(pte_t pte, unsigned int flags);
struct page *user_page(struct vm_area_struct *vma, unsigned long addr, pte_t pte);

struct page *user_page(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page;
	int ret;

retry:
	page = follow(pte, FOLL_GET);
	if (!page) {
		ret = handle_mm_fault(vma, addr, 0);
		if (ret)
			return ERR_PTR(ret);
		goto retry;
	}
	return page;
}
