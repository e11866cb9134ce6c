// SPDX-License-Identifier: GPL-2.0-or-later
#include "kind.h"

enum kind kind_of(struct page *page)
{
	if (!page->_refcount)
		return KIND_FREE;
	if (PageLRU(page))
		return KIND_LRU;
	if (is_zone_device_page(page))
		return KIND_DEVICE;
	return KIND_OTHER;
}
