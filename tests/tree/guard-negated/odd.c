// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool is_ram(const struct page *page);
bool is_odd(const struct page *page);

bool is_odd(const struct page *page)
{
	return !is_ram(page);
}
