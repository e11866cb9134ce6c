// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini-red.h"

struct entry {
	struct list_head link;
	struct dev_pagemap *map;
};

static struct list_head queue = { &queue, &queue };

int queue_add(struct dev_pagemap *map);

int queue_add(struct dev_pagemap *map)
{
	struct entry *e = kzalloc(sizeof(*e));

	if (!e)
		return -ENOMEM;
	e->map = NULL;	/* @good: e->map = map; */
	list_add(&e->link, &queue);
	return 0;
}
