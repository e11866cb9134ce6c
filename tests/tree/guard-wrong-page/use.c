// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool is_device(const void *page);
unsigned long second_ino(unsigned long a, unsigned long b);

unsigned long second_ino(unsigned long a, unsigned long b)
{
	struct page *one, *two;
	unsigned long ino = 0;

	if (get_user_pages_fast(a, 1, 0, &one) != 1)
		return 0;
	if (get_user_pages_fast(b, 1, 0, &two) != 1)
		goto put_one;
	if (!is_device(one))	/* @good: if (!is_device(two)) */
		ino = two->mapping->host->i_ino;
	put_page(two);
put_one:
	put_page(one);
	return ino;
}
