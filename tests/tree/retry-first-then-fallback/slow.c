// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int fast_path(unsigned long pfn, struct page **page);
int slow_path(unsigned long pfn, struct page **page);

int slow_path(unsigned long pfn, struct page **page)
{
	cond_resched();
	return fast_path(pfn, page);	/* @good: return *page ? 1 : -EFAULT; */
}
