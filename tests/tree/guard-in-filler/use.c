// SPDX-License-Identifier: GPL-2.0-or-later
#include "buf.h"

unsigned long buf_pages(unsigned long addr);

unsigned long buf_pages(unsigned long addr)
{
	unsigned long n = 0;
	struct buf b;

	if (buf_pin(&b, addr))
		return 0;
	if (b.page)	/* @good: if (!b.device) */
		n = b.page->mapping->nrpages;
	put_page(b.page);
	return n;
}
