// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void classify(struct page *page, unsigned long *size, bool *device);

void classify(struct page *page, unsigned long *size, bool *device)
{
	*size = page->flags & 1 ? 8192 : 4096;
	*device = is_zone_device_page(page);
}
