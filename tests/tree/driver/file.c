// SPDX-License-Identifier: GPL-2.0-or-later
#include "drv.h"

bool drv_is_file(const struct drv_buf *b)
{
	return b->addr > PAGE_SIZE;	/* @good: return !b->device; */
}

unsigned long drv_file(const struct drv_buf *b)
{
	return b->page->mapping->host->i_ino;
}
