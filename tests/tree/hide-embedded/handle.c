// SPDX-License-Identifier: GPL-2.0-or-later
#include "handle.h"

struct handle {
	int users;
	struct dev_pagemap map;
};

struct handle *handle_open(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	return map ? container_of(map, struct handle, map) : NULL;
}

void handle_close(struct handle *h)
{
	put_dev_pagemap(&h->map);
}
