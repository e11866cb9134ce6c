// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void work_page(void *data);

void work_page(void *data)
{
	struct page *page = data;

	page->mapping->nrpages--;
}
