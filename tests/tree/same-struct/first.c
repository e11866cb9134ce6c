// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct ctx {
	struct dev_pagemap *map;
	struct dev_pagemap *old;
};

void first_begin(void *data, unsigned long pfn);
void first_end(void *data);

void first_begin(void *data, unsigned long pfn)
{
	struct ctx *c = data;

	c->old = NULL;
	c->map = get_dev_pagemap(pfn, NULL);
}

void first_end(void *data)
{
	struct ctx *c = data;

	put_dev_pagemap(c->map);
}
