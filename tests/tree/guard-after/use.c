// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool is_dev(const struct page *page);
unsigned long read_ino(const struct page *page);
unsigned long ino_of(unsigned long addr);

unsigned long ino_of(unsigned long addr)
{
	unsigned long ino = 0;
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	if (is_dev(page))	/* @good: goto check; */
		printk("device page\n");
	ino = read_ino(page);	/* @good: check: */
	if (is_dev(page))	/* @good: if (!is_dev(page)) */
		ino = 0;	/* @good: ino = read_ino(page); */
	put_page(page);
	return ino;
}
