// SPDX-License-Identifier: GPL-2.0-or-later
#include "buf.h"

int buf_pin(struct buf *b, unsigned long addr)
{
	if (get_user_pages_fast(addr, 1, 0, &b->page) != 1)
		return -EFAULT;
	b->device = is_zone_device_page(b->page);
	return 0;
}
