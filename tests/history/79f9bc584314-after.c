/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * 79f9bc584314 (CVE-2021-47463): what belongs to secretmem was told by the mapping of a page of
 * user memory, which may be NULL. Since then NULL and a flag bit end it before.
 */
#include "../fixtures/include/mini.h"

extern const struct address_space_operations secret_aops;

static bool is_secret(struct page *page)
{
	struct address_space *mapping = (void *)((unsigned long)page->mapping & ~PAGE_MAPPING_FLAGS);

	if (!mapping || mapping != page->mapping)
		return false;
	return mapping->a_ops == &secret_aops;
}

int take(unsigned long addr)
{
	struct page *page;
	int ret = 0;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	if (is_secret(page))
		ret = -EFAULT;
	put_page(page);
	return ret;
}

/*
 * pageck-expect
 * pageck-end
 */
