// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

static struct dev_pagemap *kept;	/* b's */

void b_keep(struct dev_pagemap *map);
void b_drop(void);

void b_keep(struct dev_pagemap *map)
{
	kept = map;
}

void b_drop(void)
{
	put_dev_pagemap(kept);
}
