// SPDX-License-Identifier: GPL-2.0-or-later
#include "handle.h"

struct handle *handle_open(unsigned long pfn)
{
	return (struct handle *)get_dev_pagemap(pfn, NULL);
}

void handle_close(struct handle *h)
{
	put_dev_pagemap((struct dev_pagemap *)h);
}

int handle_ranges(const struct handle *h)
{
	return ((const struct dev_pagemap *)h)->nr_range;
}
