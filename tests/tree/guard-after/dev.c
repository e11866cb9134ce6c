// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool is_dev(const struct page *page);
unsigned long read_ino(const struct page *page);

bool is_dev(const struct page *page)
{
	return is_zone_device_page(page);
}

unsigned long read_ino(const struct page *page)
{
	return page->mapping->host->i_ino;
}
