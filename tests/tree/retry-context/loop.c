// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctx.h"

long ctx_pages(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep);

long ctx_pages(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep)
{
	struct ctx c = { .flags = FOLL_GET };
	struct page *page;
	long ret = 1;

retry:
	page = ctx_step(&c, ptep);
	if (!page) {
		ret = handle_mm_fault(vma, addr, 0);
		if (ret == 0)
			goto retry;
	} else if (IS_ERR(page)) {
		ret = PTR_ERR(page);
	}
	put_dev_pagemap(c.map);
	return ret;
}
