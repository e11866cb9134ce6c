// SPDX-License-Identifier: GPL-2.0-or-later
#include "kind.h"

bool has_owner(const struct page *page)
{
	return page->private != 0;
}
