// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

#define HAVE_COUNT 1	/* @good: #define HAVE_COUNT 0 */

void end_map(struct dev_pagemap *map);

#if HAVE_COUNT
void end_map(struct dev_pagemap *map)
{
	map->flags--;
}
#else
void end_map(struct dev_pagemap *map)
{
	put_dev_pagemap(map);
}
#endif
