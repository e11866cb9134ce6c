// SPDX-License-Identifier: GPL-2.0-or-later
#include "req.h"

int req_pin(struct req *r)
{
	return get_user_pages_fast(r->addr, 1, 0, &r->page) == 1 ? 0 : -EFAULT;
}
