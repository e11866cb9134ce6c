// SPDX-License-Identifier: GPL-2.0-or-later
#include "req.h"

unsigned long req_pages(unsigned long addr);

unsigned long req_pages(unsigned long addr)
{
	struct req r = { .addr = addr };
	unsigned long n;

	if (req_pin(&r))
		return 0;
	if (!r.page)	/* @good: if (is_zone_device_page(r.page)) */
		return 0;
	n = r.page->mapping->nrpages;
	put_page(r.page);
	return n;
}
