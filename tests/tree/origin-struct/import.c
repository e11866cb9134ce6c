// SPDX-License-Identifier: GPL-2.0-or-later
#include "buf.h"

int buf_import(struct buf *b, unsigned long addr, unsigned int len)
{
	b->off = addr & 4095;
	b->len = len;
	if (get_user_pages_fast(addr, 1, 0, &b->page) != 1)
		return -EFAULT;
	return 0;
}
