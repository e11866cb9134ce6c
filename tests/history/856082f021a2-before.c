/* SPDX-License-Identifier: GPL-2.0-or-later */
// pageck-args: --all
/*
 * 856082f021a2, 3efc61d95259: deferred I/O kept the pages that were written to in a list,
 * through a member of struct page. They are the frame buffer's: of a frame number no more is
 * known than that it has a page, so that it is a note.
 */
#include "../fixtures/include/mini-lru.h"

struct frame_buffer {
	unsigned long start;
	struct list_head touched;
};

int touched(struct frame_buffer *fb, unsigned long offset)
{
	struct page *page = frame_to_page((fb->start + offset) >> 12);

	if (is_device_private_page(page))
		return -EFAULT;
	list_add(&page->lru, &fb->touched); /* expect: note union-write touched */
	return 0;
}

/*
 * pageck-expect
 * 21: note: union-write: touched
 * pageck-end
 */
