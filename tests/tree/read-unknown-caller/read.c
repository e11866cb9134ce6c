// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int log_page(struct page *page);

int log_page(struct page *page)
{
	return printk("inode %lu\n", page->mapping->host->i_ino);
}
