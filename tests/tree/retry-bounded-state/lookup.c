// SPDX-License-Identifier: GPL-2.0-or-later
#include "state.h"

int state_lookup(const struct state *s)
{
	struct dev_pagemap *map = get_dev_pagemap(s->pfn, NULL);

	if (!map)
		return -EAGAIN;
	put_dev_pagemap(map);
	return 0;
}
