// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool is_stable(struct page *page);
bool is_locked(struct page *page);

bool is_stable(struct page *page)
{
	return PageLRU(page) && page->_refcount > 0;
}

bool is_locked(struct page *page)
{
	return test_bit(PG_locked, &page->flags);
}
