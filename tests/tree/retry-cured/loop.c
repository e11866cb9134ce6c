// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *find_map(unsigned long pfn);
int register_map(struct dev_pagemap *map);
int prepare_map(struct dev_pagemap *map);
struct dev_pagemap *find_or_make(unsigned long pfn, struct dev_pagemap *new);

struct dev_pagemap *find_or_make(unsigned long pfn, struct dev_pagemap *new)
{
	struct dev_pagemap *map;

again:
	map = find_map(pfn);
	if (map)
		return map;
	if (prepare_map(new))	/* @good: if (register_map(new)) */
		return NULL;
	goto again;
}
