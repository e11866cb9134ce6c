/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * 8e553520596b, mended: the pages are inserted when the buffer is mapped, and stay as they are.
 */
#include "../fixtures/include/mini-lru.h"

struct window {
	void *buffer;
};

struct page *fault(struct window *win)
{
	struct page *page = frame_to_page((unsigned long)win->buffer >> 12);

	if (is_device_private_page(page))
		return NULL;
	return page;
}

/*
 * pageck-expect
 * pageck-end
 */
