// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool skip_page(const struct page *page, int flags);

bool skip_page(const struct page *page, int flags)
{
	return (flags & 1) || !page || is_zone_device_page(page);
}
