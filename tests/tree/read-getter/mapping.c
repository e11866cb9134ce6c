// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct address_space *my_mapping(struct page *page);

struct address_space *my_mapping(struct page *page)
{
	return page->mapping;
}
