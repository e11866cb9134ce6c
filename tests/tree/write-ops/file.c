// SPDX-License-Identifier: GPL-2.0-or-later
#include "ops.h"

static void file_queue(struct page *page)
{
	page->lru.prev = NULL;
}

const struct io_ops file_ops = { .queue = file_queue };

bool file_takes(struct page *page)
{
	return !is_zone_device_page(page);
}
