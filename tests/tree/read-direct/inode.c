// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

unsigned long page_ino(struct page *page);

unsigned long page_ino(struct page *page)
{
	struct address_space *mapping = page->mapping;

	return mapping->host->i_ino;
}
