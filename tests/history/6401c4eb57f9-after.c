/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * 6401c4eb57f9: between the lookup of the pagemap and its put a page could not be taken, and the
 * function returned with the reference.
 */
#include "../fixtures/include/mini.h"

bool try_grab_page(struct page *page, unsigned int flags);
void undo(int *nr, int start, struct page **pages);

int device_huge(unsigned long pfn, unsigned long addr, unsigned long end, unsigned int flags,
		struct page **pages, int *nr)
{
	struct dev_pagemap *pgmap = NULL;
	int start = *nr;
	int ret = 1;

	do {
		struct page *page = pfn_to_page(pfn);

		pgmap = get_dev_pagemap(pfn, pgmap);
		if (unlikely(!pgmap)) {
			undo(nr, start, pages);
			ret = 0;
			break;
		}
		pages[*nr] = page;
		if (unlikely(!try_grab_page(page, flags))) {
			undo(nr, start, pages);
			ret = 0;
			break;
		}
		(*nr)++;
		pfn++;
	} while (addr += 4096, addr != end);
	put_dev_pagemap(pgmap);
	return ret;
}

/*
 * pageck-expect
 * pageck-end
 */
