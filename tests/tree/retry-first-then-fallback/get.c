// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int slow_path(unsigned long pfn, struct page **page);
struct page *get_frame(unsigned long pfn);

struct page *get_frame(unsigned long pfn)
{
	struct page *page = NULL;
	int ret;

	do
		ret = slow_path(pfn, &page);
	while (!ret);
	return ret < 0 ? NULL : page;
}
