// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct folio *folio_of(struct page *page);
bool folio_special(const struct folio *folio);

struct folio *folio_of(struct page *page)
{
	return page_folio(page);
}

bool folio_special(const struct folio *folio)
{
	return folio->_mapcount < 0;	/* @good: return folio_is_zone_device(folio); */
}
