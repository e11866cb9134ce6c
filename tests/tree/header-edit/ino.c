// SPDX-License-Identifier: GPL-2.0-or-later
#include "kind.h"

unsigned long plain_ino(struct page *page);

unsigned long plain_ino(struct page *page)
{
	if (!is_plain(page))
		return 0;
	return page->mapping->host->i_ino;
}
