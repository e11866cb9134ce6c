// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

unsigned long lease_begin(unsigned long pfn);
void lease_end(unsigned long cookie);

unsigned long lease_begin(unsigned long pfn)
{
	return (unsigned long)get_dev_pagemap(pfn, NULL);
}

void lease_end(unsigned long cookie)
{
	put_dev_pagemap((struct dev_pagemap *)cookie);
}
