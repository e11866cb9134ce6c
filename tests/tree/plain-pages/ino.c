// SPDX-License-Identifier: GPL-2.0-or-later
#include "pages.h"

long ino(struct page *page)
{
	return page->mapping->host->i_ino;
}
