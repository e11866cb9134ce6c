// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool is_device(const void *page);

bool is_device(const void *page)
{
	return is_zone_device_page(page);
}
