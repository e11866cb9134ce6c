// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini-2015.h"	/* @good: #include "mini.h" */

int set_page_dirty(struct page *page);

int set_page_dirty(struct page *page)
{
	struct address_space *mapping = page_mapping(page);

	return mapping ? mapping->a_ops->set_page_dirty(page) : 0;
}
