// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct folio *folio_of(struct page *page);
bool folio_special(const struct folio *folio);
unsigned long pages_of(unsigned long addr);

unsigned long pages_of(unsigned long addr)
{
	struct folio *folio;
	struct page *page;
	unsigned long n = 0;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	folio = folio_of(page);
	if (!folio_special(folio))
		n = folio->mapping->nrpages;
	put_page(page);
	return n;
}
