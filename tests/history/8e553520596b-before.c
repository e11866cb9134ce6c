/* SPDX-License-Identifier: GPL-2.0-or-later */
// pageck-args: --all
/*
 * 8e553520596b: the fault handler of a trace buffer gave pages of a coherent allocation a
 * mapping, and took it away again when the buffer was unmapped. Any page has an address: a note.
 */
#include "../fixtures/include/mini-lru.h"

struct window {
	void *buffer;
};

struct page *fault(struct window *win, struct address_space *mapping)
{
	struct page *page = frame_to_page((unsigned long)win->buffer >> 12);

	if (is_device_private_page(page))
		return NULL;
	page->mapping = mapping; /* expect: note union-write fault */
	return page;
}

/*
 * pageck-expect
 * 19: note: union-write: fault
 * pageck-end
 */
