// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool folio_backed(struct folio *folio);
int is_backed(unsigned long addr);

int is_backed(unsigned long addr)
{
	struct page *page;
	struct folio *folio;
	int ret = 0;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	folio = page_folio(page);
	if (folio->_mapcount)	/* @good: if (!folio_is_zone_device(folio)) */
		ret = folio_backed(folio);
	put_page(page);
	return ret;
}
