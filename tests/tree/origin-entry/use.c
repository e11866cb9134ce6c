// SPDX-License-Identifier: GPL-2.0-or-later
#include "entry.h"

unsigned long entry_ino(unsigned long val);

unsigned long entry_ino(unsigned long val)
{
	struct page *page = entry_page(val);

	if (!page)
		return 0;
	return page->mapping->host->i_ino;
}
