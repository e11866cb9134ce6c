// SPDX-License-Identifier: GPL-2.0-or-later
#include "pages.h"

bool special(struct page *page)
{
	return is_zone_device_page(page);
}
