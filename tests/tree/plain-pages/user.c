// SPDX-License-Identifier: GPL-2.0-or-later
#include "pages.h"

long file_of(unsigned long addr);

long file_of(unsigned long addr)
{
	struct page *page = take(addr);
	long i = 0;

	if (!page)
		return -EFAULT;
	if (special(page))
		i = -EINVAL;
	if (i <= 0)	/* @good: if (!i) */
		i = ino(page);
	drop(page);
	return i;
}
