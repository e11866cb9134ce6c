// SPDX-License-Identifier: GPL-2.0-or-later
#include "kind.h"

unsigned long plain_ino(struct page *page);
unsigned long ino_at(unsigned long addr);

unsigned long ino_at(unsigned long addr)
{
	struct page *page;
	unsigned long ino;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	ino = plain_ino(page);
	put_page(page);
	return ino;
}
