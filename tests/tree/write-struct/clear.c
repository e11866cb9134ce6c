// SPDX-License-Identifier: GPL-2.0-or-later
#include "req.h"

void req_clear(struct req *r)
{
	r->page->lru.next = NULL;
}

bool req_fits(const struct req *r)
{
	return !is_zone_device_page(r->page);
}
