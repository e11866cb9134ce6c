// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void *low_find(unsigned long pfn);
void low_done(void *p);

void *low_find(unsigned long pfn)
{
	void *p = get_dev_pagemap(pfn, NULL);

	return p;
}

void low_done(void *p)
{
	put_dev_pagemap(p);
}
