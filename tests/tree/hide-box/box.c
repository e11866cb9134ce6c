// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"
#include "box.h"

struct box {
	int users;
	struct dev_pagemap *map;
};

struct box *box_open(unsigned long pfn)
{
	struct box *b = kzalloc(sizeof(*b));

	if (!b)
		return NULL;
	b->map = get_dev_pagemap(pfn, NULL);
	if (!b->map) {
		kfree(b);
		return NULL;
	}
	b->users = 1;
	return b;
}

void box_drop(struct box *b)
{
	put_dev_pagemap(b->map);
}

void box_free(struct box *b)
{
	kfree(b);
}
