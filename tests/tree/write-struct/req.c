// SPDX-License-Identifier: GPL-2.0-or-later
#include "req.h"

int req_run(unsigned long addr);

int req_run(unsigned long addr)
{
	struct req r;

	r.addr = addr;
	if (get_user_pages_fast(addr, 1, 0, &r.page) != 1)
		return -EFAULT;
	if (r.addr)	/* @good: if (!is_zone_device_page(r.page)) */
		req_clear(&r);
	put_page(r.page);
	return 0;
}
