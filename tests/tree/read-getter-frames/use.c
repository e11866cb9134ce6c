// SPDX-License-Identifier: GPL-2.0-or-later
#include "owner.h"

unsigned long owner_pages(unsigned long addr);

unsigned long owner_pages(unsigned long addr)
{
	struct owner o;
	struct page *page;

	if (pin_user_pages(addr, 1, 0, &page, NULL) != 1)
		return 0;
	find_owner(page, &o);
	unpin_user_page(page);
	return o.found ? o.as->nrpages : 0;
}
