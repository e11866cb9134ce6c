// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct ctx {
	struct dev_pagemap *old;
	struct dev_pagemap *map;
};

void second_end(void *data);

void second_end(void *data)
{
	struct ctx *c = data;

	put_dev_pagemap(c->map);
}
