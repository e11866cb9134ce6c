// SPDX-License-Identifier: GPL-2.0-or-later
#include "req.h"

long req_run(unsigned long addr);

long req_run(unsigned long addr)
{
	struct req r;
	long ino;

	r.addr = addr;
	if (get_user_pages_fast(addr, 1, 0, &r.page) != 1)
		return -EFAULT;
	r.device = is_zone_device_page(r.page);
	ino = !r.addr ? 0 : req_ino(&r);	/* @good: ino = r.device ? 0 : req_ino(&r); */
	put_page(r.page);
	return ino;
}
