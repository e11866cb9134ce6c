// SPDX-License-Identifier: GPL-2.0-or-later
/* What a case doesn't know of: added to a tree, it changes nothing. */
#include "mini-red.h"

struct unrelated {
	struct dev_pagemap *pgmap;
	struct page *page;
};

static bool unrelated_get(struct unrelated *u, unsigned long pfn)
{
	u->pgmap = get_dev_pagemap(pfn, NULL);
	return u->pgmap;
}

static void unrelated_put(struct unrelated *u)
{
	put_dev_pagemap(u->pgmap);
	u->pgmap = NULL;
}

static int unrelated_look(unsigned long pfn, unsigned long addr)
{
	struct unrelated u = { 0 };
	int ret = 0;

	if (!unrelated_get(&u, pfn))
		return -ENXIO;
	if (get_user_pages_fast(addr, 1, 0, &u.page) != 1) {
		ret = -EFAULT;
		goto out;
	}
	if (!is_zone_device_page(u.page) && u.page->mapping)
		ret = u.page->mapping->nrpages > 1;
	put_page(u.page);
out:
	unrelated_put(&u);
	return ret;
}

static const struct {
	int (*look)(unsigned long pfn, unsigned long addr);
} unrelated_ops __maybe_unused = {
	.look = unrelated_look,
};
