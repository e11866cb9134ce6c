/* SPDX-License-Identifier: GPL-2.0-or-later */
/* 856082f021a2, 3efc61d95259, mended: what is in the list is the driver's own. */
#include "../fixtures/include/mini-lru.h"

struct touched_page {
	struct page *page;
	struct list_head list;
};

struct frame_buffer {
	unsigned long start;
	struct list_head touched;
	struct touched_page *pages;
};

int touched(struct frame_buffer *fb, unsigned long offset)
{
	struct page *page = frame_to_page((fb->start + offset) >> 12);

	if (is_device_private_page(page))
		return -EFAULT;
	fb->pages[offset >> 12].page = page;
	list_add(&fb->pages[offset >> 12].list, &fb->touched);
	return 0;
}

/*
 * pageck-expect
 * pageck-end
 */
