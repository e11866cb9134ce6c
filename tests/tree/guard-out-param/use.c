// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void classify(struct page *page, unsigned long *size, bool *device);
unsigned long file_room(unsigned long addr);

unsigned long file_room(unsigned long addr)
{
	unsigned long size, room = 0;
	struct page *page;
	bool device;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	classify(page, &size, &device);
	if (size)	/* @good: if (!device) */
		room = page->mapping->nrpages * size;
	put_page(page);
	return room;
}
