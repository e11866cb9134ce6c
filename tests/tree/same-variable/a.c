// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

static struct dev_pagemap *kept;	/* a's */

void a_keep(struct dev_pagemap *map);
void a_drop(void);

void a_keep(struct dev_pagemap *map)
{
	kept = map;
}

void a_drop(void)
{
	put_dev_pagemap(kept);
}
