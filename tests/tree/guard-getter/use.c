// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct page *get_file_page(unsigned long addr);
unsigned long file_ino(unsigned long addr);

unsigned long file_ino(unsigned long addr)
{
	struct page *page = get_file_page(addr);
	unsigned long ino;

	if (!page)
		return 0;
	ino = page->mapping->host->i_ino;
	put_page(page);
	return ino;
}
