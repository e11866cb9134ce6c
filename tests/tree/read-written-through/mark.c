// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void mark_error(struct page *page, int err);

void mark_error(struct page *page, int err)
{
	if (!err)
		return;
	page->mapping->flags |= 2;
}
