// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void *lock_user(unsigned long addr);

void *lock_user(unsigned long addr)
{
	struct page *page;

	return get_user_pages_fast(addr, 1, 0, &page) == 1 ? page : ERR_PTR(-EFAULT);
}
