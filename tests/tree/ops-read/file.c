// SPDX-License-Identifier: GPL-2.0-or-later
#include "ops.h"

static void file_dirty(struct page *page)
{
	page->mapping->flags |= 1;
}

const struct io_ops file_ops = { .dirty = file_dirty };
