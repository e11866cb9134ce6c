// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int pin_one(unsigned long addr, bool write, struct page **page);

int pin_one(unsigned long addr, bool write, struct page **page)
{
	long n = pin_user_pages(addr, 1, write ? FOLL_WRITE : 0, page, NULL);

	if (n == 1)
		return 0;
	return n < 0 ? n : -EFAULT;
}
