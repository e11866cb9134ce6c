/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * 96c804a6ae8c, aad5f69bc161, d613f53c83ec (CVE-2025-39883): the page of a number that is only
 * known to be valid was looked into; whoever wants ordinary memory asks pfn_to_online_page().
 */
#include "../fixtures/include/mini.h"

extern unsigned long vmemmap_base;
bool pfn_valid(unsigned long pfn);
int PageAnon(struct page *page);

#define map_to_page(pfn)	((struct page *)vmemmap_base + (pfn))

static u64 flags_of(struct page *page)
{
	u64 flags = 0;

	if (PageAnon(page))
		flags |= 1;
	return flags;
}

u64 flags_of_pfn(unsigned long pfn)
{
	struct page *page;

	if (!pfn_valid(pfn))
		return 0;
	page = map_to_page(pfn);
	return flags_of(page);
}

/*
 * pageck-expect
 * 18: warning: union-read: flags_of
 * pageck-end
 */
