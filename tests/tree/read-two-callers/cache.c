// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

unsigned long cache_size(struct page *page);
unsigned long size_at(struct address_space *mapping, pgoff_t index);

unsigned long size_at(struct address_space *mapping, pgoff_t index)
{
	struct page *page = find_get_page(mapping, index);
	unsigned long n = 0;

	if (page) {
		n = cache_size(page);
		put_page(page);
	}
	return n;
}
